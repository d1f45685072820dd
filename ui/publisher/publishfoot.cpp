// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/publishfoot.h"

#include "ui/theme/format.h"
#include "ui/theme/theme.h"

#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

namespace {

constexpr int roomForAll = 940; // pixels

} // namespace

PublishFoot::PublishFoot(QWidget *parent)
    : QFrame(parent)
    , m_time(new QLabel(this))
    , m_result(new QLabel(this))
    , m_code(new QToolButton(this))
    , m_save(new QToolButton(this))
    , m_repeat(new QToolButton(this))
    , m_shortcut(new QLabel(tr("Ctrl+Enter"), this))
    , m_publish(new QPushButton(tr("Publish"), this))
    , m_whyUnrouted(new QToolButton(this))
{
    setProperty("surface", u"foot"_s);
    makeResult();
    makeCodeButton();
    makeButtons();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 10, 16, 10);
    row->setSpacing(8);
    row->addWidget(m_time);
    row->addWidget(m_result, 1);
    QWidget *before = m_result;
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_whyUnrouted, m_code, m_save, m_repeat, m_shortcut, m_publish}) {
        row->addWidget(widget);
        setTabOrder(before, widget);
        before = widget;
    }
}

// ---- made once

void PublishFoot::makeResult()
{
    m_time->setProperty("role", u"faint"_s);
    m_time->setFont(theme::monospaceFont());
    m_result->setTextFormat(Qt::PlainText);
    m_result->setWordWrap(true);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_result->setAccessibleName(tr("Result"));
    m_whyUnrouted->setText(tr("See why in Unrouted"));
    m_whyUnrouted->setToolTip(tr("The message, and why no binding took it"));
    m_whyUnrouted->setAutoRaise(true);
    m_whyUnrouted->setFocusPolicy(Qt::StrongFocus);
    m_whyUnrouted->hide();
    connect(m_whyUnrouted, &QToolButton::clicked, this, [this] { Q_EMIT unroutedRequested(m_unrouted); });
}

void PublishFoot::makeCodeButton()
{
    m_code->setText(tr("Copy as code"));
    m_code->setToolTip(tr("A program that publishes this message, in the language of your choice"));
    m_code->setAutoRaise(true);
    m_code->setPopupMode(QToolButton::InstantPopup);
    m_code->setMenu(new QMenu(m_code));
    connect(m_code->menu(), &QMenu::aboutToShow, this, &PublishFoot::fillCodeMenu);
}

void PublishFoot::makeButtons()
{
    m_save->setText(tr("Save…"));
    m_save->setToolTip(tr("Keeps the message by a name (Ctrl+S)"));
    m_save->setAutoRaise(true);
    connect(m_save, &QToolButton::clicked, this, &PublishFoot::saveRequested);
    m_repeat->setText(tr("Repeat…"));
    m_repeat->setToolTip(tr("Publishes it many times, at a rate"));
    m_repeat->setAutoRaise(true);
    m_repeat->setCheckable(true);
    connect(m_repeat, &QToolButton::toggled, this, &PublishFoot::repeatToggled);
    m_shortcut->setProperty("role", u"faint"_s);
    m_publish->setProperty("primary", true);
    m_publish->setAutoDefault(false);
    connect(m_publish, &QPushButton::clicked, this, &PublishFoot::publishRequested);
}

void PublishFoot::fillCodeMenu()
{
    QMenu &menu = *m_code->menu();
    menu.clear();
    for (const CodeLanguageName &name : codeLanguages()) {
        connect(menu.addAction(m_toTopic ? name.kafka : name.amqp), &QAction::triggered, this,
                [this, language = name.language] { Q_EMIT codeRequested(language); });
    }
}

// ---- what is told

void PublishFoot::setProblem(const QString &problem, bool busy)
{
    m_publish->setEnabled(problem.isEmpty() && !busy);
    m_publish->setToolTip(problem);
    m_code->setEnabled(problem.isEmpty());
}

void PublishFoot::report(Outcome outcome, const QString &text, engine::MessageId unrouted)
{
    m_outcome = outcome;
    m_unrouted = unrouted;
    m_whyUnrouted->setVisible(unrouted.isValid());
    m_result->setText(text);
    fitResult();
    colorResult();
    m_time->setText(outcome == Outcome::None ? QString() : theme::formatTime(QDateTime::currentDateTime()));
}

QString PublishFoot::result() const
{
    return m_result->text();
}

void PublishFoot::colorResult()
{
    const theme::Tokens &tokens = theme::tokensFor(this);
    const QColor color = m_outcome == Outcome::Routed     ? tokens.ok
                         : m_outcome == Outcome::Unrouted ? tokens.unackedText
                                                          : tokens.dead;
    m_result->setStyleSheet(u"color: %1; font-weight: 600;"_s.arg(color.name()));
}

/// In a narrow window what was told matters more than when, and than a key that is known by now.
void PublishFoot::fitResult()
{
    const bool isTight = m_unrouted.isValid() && width() < roomForAll;
    m_time->setVisible(!isTight);
    m_shortcut->setVisible(!isTight);
}

void PublishFoot::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fitResult();
}

void PublishFoot::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colorResult();
}

} // namespace ui::publisher
