// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/detailmodel.h"

#include "ui/inspector/fieldtypes.h"
#include "ui/models/features.h"
#include "ui/tables/cells.h"
#include "ui/theme/format.h"

using namespace Qt::Literals::StringLiterals;

namespace ui::inspector {

using engine::FieldValue;
using engine::MessageDetails;
using engine::MessageProperties;
using tables::Tone;

struct DetailModel::Item
{
    QString name;
    QString value;
    QString type;
    Item *parent = nullptr;
    Tone tone = Tone::Normal;
    bool monospaced = false;
    bool heading = false;
    std::vector<std::unique_ptr<Item>> children;

    Item &add(const QString &childName, const QString &childValue, const QString &childType = {})
    {
        children.push_back(std::make_unique<Item>());
        Item &item = *children.back();
        item.name = childName;
        item.value = childValue;
        item.type = childType;
        item.parent = this;
        return item;
    }
    /// Of today without the date, which there is no room for.
    void addTime(const QString &childName, const QDateTime &time)
    {
        const bool isToday = time.toLocalTime().date() == QDate::currentDate();
        Item &item = add(childName, isToday ? theme::formatTime(time) : theme::formatDateTime(time));
        item.monospaced = true;
    }
    int row() const
    {
        for (size_t i = 0; parent && i < parent->children.size(); ++i) {
            if (parent->children[i].get() == this)
                return int(i);
        }
        return 0;
    }
};

namespace {

using Item = DetailModel::Item;

void addField(Item &parent, const QString &name, const FieldValue &value)
{
    Item &item = parent.add(name, fieldSummary(value), fieldTypeName(value));
    item.monospaced = true;
    if (const auto *table = std::get_if<engine::FieldTable>(&value.value)) {
        item.tone = Tone::Muted;
        for (const engine::FieldEntry &entry : table->entries)
            addField(item, QString::fromUtf8(entry.name), entry.value);
    } else if (const auto *array = std::get_if<engine::FieldArray>(&value.value)) {
        item.tone = Tone::Muted;
        for (qsizetype i = 0; i < array->items.size(); ++i)
            addField(item, QString::number(i), array->items.at(i));
    }
}

void addText(Item &parent, const QString &name, const std::optional<QString> &value)
{
    if (value)
        parent.add(name, *value, u"shortstr"_s).monospaced = true;
}

QString bytesText(quint64 size)
{
    const QString exact = DetailModel::tr("%1 bytes").arg(theme::formatCount(size));
    return size < 1000 ? exact : QString(theme::formatSize(size) % u" · "_s % exact);
}

QString yesNo(bool yes)
{
    return yes ? DetailModel::tr("yes") : DetailModel::tr("no");
}

} // namespace

DetailModel::DetailModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Item>())
{}
DetailModel::~DetailModel() = default;

DetailModel::Item &DetailModel::section(const QString &title)
{
    Item &item = m_root->add(title, {});
    item.heading = true;
    return item;
}

void DetailModel::addProperties(Item &target, const MessageProperties &p)
{
    addText(target, u"content_type"_s, p.contentType);
    addText(target, u"content_encoding"_s, p.contentEncoding);
    if (p.deliveryMode)
        target.add(u"delivery_mode"_s,
                   *p.deliveryMode == 2   ? tr("2 · persistent")
                   : *p.deliveryMode == 1 ? tr("1 · transient")
                                          : QString::number(*p.deliveryMode),
                   u"uint8"_s);
    if (p.priority)
        target.add(u"priority"_s, QString::number(*p.priority), u"uint8"_s);
    addText(target, u"correlation_id"_s, p.correlationId);
    addText(target, u"reply_to"_s, p.replyTo);
    addText(target, u"expiration"_s, p.expiration);
    addText(target, u"message_id"_s, p.messageId);
    if (p.timestamp) {
        const QDateTime time = QDateTime::fromSecsSinceEpoch(qint64(*p.timestamp));
        target.add(u"timestamp"_s,
                   QString(time.toString(u"yyyy-MM-dd HH:mm:ss"_s) % u" · "_s % QString::number(*p.timestamp)),
                   u"timestamp"_s);
    }
    addText(target, u"type"_s, p.type);
    addText(target, u"user_id"_s, p.userId);
    addText(target, u"app_id"_s, p.appId);
    addText(target, u"cluster_id"_s, p.clusterId);
}

void DetailModel::addMetadata(Item &target, const MessageDetails &details)
{
    const engine::MessageSummary &m = details.summary;
    const bool isInQueue = m.ref.queue.isValid();
    if (isInQueue)
        target.add(tr("Queue"), details.queue).monospaced = true;
    if (details.virtualHost != u"/"_s)
        target.add(tr("Virtual host"), details.virtualHost).monospaced = true;
    target.add(tr("Exchange"), models::exchangeLabel(m.exchange)).monospaced = true;
    target.add(tr("Routing key"), m.routingKey).monospaced = true;
    if (isInQueue)
        target.add(tr("Offset"), theme::formatCount(m.ref.offset));
    target.addTime(tr("Published"), m.publishedAt);
    if (isInQueue)
        addState(target, m);
    target.add(tr("Persistent"), yesNo(m.persistent));
    target.add(tr("Size"), bytesText(m.size));
}

void DetailModel::addState(Item &target, const engine::MessageSummary &m)
{
    const bool unacked = m.state == engine::MessageState::Unacked;
    if (m.state == engine::MessageState::Delayed) {
        target.add(tr("State"), tr("delayed"));
        target.addTime(tr("Ready at"), m.readyAt);
    } else {
        target.add(tr("State"), unacked ? tr("unacked") : tr("ready")).tone = unacked ? Tone::Unacked : Tone::Ready;
    }
    if (unacked) {
        target.add(tr("Holder"), m.holder);
        if (m.unackedSince.isValid())
            target.addTime(tr("Unacked since"), m.unackedSince);
    }
    target.add(tr("Redelivered"), yesNo(m.redelivered)).tone = m.redelivered ? Tone::Unacked : Tone::Normal;
}

void DetailModel::showMessage(const MessageDetails &details)
{
    beginResetModel();
    m_root = std::make_unique<Item>();
    Item &properties = section(tr("Properties"));
    addProperties(properties, details.properties);
    if (properties.children.empty())
        properties.add(tr("none set"), {}).tone = Tone::Faint;
    const auto &headers = details.properties.headers.entries;
    Item &headerSection = section(headers.isEmpty() ? tr("Headers") : tr("Headers · %1").arg(headers.size()));
    for (const engine::FieldEntry &entry : headers)
        addField(headerSection, QString::fromUtf8(entry.name), entry.value);
    if (headers.isEmpty())
        headerSection.add(tr("none set"), {}).tone = Tone::Faint;
    addMetadata(section(tr("Message")), details);
    endResetModel();
}

void DetailModel::showEvent(const engine::LiveEvent &event)
{
    beginResetModel();
    m_root = std::make_unique<Item>();
    Item &target = section(tr("Event"));
    target.add(tr("Step"), engine::lifecycleStepName(event.step));
    target.addTime(tr("Time"), QDateTime::fromMSecsSinceEpoch(event.atMs));
    if (!event.virtualHost.isEmpty() && event.virtualHost != u"/"_s)
        target.add(tr("Virtual host"), event.virtualHost).monospaced = true;
    const bool isRecord = event.queue.isEmpty() && !event.topic.isEmpty();
    if (!isRecord)
        target.add(tr("Exchange"), models::exchangeLabel(event.exchange)).monospaced = true;
    target.add(isRecord ? tr("Key") : tr("Routing key"), event.routingKey).monospaced = true;
    if (!event.queue.isEmpty())
        target.add(tr("Queue"), event.queue).monospaced = true;
    if (!event.topic.isEmpty()) {
        target.add(tr("Topic"), event.topic).monospaced = true;
        target.add(tr("Partition"), QString::number(event.partition));
    }
    if (!event.queue.isEmpty() || isRecord)
        target.add(tr("Offset"), theme::formatCount(event.offset));
    if (!event.client.isEmpty())
        target.add(tr("Client"), event.client);
    if (event.channel.number != 0)
        target.add(tr("Channel"), QString::number(event.channel.number));
    target.add(tr("Size"), bytesText(event.size));
    endResetModel();
}

void DetailModel::clear()
{
    beginResetModel();
    m_root = std::make_unique<Item>();
    endResetModel();
}

QString DetailModel::textOf(const QModelIndex &index) const
{
    const Item *item = itemAt(index);
    QStringList lines;
    const auto add = [&lines](const auto &self, const Item &i, int depth) -> void {
        lines << QString(depth * 2, u' ') % i.name % (i.value.isEmpty() ? QString() : QString(u": "_s % i.value));
        for (const auto &child : i.children)
            self(self, *child, depth + 1);
    };
    add(add, *item, 0);
    return lines.join(u'\n');
}

DetailModel::Item *DetailModel::itemAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Item *>(index.internalPointer()) : m_root.get();
}

QModelIndex DetailModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, itemAt(parent)->children[size_t(row)].get());
}

QModelIndex DetailModel::parent(const QModelIndex &child) const
{
    const Item *item = itemAt(child);
    if (!child.isValid() || item->parent == m_root.get())
        return {};
    return createIndex(item->parent->row(), 0, item->parent);
}

int DetailModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(itemAt(parent)->children.size());
}

int DetailModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant DetailModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Item *item = itemAt(index);
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return column == NameColumn ? item->name : column == ValueColumn ? item->value : item->type;
    case Qt::ToolTipRole:
        if (column == ValueColumn)
            return item->value.size() > 24 ? item->value : QVariant();
        return column == NameColumn && item->name.size() > 16 ? item->name : QVariant();
    case tables::MonospacedRole:
        return column == ValueColumn && item->monospaced;
    case tables::EmphasisRole:
        return item->heading;
    case tables::ToneRole:
        if (item->heading)
            return int(Tone::Normal);
        return int(column == NameColumn ? Tone::Muted : column == TypeColumn ? Tone::Faint : item->tone);
    default:
        return {};
    }
}

QVariant DetailModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Name") : section == ValueColumn ? tr("Value") : tr("Type");
}

} // namespace ui::inspector
