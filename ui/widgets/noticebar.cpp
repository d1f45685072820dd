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
constexpr size_t mostKept = 99;

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
    , m_more(new QLabel(this))
    , m_action(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(u"noticeBar"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_more->setProperty("role", u"muted"_s);
    m_close->setAutoRaise(true);
    m_close->setIcon(QIcon(u":/theme/icons/close.svg"_s));
    m_close->setToolTip(tr("Dismiss"));
    m_close->setAccessibleName(tr("Dismiss this notice"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 10, 6);
    row->setSpacing(10);
    row->addWidget(m_text, 1);
    row->addWidget(m_more);
    row->addWidget(m_action);
    row->addWidget(m_close);
    m_leave.setSingleShot(true);
    m_leave.setInterval(shownFor);
    connect(&m_leave, &QTimer::timeout, this, &NoticeBar::dismiss);
    connect(m_close, &QToolButton::clicked, this, &NoticeBar::dismiss);
    connect(m_action, &QPushButton::clicked, this, [this] {
        const auto triggered = m_notices.empty() ? std::function<void()>() : m_notices.back().triggered;
        dismiss();
        if (triggered)
            triggered();
    });
    m_action->hide();
    hide();
}

void NoticeBar::post(Kind kind, const QString &text, const QString &action, std::function<void()> triggered)
{
    // What is said again is the latest again, not there twice.
    std::erase_if(m_notices, [&text](const Notice &n) { return n.kind == Kind::Done || n.text == text; });
    m_notices.push_back({kind, text, action, std::move(triggered)});
    if (m_notices.size() > mostKept)
        m_notices.erase(m_notices.begin());
    showLatest();
}

void NoticeBar::dismiss()
{
    if (!m_notices.empty())
        m_notices.pop_back();
    showLatest();
}

void NoticeBar::showLatest()
{
    m_leave.stop();
    if (m_notices.empty()) {
        hide();
        return;
    }
    const Notice &notice = m_notices.back();
    setProperty("surface", surfaceFor(notice.kind));
    style()->unpolish(this);
    style()->polish(this);
    m_text->setText(notice.text);
    setAccessibleName(notice.text);
    m_action->setText(notice.action);
    m_action->setVisible(!notice.action.isEmpty());
    QStringList others;
    for (size_t i = m_notices.size() - 1; i-- > 0;)
        others << m_notices[i].text;
    m_more->setText(tr("%1 more").arg(others.size()));
    m_more->setToolTip(others.join(u'\n'));
    m_more->setVisible(!others.isEmpty());
    show();
    if (notice.kind == Kind::Done)
        m_leave.start();
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
    if (!m_notices.empty() && m_notices.back().kind == Kind::Done)
        m_leave.start();
    QFrame::leaveEvent(event);
}

} // namespace ui::widgets
