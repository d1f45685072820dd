// SPDX-License-Identifier: GPL-3.0-or-later
// The words for why a message goes where it goes: of one binding, of an exchange, of the whole way.
// Thread: any.
#pragma once

#include <engine/routing.h>

#include <QString>

namespace ui::models {

/// "word 3: “nwe” is not “new”", "header format is missing", "the key is the same".
QString bindingReason(const engine::BindingExplanation &binding, const engine::ExchangeExplanation &exchange);
/// What the binding asks for: its key, or its headers ("format: pdf, region: eu"); of those that ask for nothing a dash.
QString bindingCondition(const engine::BindingExplanation &binding, engine::ExchangeType type);
/// What becomes of the message, in a sentence or two: "Goes to orders.eu and audit: 2 of 5 bindings take it."
QString routingVerdict(const engine::RoutingExplanation &explanation);
/// "eu.new would go to orders.eu"
QString suggestionText(const engine::KeySuggestion &suggestion);

} // namespace ui::models
