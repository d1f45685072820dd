// SPDX-License-Identifier: GPL-3.0-or-later
// AMQP 0-9-1 byte vectors: {name, clause, bytes, expected struct or fault}. Bytes were written down from the
// specification or recorded from an independent client library, never from our own encoder.
// Thread: any (values).
#pragma once

#include "wire/amqp/method.h"
#include "wire/amqp/properties.h"

#include <QList>

namespace vectors {

/// A whole method frame. Those marked reencodes come out of our encoder byte for byte alike.
struct MethodVector
{
    const char *name;
    const char *clause;
    QByteArray bytes;
    quint16 channel;
    engine::wire::amqp::Method expected;
    bool reencodes = true;
};

/// Raw properties: flag word and values.
struct PropertiesVector
{
    const char *name;
    const char *clause;
    QByteArray bytes;
    engine::wire::amqp::BasicProperties expected;
};

/// One field value with its type letter in front.
struct ValueVector
{
    const char *name;
    const char *clause;
    QByteArray bytes;
    engine::FieldValue expected;
    bool reencodes = true;
};

/// What the bytes of a bad vector claim to be.
enum class Layer { Frame, ProtocolHeader, Method, ContentHeader, Properties, Value };

struct BadVector
{
    const char *name;
    const char *clause;
    Layer layer;
    QByteArray bytes;
    engine::wire::Fault fault;
};

QList<MethodVector> methodVectors();
QList<PropertiesVector> propertiesVectors();
QList<ValueVector> valueVectors();
QList<BadVector> badVectors();

/// Bytes from hexadecimal digits; spaces are ignored.
QByteArray hex(const char *digits);

} // namespace vectors
