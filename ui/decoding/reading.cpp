// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decoding/reading.h"

#include "ui/decoding/words.h"

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace ui::decoding {

namespace {

/// As they are remembered.
constexpr std::array<QLatin1StringView, Reading::formatCount> keys{
    ""_L1, "json"_L1, "xml"_L1, "cbor"_L1, "messagepack"_L1, "protobuf"_L1, "text"_L1};
constexpr auto asSent = "as-sent"_L1;

} // namespace

QString Reading::toString() const
{
    if (isAutomatic())
        return {};
    QStringList names;
    for (const Layer layer : layers.value_or(QList<Layer>()))
        names << layerName(layer);
    const QString packed = !layers ? QString() : names.isEmpty() ? QString(asSent) : names.join(u'+');
    return QStringList{packed, keys[size_t(format)], charset}.join(u'/');
}

Reading Reading::fromString(QStringView text)
{
    Reading reading;
    const QList<QStringView> parts = text.split(u'/');
    if (parts.size() != 3)
        return reading;
    if (!parts[0].isEmpty()) {
        reading.layers.emplace();
        for (const QStringView name : parts[0].split(u'+')) {
            if (const auto layer = layerNamed(name))
                reading.layers->append(*layer);
        }
    }
    for (int i = 0; i < formatCount; ++i) {
        if (parts[1] == keys[size_t(i)])
            reading.format = Format(i);
    }
    reading.charset = parts[2].toString();
    return reading;
}

QString formatName(Reading::Format format)
{
    switch (format) {
    case Reading::Format::Automatic:
        return Words::tr("Automatic");
    case Reading::Format::Json:
        return u"JSON"_s;
    case Reading::Format::Xml:
        return u"XML"_s;
    case Reading::Format::Cbor:
        return u"CBOR"_s;
    case Reading::Format::MessagePack:
        return u"MessagePack"_s;
    case Reading::Format::Protobuf:
        return u"Protobuf"_s;
    case Reading::Format::Text:
        return Words::tr("Text");
    }
    return {};
}

} // namespace ui::decoding
