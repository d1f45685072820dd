// SPDX-License-Identifier: GPL-3.0-or-later
// Message: one published message, protocol-neutral and immutable, shared by reference by every queue it was routed to.
// The properties are kept as the bytes of the protocol they came in, so nothing is lost and nothing is re-encoded on the
// common way; a protocol that did not write them translates at its edge.
// Thread: any (immutable, atomic reference count). The engine thread makes most of them, the store's reader the others.
#pragma once

#include <engine/ids.h>

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>
#include <QExplicitlySharedDataPointer>
#include <QSharedData>

#include <optional>

namespace engine::core {

/// What the bytes in Message::properties() are.
enum class PropertiesFormat : quint8 {
    None,
    Amqp091, ///< the property flags and property list of a content header, AMQP 0-9-1 §4.2.6.1
};

class Message : public QSharedData
{
public:
    static constexpr qint64 noExpiration = -1;

    MessageId id;
    qint64 publishedAtMs = 0; ///< milliseconds since 1970, the broker's clock at arrival
    QByteArray exchange;      ///< the exchange it was published to; empty: the default exchange
    QByteArray routingKey;
    QByteArrayList extraKeys; ///< routed by these too: the keys of the headers CC and BCC
    QByteArray payload;       ///< properties, then body, in one allocation
    quint32 propertiesSize = 0;
    PropertiesFormat format = PropertiesFormat::None;
    bool persistent = false;
    /// So many of the entries that the header x-death begins with are this broker's own; the others came with the message.
    /// manyDeaths: all of them are taken for its own.
    quint8 deaths = 0;
    static constexpr quint8 manyDeaths = 7; // three bits of a stored record
    std::optional<quint8> priority;
    qint64 expirationMs = noExpiration; ///< time to live asked for by the publisher

    /// Of a copy that nobody shares yet: these property bytes instead of its own; the body stays.
    void setProperties(const QByteArray &properties, PropertiesFormat propertiesFormat)
    {
        payload = properties + body();
        propertiesSize = quint32(properties.size());
        format = propertiesFormat;
    }
    QByteArrayView properties() const { return QByteArrayView(payload).first(propertiesSize); }
    QByteArrayView body() const { return QByteArrayView(payload).sliced(propertiesSize); }
    quint64 bodySize() const { return quint64(payload.size()) - propertiesSize; }
    /// What it weighs in memory, bytes: the allocations behind it. Names are shared and not counted.
    quint64 footprint() const { return quint64(payload.size()) + overhead; }

private:
    static constexpr quint64 overhead = 192; // this object, the payload's header, the allocator's share
};

using MessagePtr = QExplicitlySharedDataPointer<const Message>;

} // namespace engine::core
