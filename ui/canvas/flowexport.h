// SPDX-License-Identifier: GPL-3.0-or-later
// The flow as a file: what is shown, whole, whatever part of it is in sight. Thread: ui.
#pragma once

#include <QString>

namespace ui::canvas {

class FlowView;

/// By the ending of the name: ".svg", or ".png" at twice the size. False: it could not be written.
bool writePicture(FlowView &view, const QString &fileName);

} // namespace ui::canvas
