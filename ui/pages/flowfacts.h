// SPDX-License-Identifier: GPL-3.0-or-later
// factsOf(): what the inspector says of a node of the flow, and of a connection. Thread: ui.
#pragma once

#include "ui/canvas/flowgraph.h"
#include "ui/inspector/objectview.h"

namespace ui::pages {

class FlowPage;

/// The action opens the node on the page, which must outlive the facts. A node that is not there has no title.
inspector::ObjectFacts factsOf(FlowPage &page, const canvas::NodeId &id);
/// Of a connection: where from and to, the bindings, the rate.
inspector::ObjectFacts factsOf(FlowPage &page, const canvas::EdgeId &id);

} // namespace ui::pages
