// SPDX-License-Identifier: GPL-3.0-or-later
// BinaryTree: what CBOR and MessagePack have in common: values that say by their first bytes what they are and how much follows.
// A format reads one head at a time; going through all of them, within limits and without recursion, is the same for both.
// Thread: any.
#pragma once

#include "ui/decoding/valuetree.h"

#include <QByteArrayView>

#include <optional>

namespace ui::decoding {

/// Big-endian number of so many bytes, or nothing where they are not there.
std::optional<quint64> bigEndian(QByteArrayView bytes, qsizetype at, int size);
/// "2.5", "1e+300", "NaN": as short as it can be read back.
QString doubleText(double value);
QString floatText(float value);

class BinaryTree : public ValueTree
{
public:
    static constexpr qsizetype depthLimit = 500;

    /// What the first bytes of a value say.
    struct Head
    {
        enum class Kind : quint8 { Scalar, Array, Map, Break, Bad };
        Kind kind = Kind::Bad;
        Type type = Type::Null;
        qsizetype body = 0;     ///< where what it holds begins
        qsizetype end = 0;      ///< of a scalar
        quint64 count = 0;      ///< items, or pairs
        bool isEndless = false; ///< goes on until a break
        qsizetype badAt = 0;    ///< Bad: where …
        QString what;           ///< … and why
        static Head bad(qsizetype at, const QString &what);
    };

    QString key(quint32 index) const override;
    QString scalarText(quint32 index, qsizetype limit = 4096) const override;

protected:
    virtual Head head(qsizetype at) const = 0;
    /// What the scalar there says.
    virtual QString textAt(qsizetype at, qsizetype limit) const = 0;

    /// Goes through `bytes`; sets what the base class has.
    void scan(const QByteArray &bytes, quint32 nodeLimit, const std::atomic_bool *cancelled);
    QByteArrayView bytes() const { return m_bytes; }
    /// Text, as far as it goes, or hexadecimal digits.
    QString textOf(qsizetype at, qsizetype size, qsizetype limit) const;
    QString hexOf(qsizetype at, qsizetype size, qsizetype limit) const;

private:
    class Scan;

    QByteArray m_bytes;
};

} // namespace ui::decoding
