// SPDX-License-Identifier: GPL-3.0-or-later
// The character set of a body, and the body as UTF-8: by its mark, as it says of itself, by being valid UTF-8, or else by guessing
// (uchardet). Bodies that are no text are told from those that are.
// Thread: any (pure).
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringList>

namespace ui::decoding {

struct DecodedText
{
    enum class How : quint8 {
        Valid,    ///< it is UTF-8
        Marked,   ///< its first bytes say so
        Declared, ///< the message says so
        Guessed,
        Chosen, ///< by the user
    };
    QByteArray utf8;
    QString charset; ///< "UTF-8", "windows-1252" …
    How how = How::Valid;
    bool hasFaults = false; ///< some bytes are no characters in this set
    QString problem;        ///< not empty: this is no text, and why

    bool isText() const { return problem.isEmpty(); }
};

/// `declared` and `chosen`: names of character sets, or empty.
DecodedText decodeText(const QByteArray &bytes, const QString &declared = {}, const QString &chosen = {});
/// "iso-8859-15" of "text/plain; charset=iso-8859-15".
QString charsetOf(QStringView contentType);
/// Those that a user may choose.
QStringList commonCharsets();

} // namespace ui::decoding
