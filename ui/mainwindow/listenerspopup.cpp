// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/listenerspopup.h"

#include "ui/models/features.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui::mainwindow {

using namespace Qt::StringLiterals;
using engine::ListenerSnapshot;

namespace {

constexpr int listenersWidth = 440;

QString stateText(const ListenerSnapshot &listener)
{
    switch (listener.state) {
    case ListenerSnapshot::State::Listening:
        return ListenersPopup::tr("listening");
    case ListenerSnapshot::State::Failed:
        return ListenersPopup::tr("not listening");
    case ListenerSnapshot::State::Off:
        return ListenersPopup::tr("off");
    }
    return {};
}

} // namespace

ListenersPopup::ListenersPopup(engine::BrokerSession &session, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_session(session)
    , m_layout(new QVBoxLayout(this))
{
    setProperty("surface", u"card"_s);
    setAccessibleName(tr("Listeners"));
    m_layout->setContentsMargins(16, 12, 16, 14);
    m_layout->setSpacing(8);
    auto *heading = new QLabel(tr("Where clients connect"), this);
    heading->setProperty("role", u"heading"_s);
    m_layout->addWidget(heading);
    setFixedWidth(listenersWidth);
    connect(&session, &engine::BrokerSession::listenersChanged, this, &ListenersPopup::refresh);
    refresh();
}

void ListenersPopup::popupBelow(const QWidget &anchor)
{
    refresh();
    adjustSize();
    move(anchor.mapToGlobal(QPoint(0, anchor.height() + 4)));
    show();
}

void ListenersPopup::refresh()
{
    delete m_rows;
    m_rows = new QWidget(this);
    auto *rows = new QVBoxLayout(m_rows);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(10);
    const QList<ListenerSnapshot> listeners = m_session.listeners();
    for (const ListenerSnapshot &listener : listeners)
        rows->addWidget(rowFor(listener));
    auto *note = new QLabel(m_rows);
    note->setWordWrap(true);
    note->setProperty("role", u"muted"_s);
    note->setText(listeners.isEmpty()
                      ? tr("Nothing listens. %1").arg(m_session.problem())
                      : tr("User guest, password guest, virtual host /. The local socket admits its owner only."));
    rows->addWidget(note);
    m_layout->addWidget(m_rows);
    adjustSize();
}

QWidget *ListenersPopup::rowFor(const ListenerSnapshot &listener)
{
    const bool failed = listener.state == ListenerSnapshot::State::Failed;
    auto *row = new QWidget(m_rows);
    auto *grid = new QGridLayout(row);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    auto *protocol = new QLabel(listener.protocol, row);
    protocol->setProperty("role", u"heading"_s);
    protocol->setFixedWidth(60);
    auto *address = new QLabel(listener.address, row);
    address->setFont(theme::monospaceFont(font()));
    address->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    address->setWordWrap(true);
    auto *state = new QLabel(stateText(listener), row);
    state->setProperty("role", failed ? u"error"_s : u"muted"_s);
    auto *copy = new QToolButton(row);
    copy->setText(tr("Copy"));
    copy->setAutoRaise(true);
    copy->setAccessibleName(tr("Copy the address of %1").arg(listener.protocol));
    connect(copy, &QToolButton::clicked, row,
            [text = listener.address] { QGuiApplication::clipboard()->setText(text); });
    grid->addWidget(protocol, 0, 0);
    grid->addWidget(address, 0, 1);
    grid->addWidget(state, 0, 2);
    grid->addWidget(copy, 0, 3);
    if (failed) {
        auto *problem = new QLabel(listener.problem, row);
        problem->setWordWrap(true);
        problem->setProperty("role", u"error"_s);
        grid->addWidget(problem, 1, 1, 1, 3);
    }
    if (const QString wanted = models::addressInstead(listener); !wanted.isEmpty()) {
        auto *instead = new QPushButton(tr("Listen on %1 instead").arg(listener.suggestedPort), row);
        instead->setProperty("primary", true);
        connect(instead, &QPushButton::clicked, this, [this, protocolName = listener.protocol, wanted] {
            hide();
            Q_EMIT listenRequested(protocolName, wanted);
        });
        grid->addWidget(instead, 2, 1, 1, 3, Qt::AlignLeft);
    }
    return row;
}

} // namespace ui::mainwindow
