// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transfer/messagecsv.h"

#include "ui/models/invalid.h"
#include "ui/transfer/fieldjson.h"
#include "ui/transfer/records.h"
#include "ui/transfer/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <csv.h>

namespace ui::transfer {

using namespace Qt::StringLiterals;
using engine::MessageProperties;
using engine::Result;
using models::invalid;

namespace {

/// What is written before and after the texts among the properties.
constexpr const char *firstColumns[] = {"queue",        "offset",   "partition",  "timestamp_ms",
                                        "published_at", "exchange", "routing_key"};
constexpr const char *lastColumns[] = {"delivery_mode", "priority",         "timestamp",
                                       "headers",       "payload_encoding", "payload"};

QByteArray quoted(const QByteArray &field)
{
    QByteArray out(qsizetype(csv_write(nullptr, 0, field.constData(), size_t(field.size()))), Qt::Uninitialized);
    csv_write(out.data(), size_t(out.size()), field.constData(), size_t(field.size()));
    return out;
}

QByteArray recordOf(const QByteArrayList &fields)
{
    QByteArray line;
    for (const QByteArray &field : fields) {
        if (!line.isEmpty())
            line += ',';
        line += quoted(field);
    }
    return line + "\r\n"; // RFC 4180
}

template <typename T>
QByteArray numberText(const std::optional<T> &number)
{
    return number ? QByteArray::number(*number) : QByteArray();
}

QByteArray headersText(const engine::FieldTable &headers)
{
    if (headers.isEmpty())
        return {};
    return QJsonDocument(tableToJson(headers).toArray()).toJson(QJsonDocument::Compact);
}

template <typename T>
Result<void> readNumberField(const QByteArray &text, const QString &name, std::optional<T> &to)
{
    if (text.isEmpty())
        return {};
    to = numberIn<T>(text.trimmed());
    return to ? Result<void>() : invalid(Words::tr("%1 is no number that it can have").arg(name));
}

Result<engine::FieldTable> readHeaders(const QByteArray &text)
{
    if (text.trimmed().isEmpty())
        return engine::FieldTable();
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (document.isNull())
        return invalid(Words::tr("the headers are no JSON"));
    return tableFromJson(document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()));
}

} // namespace

QByteArray csvHeading()
{
    QByteArrayList names;
    for (const char *name : firstColumns)
        names << name;
    for (const TextProperty &text : textProperties)
        names << text.name;
    for (const char *name : lastColumns)
        names << name;
    return recordOf(names);
}

QByteArray csvOf(const engine::MessageDetails &message)
{
    bool isBase64 = false;
    const QString payload = payloadText(message.body, isBase64);
    const std::optional<qint64> time = recordTimeOf(message.summary.exchange, message.properties);
    QByteArrayList fields{message.queue.toUtf8(),
                          QByteArray::number(message.summary.ref.offset),
                          numberText(message.partition),
                          numberText(time),
                          message.summary.publishedAt.toUTC().toString(Qt::ISODateWithMs).toLatin1(),
                          message.summary.exchange.toUtf8(),
                          message.summary.routingKey.toUtf8()};
    for (const TextProperty &text : textProperties)
        fields << (message.properties.*text.member).value_or(QString()).toUtf8();
    fields << numberText(message.properties.deliveryMode) << numberText(message.properties.priority)
           << numberText(message.properties.timestamp) << headersText(message.properties.headers)
           << (isBase64 ? "base64" : "string") << payload.toUtf8();
    return recordOf(fields);
}

// ---- reading

CsvReader::CsvReader()
    : m_parser(std::make_unique<csv_parser>())
{
    csv_init(m_parser.get(), 0);
}

CsvReader::~CsvReader()
{
    csv_free(m_parser.get());
}

QList<CsvReader::Message> CsvReader::read(const QByteArray &piece)
{
    const auto field = [](void *data, size_t size, void *reader) {
        static_cast<CsvReader *>(reader)->endField({static_cast<const char *>(data), qsizetype(size)});
    };
    const auto record = [](int, void *reader) { static_cast<CsvReader *>(reader)->endRecord(); };
    csv_parse(m_parser.get(), piece.constData(), size_t(piece.size()), field, record, this);
    return std::exchange(m_messages, {});
}

QList<CsvReader::Message> CsvReader::finish()
{
    const auto field = [](void *data, size_t size, void *reader) {
        static_cast<CsvReader *>(reader)->endField({static_cast<const char *>(data), qsizetype(size)});
    };
    const auto record = [](int, void *reader) { static_cast<CsvReader *>(reader)->endRecord(); };
    csv_fini(m_parser.get(), field, record, this);
    return std::exchange(m_messages, {});
}

void CsvReader::endField(QByteArrayView field)
{
    m_record << field.toByteArray();
}

void CsvReader::endRecord()
{
    const QByteArrayList fields = std::exchange(m_record, {});
    if (!m_hasNames)
        takeNames(fields);
    else if (m_problem.isEmpty())
        m_messages << messageOf(fields);
}

void CsvReader::takeNames(const QByteArrayList &names)
{
    m_hasNames = true;
    m_names = names;
    if (!names.isEmpty() && m_names.front().startsWith("\xEF\xBB\xBF"))
        m_names.front().remove(0, 3); // what spreadsheets write before UTF-8
    if (!m_names.contains("payload"))
        m_problem = Words::tr("The first line has no column “payload”.");
}

CsvReader::Message CsvReader::messageOf(const QByteArrayList &fields) const
{
    const auto field = [&](QByteArrayView name) { return fields.value(m_names.indexOf(name)); };
    FileMessage message;
    message.exchange = QString::fromUtf8(field("exchange"));
    message.routingKey = QString::fromUtf8(field("routing_key"));
    MessageProperties &properties = message.properties;
    for (const TextProperty &text : textProperties) {
        if (const QByteArray value = field(text.name); !value.isEmpty())
            properties.*text.member = QString::fromUtf8(value);
    }
    for (const Result<void> &read :
         {readNumberField(field("delivery_mode"), u"delivery_mode"_s, properties.deliveryMode),
          readNumberField(field("priority"), u"priority"_s, properties.priority),
          readNumberField(field("timestamp"), u"timestamp"_s, properties.timestamp),
          readNumberField(field("partition"), u"partition"_s, message.partition),
          readNumberField(field("timestamp_ms"), u"timestamp_ms"_s, message.timestampMs)}) {
        if (!read)
            return read.error();
    }
    Result<engine::FieldTable> headers = readHeaders(field("headers"));
    if (!headers)
        return headers.error();
    properties.headers = std::move(*headers);
    const Result<QByteArray> body =
        payloadOf(QString::fromUtf8(field("payload")), QString::fromUtf8(field("payload_encoding")));
    if (!body)
        return body.error();
    message.body = *body;
    decideWhetherRecord(message);
    return message;
}

} // namespace ui::transfer
