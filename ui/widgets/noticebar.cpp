// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/noticebar.h"

#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

#include <chrono>

namespace ui::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds shownFor{20};

QString surfaceFor(NoticeBar::Kind kind)
{
    switch (kind) {
    case NoticeBar::Kind::Done:
        return u"notice"_s;
    case NoticeBar::Kind::Warning:
        return u"warning"_s;
    case NoticeBar::Kind::Error:
        return u"error-bar"_s;
    }
    return {};
}

} // namespace

NoticeBar::NoticeBar(QWidget *parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(u"noticeBar"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_close->setAutoRaise(true);
    m_close->setIcon(QIcon(u":/theme/icons/close.svg"_s));
    m_close->setToolTip(tr("Dismiss"));
    m_close->setAccessibleName(tr("Dismiss this notice"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 10, 6);
    row->setSpacing(10);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(m_close);
    m_leave.setSingleShot(true);
    m_leave.setInterval(shownFor);
    connect(&m_leave, &QTimer::timeout, this, &NoticeBar::dismiss);
    connect(m_close, &QToolButton::clicked, this, &NoticeBar::dismiss);
    connect(m_action, &QPushButton::clicked, this, [this] {
        const auto triggered = std::exchange(m_triggered, {});
        dismiss();
        if (triggered)
            triggered();
    });
    m_action->hide();
    hide();
}

void NoticeBar::post(Kind kind, const QString &text, const QString &action, std::function<void()> triggered)
{
    setProperty("surface", surfaceFor(kind));
    style()->unpolish(this);
    style()->polish(this);
    m_text->setText(text);
    setAccessibleName(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_triggered = std::move(triggered);
    show();
    if (kind == Kind::Done)
        m_leave.start();
    else
        m_leave.stop();
}

void NoticeBar::dismiss()
{
    m_leave.stop();
    m_triggered = {};
    hide();
}

QString NoticeBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void NoticeBar::enterEvent(QEnterEvent *event)
{
    m_leave.stop();
    QFrame::enterEvent(event);
}

void NoticeBar::leaveEvent(QEvent *event)
{
    if (property("surface").toString() == surfaceFor(Kind::Done))
        m_leave.start();
    QFrame::leaveEvent(event);
}

} // namespace ui::widgets
