// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/deathnote.h"

#include "ui/async/whendone.h"
#include "ui/models/deathwords.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui::inspector {

using namespace Qt::StringLiterals;
using engine::MessageDetails;

namespace {

constexpr int longestOrigin = 170; // pixels

/// One that lies where it died last has been brought back already.
bool isDeadLetter(const MessageDetails &details, const QList<engine::Death> &deaths)
{
    return !deaths.isEmpty() && !details.queue.isEmpty() && deaths.first().queue != details.queue;
}

} // namespace

DeathNote::DeathNote(engine::BrokerSession &session, QWidget *parent)
    : QFrame(parent)
    , m_session(session)
    , m_words(new QLabel(this))
    , m_requeue(new QPushButton(this))
    , m_edit(new QPushButton(tr("Edit…"), this))
{
    setProperty("surface", u"error"_s);
    m_words->setObjectName(u"deathNote"_s);
    m_words->setWordWrap(true);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_requeue->setObjectName(u"requeueDeadLetter"_s);
    m_edit->setObjectName(u"editDeadLetter"_s);
    m_edit->setToolTip(tr("Correct its body or headers, and requeue it"));
    connect(m_requeue, &QPushButton::clicked, this, [this] { Q_EMIT requeueRequested(m_details); });
    connect(m_edit, &QPushButton::clicked, this, [this] { Q_EMIT editRequested(m_details); });
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_requeue);
    buttons->addWidget(m_edit);
    buttons->addStretch(1);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(10, 8, 10, 8);
    rows->setSpacing(8);
    rows->addWidget(m_words);
    rows->addLayout(buttons);
    hide();
}

/// The history does not say who rejected it; the broker may have seen it.
void DeathNote::showMessage(const MessageDetails &details)
{
    m_details = details;
    const QList<engine::Death> deaths = engine::deathsOf(details.properties.headers);
    setVisible(!deaths.isEmpty());
    if (deaths.isEmpty())
        return;
    const QString origin = engine::originOf(details.properties.headers);
    m_requeue->setText(
        tr("Requeue to %1").arg(m_requeue->fontMetrics().elidedText(origin, Qt::ElideMiddle, longestOrigin)));
    m_requeue->setToolTip(tr("Put it back into %1, as it is; this can be undone").arg(origin));
    for (QPushButton *button : {m_requeue, m_edit})
        button->setVisible(isDeadLetter(details, deaths));
    say({});
    async::whenDone(m_session.readDeadLetters({details.summary.ref}), this,
                    [this, ref = details.summary.ref](const engine::Result<QList<engine::DeadLetter>> &letters) {
                        if (letters && !letters->isEmpty() && m_details.summary.ref == ref)
                            say(letters->first().rejectedBy);
                    });
}

void DeathNote::markGone()
{
    m_requeue->hide();
    m_edit->hide();
}

void DeathNote::say(const QString &rejectedBy)
{
    const QList<engine::Death> deaths = engine::deathsOf(m_details.properties.headers);
    const qint64 publishedMs = m_details.summary.publishedAt.toMSecsSinceEpoch();
    m_words->setText(
        models::deathWords({deaths, engine::diedAtMs(deaths, publishedMs), rejectedBy, QDateTime::currentDateTime()}));
}

} // namespace ui::inspector
