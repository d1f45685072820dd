// SPDX-License-Identifier: GPL-3.0-or-later
// ConsumerCommands: what the window asks about those who consume: a queue paused and resumed, a consumer cancelled.
// Owner: EngineHost. Thread: engine.
#pragma once

#include "facade/answer.h"

#include <engine/ids.h>

namespace engine::core {
class Broker;
}

namespace engine::facade {

class HandConsumers;

class ConsumerCommands
{
public:
    ConsumerCommands(core::Broker &broker, HandConsumers &hands)
        : m_broker(broker)
        , m_hands(hands)
    {}

    void setPaused(const QString &virtualHost, const QString &name, bool paused, const AnswerPtr<void> &answer);
    void cancel(ConsumerId consumer, const AnswerPtr<void> &answer);

private:
    Result<void> pause(const QString &virtualHost, const QString &name, bool paused);

    core::Broker &m_broker;
    HandConsumers &m_hands;
};

} // namespace engine::facade
