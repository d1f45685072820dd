// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/historypanel.h"

#include "ui/theme/format.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPointer>
#include <QPushButton>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

namespace {

constexpr int entryIdRole = Qt::UserRole + 1;

/// Today by the time alone.
QString timeText(qint64 ms)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(ms);
    return time.date() == QDate::currentDate() ? time.toString(u"HH:mm:ss"_s) : time.toString(u"MM-dd HH:mm"_s);
}

QStandardItem *itemOf(const PublishedEntry &entry)
{
    QString text = timeText(entry.timeMs) + u"  "_s + targetText(entry.draft);
    if (entry.count > 1)
        text += u"  × "_s + theme::formatCount(entry.count);
    if (!entry.ok)
        text = u"✕ "_s + text;
    auto *item = new QStandardItem(text);
    item->setData(entry.id, entryIdRole);
    item->setEditable(false);
    item->setToolTip(theme::formatDateTime(QDateTime::fromMSecsSinceEpoch(entry.timeMs)) + u'\n' + entry.outcome);
    return item;
}

} // namespace

HistoryPanel::HistoryPanel(PublishHistory &history, QWidget *parent)
    : QWidget(parent)
    , m_history(history)
    , m_pages(new QStackedWidget(this))
    , m_list(new QListView(this))
    , m_model(new QStandardItemModel(this))
{
    m_list->setModel(m_model);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setAccessibleName(tr("What was published"));
    auto *empty =
        new QLabel(tr("Nothing was published by hand yet.\nWhat you publish is listed here, to publish again."), this);
    empty->setWordWrap(true);
    empty->setAlignment(Qt::AlignCenter);
    empty->setProperty("role", u"muted"_s);
    m_pages->addWidget(m_list);
    m_pages->addWidget(empty);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 8, 8);
    rows->setSpacing(6);
    rows->addWidget(m_pages, 1);
    rows->addWidget(makeFoot());
    connect(m_list, &QListView::activated, this, &HistoryPanel::openCurrent);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        m_open->setEnabled(current());
        m_again->setEnabled(current());
    });
    connect(&m_history, &PublishHistory::changed, this, &HistoryPanel::follow);
    follow();
}

QWidget *HistoryPanel::makeFoot()
{
    auto *foot = new QWidget(this);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    m_open = new QPushButton(tr("Edit"), foot);
    m_open->setToolTip(tr("Fills the publisher with it, or a new one where something is written"));
    m_again = new QPushButton(tr("Publish again"), foot);
    m_clear = new QPushButton(tr("Clear"), foot);
    for (QPushButton *button : {m_open, m_again, m_clear}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    row->insertStretch(2);
    m_open->setEnabled(false);
    m_again->setEnabled(false);
    connect(m_open, &QPushButton::clicked, this, &HistoryPanel::openCurrent);
    connect(m_again, &QPushButton::clicked, this, &HistoryPanel::publishAgain);
    connect(m_clear, &QPushButton::clicked, this, &HistoryPanel::clear);
    return foot;
}

/// New ones come at the front, old ones go at the end, where those come back that were cleared.
void HistoryPanel::follow()
{
    const auto &entries = m_history.entries();
    const quint64 newest = m_model->rowCount() > 0 ? m_model->item(0)->data(entryIdRole).toULongLong() : 0;
    int row = 0;
    for (const PublishedEntry &entry : entries) {
        if (entry.id == newest)
            break;
        m_model->insertRow(row++, itemOf(entry));
    }
    if (m_model->rowCount() > int(entries.size()))
        m_model->removeRows(int(entries.size()), m_model->rowCount() - int(entries.size()));
    for (size_t back = size_t(m_model->rowCount()); back < entries.size(); ++back)
        m_model->appendRow(itemOf(entries[back]));
    m_pages->setCurrentIndex(entries.empty() ? 1 : 0);
    m_clear->setEnabled(!entries.empty());
}

const PublishedEntry *HistoryPanel::current() const
{
    return m_history.find(m_list->currentIndex().data(entryIdRole).toULongLong());
}

void HistoryPanel::openCurrent()
{
    if (const PublishedEntry *entry = current())
        Q_EMIT opened(*entry);
}

void HistoryPanel::publishAgain()
{
    if (const PublishedEntry *entry = current())
        Q_EMIT againRequested(PublishedEntry(*entry));
}

void HistoryPanel::clear()
{
    const auto cleared = m_history.entries();
    m_history.clear();
    Q_EMIT undoableDone(tr("The history of what was published is cleared."), [history = QPointer(&m_history), cleared] {
        if (history)
            history->restore(cleared);
    });
}

} // namespace ui::publisher
