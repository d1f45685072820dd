// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/returncodec.h"

#include "wire/bytereader.h"
#include "wire/bytewriter.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace engine::store {

using core::ReturnedMessage;

namespace {

constexpr qsizetype MaxEntrySize = 10 + 5 + 10 + 5;

bool hasOnlyFailed(const ReturnedMessage &message)
{
    return message.failures == message.returns;
}

/// What stands behind the messages: how many of each one's returns were no failures.
void readGivenBack(wire::ByteReader &reader, std::vector<ReturnedMessage> &messages)
{
    for (ReturnedMessage &message : messages) {
        const quint32 givenBack = reader.varint32();
        if (!reader.ok())
            return;
        message.failures = message.returns - std::min(givenBack, message.returns);
    }
}

} // namespace

QByteArray encodeReturns(const std::vector<ReturnedMessage> &messages)
{
    QByteArray bytes(qsizetype(messages.size()) * MaxEntrySize + 1, Qt::Uninitialized);
    wire::RawWriter writer(bytes.data());
    quint64 offset = 0;
    quint64 waitsUntilMs = 0; // wraps around instead of overflowing, as the reader's
    for (const ReturnedMessage &message : messages) {
        writer.varint(message.offset - offset);
        writer.varint(message.returns);
        writer.zigzag64(qint64(quint64(message.waitsUntilMs) - waitsUntilMs));
        offset = message.offset;
        waitsUntilMs = quint64(message.waitsUntilMs);
    }
    if (!std::all_of(messages.begin(), messages.end(), hasOnlyFailed)) {
        writer.varint(0); // no message has the offset of the one before
        for (const ReturnedMessage &message : messages)
            writer.varint(message.returns - message.failures);
    }
    bytes.truncate(writer.at() - bytes.constData());
    return bytes;
}

std::vector<ReturnedMessage> decodeReturns(const QByteArray &bytes)
{
    std::vector<ReturnedMessage> messages;
    wire::ByteReader reader(bytes);
    quint64 offset = 0;
    quint64 waitsUntilMs = 0; // wraps around instead of overflowing, whatever the bytes say
    while (!reader.atEnd()) {
        const quint64 step = reader.varint64();
        if (step == 0 && !messages.empty()) {
            readGivenBack(reader, messages);
            break;
        }
        offset += step;
        const quint32 returns = reader.varint32();
        waitsUntilMs += quint64(reader.zigzag64());
        const bool ascends = messages.empty() || offset > messages.back().offset;
        if (!reader.ok() || !ascends)
            break;
        messages.push_back({offset, returns, qint64(waitsUntilMs), returns});
    }
    return messages;
}

QByteArray furthestReturns(const QByteArray &a, const QByteArray &b)
{
    std::map<quint64, ReturnedMessage> furthest;
    for (const QByteArray &bytes : {a, b}) {
        for (const ReturnedMessage &message : decodeReturns(bytes)) {
            ReturnedMessage &known = furthest.try_emplace(message.offset, message).first->second;
            if (std::tie(message.returns, message.waitsUntilMs) > std::tie(known.returns, known.waitsUntilMs))
                known = message;
        }
    }
    std::vector<ReturnedMessage> messages;
    for (const auto &[offset, message] : furthest)
        messages.push_back(message);
    return encodeReturns(messages);
}

} // namespace engine::store
