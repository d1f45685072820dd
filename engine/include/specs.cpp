// SPDX-License-Identifier: GPL-3.0-or-later
#include <engine/specs.h>

#include <engine/events.h>

#include <array>

namespace engine {

namespace {

constexpr std::array<const char *, exchangeTypeCount> exchangeTypeNames = {"direct",
                                                                           "fanout",
                                                                           "topic",
                                                                           "headers",
                                                                           "x-consistent-hash",
                                                                           "x-random",
                                                                           "x-modulus-hash",
                                                                           "x-delayed-message",
                                                                           "x-local-random"};
constexpr std::array<const char *, lifecycleStepCount> stepNames = {
    "published", "routed",  "unroutable",    "enqueued", "delivered", "acked", "rejected", "requeued",
    "expired",   "dropped", "dead-lettered", "replayed", "returned",  "held",  "moved"};

} // namespace

QString exchangeTypeName(ExchangeType type)
{
    return QString::fromLatin1(exchangeTypeNames[size_t(type)]);
}

std::optional<ExchangeType> exchangeTypeFromName(QByteArrayView name)
{
    for (size_t i = 0; i < exchangeTypeNames.size(); ++i) {
        if (name == QByteArrayView(exchangeTypeNames[i]))
            return ExchangeType(i);
    }
    return std::nullopt;
}

QString lifecycleStepName(LifecycleStep step)
{
    return QString::fromLatin1(stepNames[size_t(step)]);
}

} // namespace engine
