// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/draft.h"

#include "ui/models/features.h"
#include "ui/publisher/placeholders.h"
#include "ui/transfer/records.h"
#include "ui/widgets/fieldtext.h"
#include "ui/widgets/plaintext.h"

#include <QJsonArray>

#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

namespace {

// The names in files: they stay when the enumerators change.
const QList<std::pair<TargetKind, QString>> kindNames{
    {TargetKind::Exchange, u"exchange"_s}, {TargetKind::Queue, u"queue"_s}, {TargetKind::Topic, u"topic"_s}};
const QList<std::pair<BytesForm, QString>> formNames{{BytesForm::Text, u"text"_s},
                                                     {BytesForm::Hex, u"hex"_s},
                                                     {BytesForm::Base64, u"base64"_s},
                                                     {BytesForm::File, u"file"_s},
                                                     {BytesForm::Null, u"null"_s}};

template <typename E>
QString nameOf(const QList<std::pair<E, QString>> &names, E value)
{
    for (const auto &[known, name] : names) {
        if (known == value)
            return name;
    }
    return {};
}

template <typename E>
E valueOf(const QList<std::pair<E, QString>> &names, const QString &text)
{
    for (const auto &[value, name] : names) {
        if (name == text)
            return value;
    }
    return names.first().first;
}

QJsonArray headersJson(const HeaderTexts &headers)
{
    QJsonArray array;
    for (const HeaderText &header : headers)
        array.append(QJsonObject{
            {u"name"_s, header.name}, {u"type"_s, QString(QLatin1Char(header.type))}, {u"value"_s, header.value}});
    return array;
}

HeaderTexts headersFrom(const QJsonArray &array)
{
    HeaderTexts headers;
    for (const QJsonValue item : array) {
        const QString type = item[u"type"_s].toString();
        const char code = type.isEmpty() ? 'S' : type.at(0).toLatin1();
        headers.append({item[u"name"_s].toString(), code, item[u"value"_s].toString(), {}});
    }
    return headers;
}

HeaderTexts escaped(HeaderTexts headers)
{
    for (HeaderText &header : headers) {
        header.name = escapedBraces(header.name);
        header.value = escapedBraces(header.value);
    }
    return headers;
}

/// Written as text where that can be, else in base64.
std::pair<BytesForm, QString> written(const QByteArray &bytes)
{
    return widgets::isPlainText(bytes) ? std::pair(BytesForm::Text, escapedBraces(QString::fromUtf8(bytes)))
                                       : std::pair(BytesForm::Base64, QString::fromLatin1(bytes.toBase64()));
}

/// Without what the broker adds to records that it passes on.
HeaderTexts recordHeadersOf(const QList<engine::RecordHeader> &headers)
{
    HeaderTexts texts;
    for (const engine::RecordHeader &header : headers) {
        if (header.name.startsWith(u"x-kafka-"_s) || header.name.startsWith(u"x-replayed-"_s))
            continue;
        if (!header.value)
            texts.append({header.name, 'V', {}, {}});
        else if (widgets::isPlainText(*header.value))
            texts.append({header.name, 'S', QString::fromUtf8(*header.value), {}});
        else
            texts.append({header.name, 'x', widgets::editableText(engine::FieldBytes{*header.value}), {}});
    }
    return escaped(texts);
}

void takeRecord(Draft &draft, const engine::MessageDetails &details)
{
    const engine::RecordRequest record = transfer::recordOf(details.properties, details.body);
    draft.kind = TargetKind::Topic;
    draft.target = details.queue;
    if (record.key)
        std::tie(draft.keyForm, draft.key) = written(*record.key);
    else
        draft.keyForm = BytesForm::Null;
    if (!record.value)
        draft.bodyForm = BytesForm::Null;
    draft.recordHeaders = recordHeadersOf(record.headers);
}

} // namespace

QString targetText(const Draft &draft)
{
    if (draft.kind != TargetKind::Exchange)
        return draft.target;
    const QString exchange = models::exchangeLabel(draft.target);
    return draft.routingKey.isEmpty() ? exchange : exchange + u" · "_s + draft.routingKey;
}

void setBody(Draft &draft, const QByteArray &body)
{
    std::tie(draft.bodyForm, draft.body) = written(body);
}

Draft draftOf(const engine::MessageDetails &details)
{
    Draft draft;
    draft.virtualHost = details.virtualHost;
    setBody(draft, details.body);
    // A record that a Kafka client wrote says its time to the millisecond.
    if (details.properties.headers.contains("x-kafka-timestamp")) {
        takeRecord(draft, details);
        return draft;
    }
    const bool toQueue = details.summary.exchange.isEmpty() && !details.summary.routingKey.isEmpty();
    draft.kind = toQueue ? TargetKind::Queue : TargetKind::Exchange;
    draft.target = escapedBraces(toQueue ? details.summary.routingKey : details.summary.exchange);
    draft.routingKey = toQueue ? QString() : escapedBraces(details.summary.routingKey);
    draft.properties = propertyTexts(details.properties);
    for (QString &text : draft.properties)
        text = escapedBraces(text);
    draft.headers = escaped(headerTexts(details.properties.headers));
    return draft;
}

QJsonObject toJson(const Draft &draft)
{
    QJsonObject properties;
    for (auto it = draft.properties.begin(); it != draft.properties.end(); ++it) {
        if (!it.value().isEmpty())
            properties.insert(it.key(), it.value());
    }
    QJsonObject json{
        {u"to"_s, nameOf(kindNames, draft.kind)},
        {u"vhost"_s, draft.virtualHost},
        {u"target"_s, draft.target},
        {u"body"_s, draft.body},
        {u"body_form"_s, nameOf(formNames, draft.bodyForm)},
    };
    if (draft.kind == TargetKind::Topic) {
        json.insert(u"key"_s, draft.key);
        json.insert(u"key_form"_s, nameOf(formNames, draft.keyForm));
        json.insert(u"partition"_s, draft.partition);
        json.insert(u"timestamp"_s, draft.timestamp);
        json.insert(u"record_headers"_s, headersJson(draft.recordHeaders));
    }
    json.insert(u"routing_key"_s, draft.routingKey);
    json.insert(u"properties"_s, properties);
    json.insert(u"headers"_s, headersJson(draft.headers));
    if (!draft.dataFile.isEmpty())
        json.insert(u"data_file"_s, draft.dataFile);
    return json;
}

Draft draftFromJson(const QJsonObject &json)
{
    Draft draft;
    draft.kind = valueOf(kindNames, json[u"to"_s].toString());
    draft.virtualHost = json[u"vhost"_s].toString(u"/"_s);
    draft.target = json[u"target"_s].toString();
    draft.routingKey = json[u"routing_key"_s].toString();
    draft.key = json[u"key"_s].toString();
    draft.keyForm = valueOf(formNames, json[u"key_form"_s].toString());
    draft.partition = json[u"partition"_s].toString();
    draft.timestamp = json[u"timestamp"_s].toString();
    draft.recordHeaders = headersFrom(json[u"record_headers"_s].toArray());
    draft.headers = headersFrom(json[u"headers"_s].toArray());
    draft.bodyForm = valueOf(formNames, json[u"body_form"_s].toString());
    draft.body = json[u"body"_s].toString();
    draft.dataFile = json[u"data_file"_s].toString();
    if (json.contains(u"properties"_s)) {
        draft.properties.clear();
        const QJsonObject properties = json[u"properties"_s].toObject();
        for (auto it = properties.begin(); it != properties.end(); ++it)
            draft.properties.insert(it.key(), it.value().toString());
    }
    return draft;
}

} // namespace ui::publisher
