// SPDX-License-Identifier: GPL-3.0-or-later
// How a routing key differs from the key or the pattern of a binding, and which key would fit instead. Pure.
// Thread: any.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace engine::inspect {

/// Letters (bytes) to change, add, leave out or swap with their neighbour to make one of the other. Costs the product of the sizes.
quint32 lettersBetween(QByteArrayView a, QByteArrayView b);

/// The first word in which a key parts from a topic pattern, when both are laid beside each other so that as few letters as
/// possible differ.
struct PatternDifference
{
    enum class Kind : quint8 { None, Other, Missing, TooMany };
    Kind kind = Kind::None;
    int word = -1;           ///< of the pattern, counted from 0; TooMany: of the key
    QByteArray wanted;       ///< the pattern's word there; TooMany: none
    QByteArray found;        ///< the key's; Missing: none
    quint32 distance = 0;    ///< letters that differ in all; 0: the key fits
    QByteArray nearest;      ///< the key, changed so that it fits
    bool hasNearest = false; ///< false: a word has to be invented for a '*'
};

/// '*' is one word, '#' none or more, words are separated by '.'; an empty key has no words. Costs the product of the sizes.
PatternDifference compareWithPattern(QByteArrayView key, QByteArrayView pattern);

} // namespace engine::inspect
