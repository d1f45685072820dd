// SPDX-License-Identifier: GPL-3.0-or-later
// What all completions of the window have in common. Thread: ui.
#pragma once

class QComboBox;
class QCompleter;
class QLineEdit;

namespace ui::widgets {

/// The list of proposals goes once the text is one of them: open, it would take the next click for itself, wherever that goes.
/// `completer` belongs to `edit`.
void closeWhenComplete(QCompleter &completer, QLineEdit &edit);
/// A field to type in that proposes its items, wherever in them the text stands.
void makeCompleting(QComboBox &box);

} // namespace ui::widgets
