// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/searchfoot.h"

#include "ui/pages/messagesearch.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace ui::pages {

using namespace Qt::StringLiterals;

namespace {

constexpr int progressWidth = 90;

} // namespace

SearchFoot::SearchFoot(MessageSearch &search, QWidget *parent)
    : QFrame(parent)
    , m_search(search)
    , m_position(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_stop(new QPushButton(tr("Stop"), this))
    , m_more(new QPushButton(this))
    , m_problem(new QLabel(this))
{
    setProperty("surface", u"foot"_s);
    m_position->setObjectName(u"position"_s);
    m_position->setProperty("role", u"muted"_s);
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    m_progress->setFixedWidth(progressWidth);
    m_progress->setAccessibleName(tr("Progress of the search"));
    m_stop->setFlat(true);
    m_more->setFlat(true);
    m_more->hide();
    m_problem->setObjectName(u"problem"_s);
    m_problem->setProperty("role", u"error"_s);
    m_problem->setTextFormat(Qt::PlainText);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 4, 16, 4);
    row->setSpacing(8);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_position, m_progress, m_stop, m_more})
        row->addWidget(widget);
    row->addStretch(1);
    row->addWidget(m_problem);
    connect(m_stop, &QPushButton::clicked, &m_search, &MessageSearch::stop);
    connect(m_more, &QPushButton::clicked, this, &SearchFoot::moreRequested);
    connect(&m_search, &MessageSearch::changed, this, &SearchFoot::showSearch);
    showSearch();
}

void SearchFoot::setPosition(const QString &text)
{
    m_position->setText(text);
    showOrHide();
}

void SearchFoot::setProblem(const QString &text)
{
    m_problem->setText(text);
    showOrHide();
}

void SearchFoot::offerMore(bool isThere, const QString &text)
{
    m_more->setText(text);
    m_more->setVisible(isThere);
}

void SearchFoot::showSearch()
{
    const bool isSearching = m_search.isSearching();
    m_progress->setVisible(isSearching);
    m_progress->setValue(int(m_search.progress() * m_progress->maximum()));
    m_stop->setVisible(isSearching);
}

void SearchFoot::showOrHide()
{
    setVisible(!m_position->text().isEmpty() || !m_problem->text().isEmpty());
}

} // namespace ui::pages
