// SPDX-License-Identifier: GPL-3.0-or-later
// What a body is as text: JSON, XML or something else; where it breaks; and the same indented or without blanks. Placeholders are
// looked through: what is checked is what they become, what is told are places in the text as it is written.
// Thread: any (plain functions).
#pragma once

#include "ui/publisher/placeholders.h"

#include <QString>

#include <optional>

namespace ui::publisher {

enum class TextLanguage : quint8 { Plain, Json, Xml };

/// By the content type where it says so, else by how the text begins.
TextLanguage languageOf(const QString &text, const QString &contentType);

struct BodyProblem
{
    qsizetype position = 0; ///< in the text
    int line = 0;           ///< from 0
    int column = 0;         ///< from 0
    QString text;           ///< a sentence without the place
};
/// The first place where the text is not what it is meant to be; none for plain text. `values` stand for the placeholders.
std::optional<BodyProblem> findProblem(const Template &body, TextLanguage language, Expansion &values);

/// Indented by two spaces. A text that breaks somewhere is changed as little as that takes: not at all where it is XML.
QString indented(const Template &body, TextLanguage language);
/// Without blanks between what it says.
QString minified(const Template &body, TextLanguage language);

} // namespace ui::publisher
