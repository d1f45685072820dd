// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/generator.h"

#include "ui/models/invalid.h"
#include "ui/models/limits.h"
#include "ui/widgets/fieldtext.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

using models::invalid;

namespace {

constexpr qsizetype checkedBody = 4 << 20; // characters

struct GeneratorWords
{
    Q_DECLARE_TR_FUNCTIONS(Generator)
};

QString withoutBlanks(QString text)
{
    static const QRegularExpression blanks(u"\\s+"_s);
    return text.remove(blanks);
}

engine::Result<QByteArray> fromHex(const QString &text)
{
    static const QRegularExpression form(u"^(?:[0-9a-fA-F]{2})*$"_s);
    const QString digits = withoutBlanks(text);
    if (!form.match(digits).hasMatch())
        return invalid(GeneratorWords::tr("This is not hex: pairs of 0-9 and a-f, blanks between them as you like."));
    return QByteArray::fromHex(digits.toLatin1());
}

engine::Result<QByteArray> fromBase64(const QString &text)
{
    const QByteArray letters = withoutBlanks(text).toLatin1();
    auto decoded = QByteArray::fromBase64Encoding(letters, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return invalid(GeneratorWords::tr("This is not base64."));
    return std::move(*decoded);
}

} // namespace

qsizetype sizeOf(const Outgoing &message)
{
    if (const auto *request = std::get_if<engine::PublishRequest>(&message))
        return request->body.size();
    const auto &value = std::get<engine::RecordRequest>(message).value;
    return value ? value->size() : 0;
}

engine::Result<QByteArray> bytesOf(const QString &text, BytesForm form)
{
    if (form == BytesForm::Hex)
        return fromHex(text);
    if (form == BytesForm::Base64)
        return fromBase64(text);
    return text.toUtf8();
}

Generator::Generator(const Draft &draft, DataRows::Ptr rows, quint32 seed)
    : m_draft(draft)
    , m_rows(std::move(rows))
    , m_random(seed)
{
    m_target = read(draft.target, GeneratorWords::tr("The target"));
    if (draft.kind == TargetKind::Topic) {
        m_key = read(draft.keyForm == BytesForm::Null ? QString() : draft.key, GeneratorWords::tr("The key"));
        m_partition = read(draft.partition, GeneratorWords::tr("The partition"));
        m_timestamp = read(draft.timestamp, GeneratorWords::tr("The timestamp"));
        m_headers = readAll(draft.recordHeaders);
    } else {
        m_routingKey = read(draft.kind == TargetKind::Exchange ? draft.routingKey : QString(),
                            GeneratorWords::tr("The routing key"));
        for (auto it = draft.properties.begin(); it != draft.properties.end(); ++it)
            m_properties.insert(it.key(), read(it.value(), it.key()));
        m_headers = readAll(draft.headers);
    }
    if (draft.bodyForm != BytesForm::File && draft.bodyForm != BytesForm::Null)
        m_body = read(draft.body, GeneratorWords::tr("The body"));
}

Template Generator::read(const QString &text, const QString &where)
{
    const Template read = Template::parse(text, m_rows ? std::optional(m_rows->columns()) : std::nullopt);
    if (!read.problems().isEmpty() && m_problem.isEmpty())
        m_problem = GeneratorWords::tr("%1: %2").arg(where, read.problems().first().text);
    m_usesRows = m_usesRows || read.usesRows();
    m_hasPlaceholders = m_hasPlaceholders || read.hasPlaceholders();
    return read;
}

QList<Generator::HeaderTemplate> Generator::readAll(const HeaderTexts &headers)
{
    QList<HeaderTemplate> all;
    for (const HeaderText &header : headers)
        all.append({read(header.name, header.name), read(header.value, header.name), header});
    return all;
}

QString Generator::problem()
{
    if (!m_problem.isEmpty())
        return m_problem;
    if (m_draft.kind == TargetKind::Queue && m_draft.target.isEmpty())
        return GeneratorWords::tr("Name the queue to publish to.");
    if (m_draft.kind == TargetKind::Topic && m_draft.target.isEmpty())
        return GeneratorWords::tr("Name the topic to publish to.");
    if (m_draft.bodyForm == BytesForm::File && m_draft.body.isEmpty())
        return GeneratorWords::tr("Choose the file that is the body.");
    if (m_draft.kind != TargetKind::Topic && m_draft.bodyForm == BytesForm::Null)
        return GeneratorWords::tr("Only records of a topic may be without a body.");
    // A large body was not typed, and is looked at when it is published.
    m_leavesBody = m_draft.body.size() > checkedBody;
    const engine::Result<Outgoing> first = message(0, QDateTime::currentMSecsSinceEpoch());
    m_leavesBody = false;
    return first ? QString() : first.error().detail;
}

engine::Result<void> Generator::load()
{
    if (m_draft.bodyForm != BytesForm::File)
        return {};
    QFile file(m_draft.body);
    if (!file.open(QIODevice::ReadOnly))
        return invalid(GeneratorWords::tr("%1: %2").arg(QFileInfo(m_draft.body).fileName(), file.errorString()));
    if (file.size() > mostBodyBytes)
        return invalid(GeneratorWords::tr("The body is larger than 128 MiB."));
    m_file = file.readAll();
    return {};
}

Expansion Generator::expansionOf(quint64 index, qint64 nowMs, DataRow &row)
{
    Expansion values{index, nowMs, &m_random, nullptr, {}};
    if (m_rows && m_usesRows) {
        row = m_rows->row(index);
        values.row = &row;
    }
    return values;
}

QString Generator::expanded(const QString &text, quint64 index, qint64 nowMs)
{
    const Template read = Template::parse(text, m_rows ? std::optional(m_rows->columns()) : std::nullopt);
    DataRow row;
    Expansion values{index, nowMs, &m_random, nullptr, {}};
    if (m_rows && read.usesRows()) {
        row = m_rows->row(index);
        values.row = &row;
    }
    return read.expand(values);
}

engine::Result<Outgoing> Generator::message(quint64 index, qint64 nowMs)
{
    if (!m_problem.isEmpty())
        return invalid(m_problem);
    DataRow row;
    Expansion values = expansionOf(index, nowMs, row);
    if (m_draft.kind == TargetKind::Topic) {
        auto made = record(values);
        return made ? engine::Result<Outgoing>(Outgoing(std::move(*made))) : made.error();
    }
    auto made = request(values);
    return made ? engine::Result<Outgoing>(Outgoing(std::move(*made))) : made.error();
}

HeaderTexts Generator::expandedHeaders(const QList<HeaderTemplate> &headers, Expansion &values) const
{
    HeaderTexts texts;
    texts.reserve(headers.size());
    for (const HeaderTemplate &header : headers)
        texts.append(
            {header.name.expand(values), header.header.type, header.value.expand(values), header.header.given});
    return texts;
}

engine::Result<std::optional<QByteArray>> Generator::bytes(const Template &text, BytesForm form, const QString &where,
                                                           Expansion &values) const
{
    if (form == BytesForm::Null)
        return std::optional<QByteArray>();
    if (form == BytesForm::File)
        return std::optional(m_file.value_or(QByteArray()));
    auto decoded = bytesOf(text.expand(values), form);
    if (!decoded)
        return invalid(GeneratorWords::tr("%1: %2").arg(where, decoded.error().detail));
    if (decoded->size() > mostBodyBytes)
        return invalid(GeneratorWords::tr("The body is larger than 128 MiB."));
    return std::optional(std::move(*decoded));
}

engine::Result<engine::PublishRequest> Generator::request(Expansion &values)
{
    engine::PublishRequest request;
    request.virtualHost = m_draft.virtualHost;
    const QString target = m_target.expand(values);
    const bool toQueue = m_draft.kind == TargetKind::Queue;
    request.exchange = toQueue ? QString() : target;
    request.routingKey = toQueue ? target : m_routingKey.expand(values);
    if (request.exchange.toUtf8().size() > models::shortStringLimit ||
        request.routingKey.toUtf8().size() > models::shortStringLimit)
        return invalid(
            GeneratorWords::tr("Names and routing keys have at most %1 bytes.").arg(models::shortStringLimit));
    PropertyTexts texts;
    for (auto it = m_properties.begin(); it != m_properties.end(); ++it)
        texts.insert(it.key(), it.value().expand(values));
    auto properties = readProperties(texts);
    if (!properties)
        return properties.error();
    auto headers = readHeaders(expandedHeaders(m_headers, values));
    if (!headers)
        return headers.error();
    auto body =
        bytes(m_body, m_leavesBody ? BytesForm::File : m_draft.bodyForm, GeneratorWords::tr("The body"), values);
    if (!body)
        return body.error();
    request.properties = std::move(*properties);
    request.properties.headers = std::move(*headers);
    request.body = body->value_or(QByteArray());
    return request;
}

engine::Result<QList<engine::RecordHeader>> Generator::recordHeaders(Expansion &values) const
{
    QList<engine::RecordHeader> headers;
    for (const HeaderText &text : expandedHeaders(m_headers, values)) {
        if (text.type == 'V') {
            headers.append({text.name, std::nullopt});
            continue;
        }
        if (text.type != 'x') {
            headers.append({text.name, text.value.toUtf8()});
            continue;
        }
        const engine::Result<engine::FieldValue> value = widgets::parseField('x', text.value);
        if (!value)
            return invalid(GeneratorWords::tr("%1: %2").arg(text.name, value.error().detail));
        headers.append({text.name, std::get<engine::FieldBytes>(value->value).bytes});
    }
    return headers;
}

engine::Result<engine::RecordRequest> Generator::record(Expansion &values)
{
    engine::RecordRequest request;
    request.virtualHost = m_draft.virtualHost;
    request.topic = m_target.expand(values);
    if (const QString partition = m_partition.expand(values).trimmed(); !partition.isEmpty()) {
        bool ok = false;
        request.partition = partition.toUInt(&ok);
        if (!ok)
            return invalid(GeneratorWords::tr("The partition is a number, or empty: by the key."));
    }
    if (const QString time = m_timestamp.expand(values).trimmed(); !time.isEmpty()) {
        request.timestampMs = millisecondsOf(time);
        if (!request.timestampMs)
            return invalid(GeneratorWords::tr(
                "The timestamp is now, a time such as 2026-11-22T12:01:07Z, or milliseconds since 1970."));
    }
    auto key = bytes(m_key, m_draft.keyForm, GeneratorWords::tr("The key"), values);
    if (!key)
        return key.error();
    if (*key && !(*key)->isEmpty())
        request.key = std::move(**key);
    auto headers = recordHeaders(values);
    if (!headers)
        return headers.error();
    request.headers = std::move(*headers);
    auto body =
        bytes(m_body, m_leavesBody ? BytesForm::File : m_draft.bodyForm, GeneratorWords::tr("The body"), values);
    if (!body)
        return body.error();
    request.value = std::move(*body);
    return request;
}

engine::Result<Outgoing> makeMessage(const Draft &draft, DataRows::Ptr rows, quint64 index)
{
    if (!rows && !draft.dataFile.isEmpty()) {
        const engine::Result<DataRows::Ptr> loaded = DataRows::load(draft.dataFile);
        if (!loaded)
            return loaded.error();
        rows = *loaded;
    }
    Generator generator(draft, rows);
    if (const engine::Result<void> loaded = generator.load(); !loaded)
        return loaded.error();
    if (const QString problem = generator.problem(); !problem.isEmpty())
        return engine::Error{engine::BrokerError::InvalidArgument, problem};
    return generator.message(index, QDateTime::currentMSecsSinceEpoch());
}

} // namespace ui::publisher
