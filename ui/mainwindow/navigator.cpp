// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/navigator.h"

#include "ui/models/streams.h"
#include "ui/tables/celldelegate.h"
#include "ui/theme/tabular.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/paint.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

namespace ui::mainwindow {

using models::NavigatorModel;

namespace {

constexpr int rowHeight = 25;
constexpr int sectionHeight = 29;
constexpr int sideMargin = 14;
constexpr int levelWidth = 34;
constexpr int levelHeight = 7;
constexpr int narrowestHost = 20;
constexpr int newsHeight = 18;
constexpr int narrowest = 172; // the sections with their counts

class NavigatorDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const theme::Tokens &tokens = theme::tokensFor(option.palette);
        // The row is the whole width, however deep it is.
        const QRect row(0, option.rect.top(), option.widget->width(), option.rect.height());
        if (option.state & QStyle::State_Selected)
            painter->fillRect(row, tokens.sel);
        else if (option.state & QStyle::State_MouseOver)
            painter->fillRect(row, tokens.dark ? tokens.hover : tokens.line.lighter(106));
        const QRect content(sideMargin, row.top(), option.rect.right() - 2 * sideMargin, row.height());
        painter->save();
        if ((option.state & QStyle::State_HasFocus) && !(option.state & QStyle::State_Selected)) {
            painter->setPen(tokens.accent);
            painter->drawRect(row.adjusted(0, 0, -1, -1));
        }
        if (index.data(models::LevelRole).isValid())
            paintQueue(*painter, content, option, index, tokens);
        else
            paintSection(*painter, content, option, index, tokens);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        return {160, index.parent().isValid() ? rowHeight : sectionHeight};
    }

private:
    static void paintSection(QPainter &painter, const QRect &rect, const QStyleOptionViewItem &option,
                             const QModelIndex &index, const theme::Tokens &tokens)
    {
        QFont font = option.font;
        font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        const QString count = index.data(models::SortRole).toString();
        const int room = rect.width() - theme::tabularWidth(painter.fontMetrics(), count) - 8;
        painter.setPen(tokens.text);
        painter.drawText(rect, Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, room));
        painter.setPen(tables::toneColor(tokens, models::Tone(index.data(models::ToneRole).toInt())));
        theme::drawTabular(painter, rect, Qt::AlignRight, count);
        if (const QStringList news = index.data(models::BadgesRole).toStringList(); !news.isEmpty())
            paintNews(painter, rect.right() - theme::tabularWidth(painter.fontMetrics(), count) - 8, rect.center().y(),
                      news.first(), tokens);
    }

    /// A pill that ends at `right`: what has happened that nobody has looked at.
    static void paintNews(QPainter &painter, int right, int middle, const QString &count, const theme::Tokens &tokens)
    {
        const int width = qMax(newsHeight, theme::tabularWidth(painter.fontMetrics(), count) + 10);
        const QRect pill(right - width, middle - newsHeight / 2, width, newsHeight);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.dead);
        painter.drawRoundedRect(pill, newsHeight / 2.0, newsHeight / 2.0);
        painter.setPen(tokens.surface);
        painter.drawText(pill, Qt::AlignCenter, count);
    }

    /// Behind the name of a queue that is not in the virtual host "/".
    static void paintHost(QPainter &painter, const QRect &rect, int nameWidth, const QModelIndex &index,
                          const theme::Tokens &tokens)
    {
        const QString host = index.data(models::SnapshotRole).value<engine::QueueSnapshot>().spec.virtualHost;
        const QRect room = rect.adjusted(nameWidth + 6, 0, 0, 0);
        if (host == QLatin1String("/") || room.width() < narrowestHost)
            return;
        painter.setPen(tokens.faint);
        painter.drawText(room, Qt::AlignVCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(host, Qt::ElideRight, room.width()));
    }

    static void paintQueue(QPainter &painter, const QRect &rect, const QStyleOptionViewItem &option,
                           const QModelIndex &index, const theme::Tokens &tokens)
    {
        const int inset = 16;
        const QRect tube(rect.left() + inset, rect.center().y() - levelHeight / 2, levelWidth, levelHeight);
        widgets::paintLevel(painter, tube, index.data(models::LevelRole).value<models::Level>(), tokens);
        painter.setFont(option.font);
        const QString count = index.data(models::SortRole).toString();
        const int countWidth = theme::tabularWidth(painter.fontMetrics(), count);
        painter.setPen(tables::toneColor(tokens, models::Tone(index.data(models::ToneRole).toInt())));
        theme::drawTabular(painter, rect, Qt::AlignRight, count);
        const QRect name(tube.right() + 9, rect.top(), rect.right() - countWidth - 10 - tube.right() - 9,
                         rect.height());
        const QString text = painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, name.width());
        painter.setPen(tokens.text);
        painter.drawText(name, Qt::AlignVCenter | Qt::TextSingleLine, text);
        paintHost(painter, name, painter.fontMetrics().horizontalAdvance(text), index, tokens);
    }
};

} // namespace

Navigator::Navigator(engine::BrokerSession &session, QWidget *parent)
    : QTreeView(parent)
{
    setObjectName(QStringLiteral("navigator"));
    setModel(&m_model);
    setItemDelegate(new NavigatorDelegate(this));
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setItemsExpandable(true);
    setExpandsOnDoubleClick(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    setAccessibleName(tr("Navigator"));
    setMinimumWidth(narrowest);
    setExpanded(m_model.sectionIndex(NavigatorModel::Section::Queues), true);
    connect(this, &QTreeView::clicked, this, &Navigator::open);
    connect(this, &QTreeView::activated, this, &Navigator::open);
    m_queues = models::watchQueuesProper(session, this, [this](const QList<engine::QueueSnapshot> &queues) {
        m_model.updateQueues(queues);
        Q_EMIT queuesChanged(queues);
    });
}

void Navigator::show(NavigatorModel::Section section)
{
    setQuietly(m_model.sectionIndex(section));
}

void Navigator::show(engine::QueueId queue)
{
    setQuietly(m_model.queueIndex(queue));
}

// The row where the keyboard was stays the current one: without any the navigator would take one, and lead away, once it has the
// keyboard again.
void Navigator::showNothing()
{
    if (!currentIndex().isValid())
        show(NavigatorModel::Section::Flow);
    clearSelection();
}

void Navigator::setQuietly(const QModelIndex &index)
{
    if (index == currentIndex() && selectionModel()->isSelected(index))
        return;
    m_following = true;
    setCurrentIndex(index);
    m_following = false;
}

void Navigator::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    // With the keyboard, sections follow the cursor; a queue opens with Return, so that walking by leaves no tabs behind.
    if (!m_following && hasFocus() && m_model.isSection(current))
        open(current);
}

void Navigator::open(const QModelIndex &index)
{
    if (const engine::QueueSnapshot *queue = m_model.queueOf(index))
        Q_EMIT queueOpened(*queue);
    else if (index.isValid())
        Q_EMIT sectionOpened(m_model.sectionOf(index));
}

} // namespace ui::mainwindow
