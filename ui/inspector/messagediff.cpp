// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/messagediff.h"

#include "ui/inspector/fieldtypes.h"
#include "ui/models/features.h"
#include "ui/theme/format.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace ui::inspector {

using engine::FieldTable;
using engine::FieldValue;
using engine::MessageDetails;

namespace {

/// Texts and bytes are compared up to here.
constexpr qsizetype comparedBytes = 8 << 20;
constexpr int bytesPerLine = 16;

struct DiffWords
{
    Q_DECLARE_TR_FUNCTIONS(MessageDiff)
};

/// Names and values of one message, in their order.
class Fields
{
public:
    struct Field
    {
        QString name, value, type;
    };

    explicit Fields(const MessageDetails &details) { addProperties(details.properties); }

    QList<Field> properties, headers;

private:
    void add(const QString &name, const std::optional<QString> &value)
    {
        if (value)
            properties.append({name, *value, u"shortstr"_s});
    }
    template <typename T>
    void addNumber(const QString &name, const std::optional<T> &value)
    {
        if (value)
            properties.append({name, QString::number(*value), {}});
    }

    void addProperties(const engine::MessageProperties &p)
    {
        add(u"content_type"_s, p.contentType);
        add(u"content_encoding"_s, p.contentEncoding);
        addNumber(u"delivery_mode"_s, p.deliveryMode);
        addNumber(u"priority"_s, p.priority);
        add(u"correlation_id"_s, p.correlationId);
        add(u"reply_to"_s, p.replyTo);
        add(u"expiration"_s, p.expiration);
        add(u"message_id"_s, p.messageId);
        addNumber(u"timestamp"_s, p.timestamp);
        add(u"type"_s, p.type);
        add(u"user_id"_s, p.userId);
        add(u"app_id"_s, p.appId);
        add(u"cluster_id"_s, p.clusterId);
        for (const engine::FieldEntry &entry : p.headers.entries)
            addHeader(QString::fromUtf8(entry.name), entry.value);
    }

    void addHeader(const QString &name, const FieldValue &value)
    {
        if (const auto *table = std::get_if<FieldTable>(&value.value); table && !table->isEmpty()) {
            for (const engine::FieldEntry &entry : table->entries)
                addHeader(name % u'.' % QString::fromUtf8(entry.name), entry.value);
        } else if (const auto *array = std::get_if<engine::FieldArray>(&value.value);
                   array && !array->items.isEmpty()) {
            for (qsizetype i = 0; i < array->items.size(); ++i)
                addHeader(name % u'[' % QString::number(i) % u']', array->items.at(i));
        } else {
            headers.append({name, fieldSummary(value), fieldTypeName(value)});
        }
    }
};

QList<Fields::Field> metadata(const MessageDetails &details)
{
    const engine::MessageSummary &m = details.summary;
    return {{DiffWords::tr("Queue"), models::queueLabel(details.virtualHost, details.queue), {}},
            {DiffWords::tr("Offset"), theme::formatCount(m.ref.offset), {}},
            {DiffWords::tr("Published"), theme::formatDateTime(m.publishedAt), {}},
            {DiffWords::tr("Exchange"), models::exchangeLabel(m.exchange), {}},
            {DiffWords::tr("Routing key"), m.routingKey, {}},
            {DiffWords::tr("Redelivered"), m.redelivered ? DiffWords::tr("yes") : DiffWords::tr("no"), {}},
            {DiffWords::tr("Persistent"), m.persistent ? DiffWords::tr("yes") : DiffWords::tr("no"), {}},
            {DiffWords::tr("Size"), DiffWords::tr("%1 bytes").arg(theme::formatCount(m.size)), {}}};
}

/// Those of the left, with what the right has of the same name; then those that only the right has.
void pair(QList<ComparedField> &out, const QString &section, const QList<Fields::Field> &left,
          QList<Fields::Field> right)
{
    const auto withType = [](const Fields::Field &field, const Fields::Field &other) {
        return field.value == other.value && field.type != other.type ? QString(field.value % u" · "_s % field.type)
                                                                      : field.value;
    };
    for (const Fields::Field &field : left) {
        const auto found = std::find_if(right.begin(), right.end(),
                                        [&field](const Fields::Field &other) { return other.name == field.name; });
        ComparedField row{section, field.name, field.value, {}, true, false, false};
        if (found != right.end()) {
            row.hasRight = true;
            row.isSame = found->value == field.value && found->type == field.type;
            row.left = withType(field, *found);
            row.right = withType(*found, field);
            right.erase(found);
        }
        out << row;
    }
    for (const Fields::Field &field : std::as_const(right))
        out << ComparedField{section, field.name, {}, field.value, false, true, false};
}

// ---- bodies

BodyContent contentOf(const MessageDetails &details, const std::atomic_bool *cancelled)
{
    return inspectBody(details.body, details.summary.contentType,
                       details.properties.contentEncoding.value_or(QString()), {}, cancelled);
}

QByteArray hexLines(const QByteArray &bytes)
{
    QByteArray lines;
    const qsizetype size = qMin(bytes.size(), comparedBytes / 4);
    lines.reserve(size * 4);
    for (qsizetype at = 0; at < size; at += bytesPerLine) {
        const QByteArray part = bytes.mid(at, qMin(qsizetype(bytesPerLine), size - at));
        lines += part.toHex(' ').leftJustified(bytesPerLine * 3) + ' ';
        for (const char c : part)
            lines += c >= 0x20 && c < 0x7f ? c : '.';
        lines += '\n';
    }
    return lines;
}

QByteArray sortedText(const BodyContent &content)
{
    // Of elements the order says something.
    if (content.format == BodyContent::Format::Xml)
        return content.pretty.utf8;
    return decoding::treeText(*content.tree, true, comparedBytes);
}

} // namespace

QList<ComparedField> compareFields(const MessageDetails &left, const MessageDetails &right)
{
    const Fields a(left), b(right);
    QList<ComparedField> rows;
    pair(rows, DiffWords::tr("Message"), metadata(left), metadata(right));
    pair(rows, DiffWords::tr("Properties"), a.properties, b.properties);
    pair(rows, DiffWords::tr("Headers"), a.headers, b.headers);
    return rows;
}

ComparedBodies compareBodies(const MessageDetails &left, const MessageDetails &right, bool isSorted,
                             const std::atomic_bool *cancelled)
{
    using Kind = BodyContent::Kind;
    const BodyContent a = contentOf(left, cancelled), b = contentOf(right, cancelled);
    ComparedBodies compared;
    QByteArray leftText, rightText;
    const auto isReadable = [](const BodyContent &content) {
        return content.body.isEmpty() || content.can(Kind::Text);
    };
    if (isSorted && a.tree && b.tree && a.format == b.format) {
        const bool isXml = a.format == BodyContent::Format::Xml;
        leftText = sortedText(a);
        rightText = sortedText(b);
        compared.syntax = isXml ? Syntax::Xml : Syntax::Json;
        const QString name = decoding::formatName(a.format);
        compared.what =
            isXml ? DiffWords::tr("%1, indented").arg(name) : DiffWords::tr("%1, members by their names").arg(name);
    } else if (isReadable(a) && isReadable(b)) {
        leftText = a.text.utf8;
        rightText = b.text.utf8;
        compared.syntax = a.syntax == b.syntax ? a.syntax : Syntax::None;
        compared.what = DiffWords::tr("Text, as it was sent");
    } else {
        leftText = hexLines(a.content());
        rightText = hexLines(b.content());
        compared.what = DiffWords::tr("Bytes");
        compared.isCut = qMax(a.content().size(), b.content().size()) > comparedBytes / 4;
    }
    compared.isCut = compared.isCut || qMax(leftText.size(), rightText.size()) >= comparedBytes;
    compared.left = TextLines::of(leftText.first(qMin(leftText.size(), comparedBytes)));
    compared.right = TextLines::of(rightText.first(qMin(rightText.size(), comparedBytes)));
    compared.diff = diffLines(compared.left, compared.right, cancelled);
    return compared;
}

} // namespace ui::inspector
