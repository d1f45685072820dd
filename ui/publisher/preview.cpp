// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/features.h"
#include "ui/publisher/codeliterals.h"
#include "ui/publisher/publisherpage.h"

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

namespace {

constexpr qsizetype mostShown = 256 * 1024; // of a body

QString bytesText(const QByteArray &bytes)
{
    const QByteArray start = bytes.first(qMin(bytes.size(), mostShown));
    // Cut off in the middle of a character it would be no text any more.
    QByteArray whole = start;
    while (!whole.isEmpty() && bytes.size() > mostShown && start.size() - whole.size() < 4 && !whole.isValidUtf8())
        whole.chop(1);
    const QString text = isPlainText(whole) ? QString::fromUtf8(whole) : QString::fromLatin1(start.toHex(' '));
    return bytes.size() > mostShown ? text + u"\n…"_s : text;
}

QString requestText(const engine::PublishRequest &request)
{
    QStringList lines;
    lines << PublisherPage::tr("exchange: %1").arg(models::exchangeLabel(request.exchange))
          << PublisherPage::tr("routing key: %1").arg(request.routingKey);
    const PropertyTexts properties = propertyTexts(request.properties);
    for (auto it = properties.begin(); it != properties.end(); ++it)
        lines << it.key() + u": "_s + it.value();
    for (const engine::FieldEntry &header : request.properties.headers.entries)
        lines << u"  "_s + QString::fromUtf8(header.name) + u": "_s + models::fieldText(header.value);
    return lines.join(u'\n') + u"\n\n"_s + bytesText(request.body);
}

QString recordText(const engine::RecordRequest &record)
{
    QStringList lines;
    lines << PublisherPage::tr("topic: %1").arg(record.topic)
          << PublisherPage::tr("key: %1").arg(record.key ? bytesText(*record.key) : u"null"_s)
          << PublisherPage::tr("partition: %1")
                 .arg(record.partition ? QString::number(*record.partition) : PublisherPage::tr("by the key"));
    if (record.timestampMs)
        lines << PublisherPage::tr("timestamp: %1").arg(*record.timestampMs);
    for (const engine::RecordHeader &header : record.headers)
        lines << u"  "_s + header.name + u": "_s + (header.value ? bytesText(*header.value) : u"null"_s);
    return lines.join(u'\n') + u"\n\n"_s + (record.value ? bytesText(*record.value) : u"null"_s);
}

} // namespace

QString previewText(const Outgoing &message)
{
    if (const auto *request = std::get_if<engine::PublishRequest>(&message))
        return requestText(*request);
    return recordText(std::get<engine::RecordRequest>(message));
}

} // namespace ui::publisher
