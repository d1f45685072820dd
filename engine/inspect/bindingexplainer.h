// SPDX-License-Identifier: GPL-3.0-or-later
// What one binding makes of a message, and why. Whether it takes it is the exchange's own index to say; this finds the words.
// Thread: engine.
#pragma once

#include "core/exchange.h"

#include <engine/routing.h>

namespace engine::inspect {

/// How far a binding that does not take the message is from taking it.
struct Nearness
{
    quint32 distance = 0; ///< letters, or conditions
    QByteArray key;       ///< of the message's keys the nearest one
};

class BindingExplainer
{
public:
    /// Keeps references to both.
    BindingExplainer(const core::Exchange &exchange, const core::RoutingInput &input)
        : m_exchange(exchange)
        , m_input(input)
    {}
    Nearness nearness(const core::BindingDefinition &binding) const;
    /// What nearness() costs, about, in steps of a nanosecond or two.
    quint64 costOf(const core::BindingDefinition &binding) const;
    BindingExplanation explain(const core::BindingDefinition &binding, bool isImplicit, bool takes) const;

private:
    void explainMiss(BindingExplanation &explanation, const core::BindingDefinition &binding) const;
    void explainKey(BindingExplanation &explanation, const core::BindingDefinition &binding) const;
    void explainPattern(BindingExplanation &explanation, const core::BindingDefinition &binding) const;
    QByteArray matchedKey(const core::BindingDefinition &binding) const;
    QList<HeaderCheck> checkHeaders(const core::BindingDefinition &binding, bool &isAny) const;

    const core::Exchange &m_exchange;
    const core::RoutingInput &m_input;
};

} // namespace engine::inspect
