// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/noticebar.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

#include <chrono>

namespace ui::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds shownFor{20};
constexpr size_t mostKept = 99;
constexpr int roundabout = 14; // a button's frame around a line of text

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
    , m_whole(new QPushButton(tr("Read…"), this))
    , m_action(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(u"noticeBar"_s);
    setFixedHeight(fontMetrics().height() + roundabout);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_more->setProperty("role", u"muted"_s);
    m_whole->setToolTip(tr("Show the whole text"));
    m_close->setAutoRaise(true);
    m_close->setIcon(QIcon(u":/theme/icons/close.svg"_s));
    m_close->setToolTip(tr("Dismiss"));
    m_close->setAccessibleName(tr("Dismiss this notice"));
    m_close->setFocusPolicy(Qt::TabFocus);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 4, 0);
    row->setSpacing(10);
    row->addWidget(m_text, 1);
    row->addWidget(m_more);
    row->addWidget(m_whole);
    row->addWidget(m_action);
    row->addWidget(m_close);
    m_leave.setSingleShot(true);
    m_leave.setInterval(shownFor);
    connect(&m_leave, &QTimer::timeout, this, &NoticeBar::dismiss);
    connect(m_close, &QToolButton::clicked, this, [this] { leaveBy(&Notice::dismissed); });
    connect(m_whole, &QPushButton::clicked, this, &NoticeBar::showWhole);
    connect(m_action, &QPushButton::clicked, this, [this] { leaveBy(&Notice::triggered); });
    m_whole->hide();
    m_action->hide();
    hide();
}

void NoticeBar::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fitText();
}

// One line; what does not fit is read in a box of its own, where it can be copied, too.
void NoticeBar::fitText()
{
    if (m_notices.empty())
        return;
    const QString line = m_notices.back().text.simplified();
    int others = m_close->sizeHint().width() + 80;
    for (const QWidget *part : std::initializer_list<const QWidget *>{m_more, m_action}) {
        if (!part->isHidden())
            others += part->sizeHint().width() + 10;
    }
    int room = width() - others;
    const bool isWhole = m_text->fontMetrics().horizontalAdvance(line) <= room;
    m_whole->setVisible(!isWhole);
    if (!isWhole)
        room -= m_whole->sizeHint().width() + 10;
    m_text->setText(m_text->fontMetrics().elidedText(line, Qt::ElideRight, qMax(room, 40)));
}

void NoticeBar::showWhole()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Notice"), text(), QMessageBox::Close, window());
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box->open();
}

void NoticeBar::post(Kind kind, const QString &text, const QString &action, std::function<void()> triggered,
                     std::function<void()> dismissed)
{
    // What is said again is the latest again, not there twice.
    std::erase_if(m_notices, [&text](const Notice &n) { return n.kind == Kind::Done || n.text == text; });
    m_notices.push_back({kind, text, action, std::move(triggered), std::move(dismissed)});
    if (m_notices.size() > mostKept)
        m_notices.erase(m_notices.begin());
    showLatest();
}

void NoticeBar::leaveBy(std::function<void()> Notice::*way)
{
    const auto called = m_notices.empty() ? std::function<void()>() : m_notices.back().*way;
    dismiss();
    if (called)
        called();
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
        Q_EMIT shownChanged(false);
        return;
    }
    const Notice &notice = m_notices.back();
    setProperty("surface", surfaceFor(notice.kind));
    style()->unpolish(this);
    style()->polish(this);
    m_text->setToolTip(notice.text);
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
    Q_EMIT shownChanged(true);
    fitText();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    if (notice.kind == Kind::Done)
        m_leave.start();
}

QString NoticeBar::text() const
{
    return m_notices.empty() ? QString() : m_notices.back().text;
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
