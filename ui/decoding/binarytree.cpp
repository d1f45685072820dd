// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decoding/binarytree.h"

#include "ui/decoding/treebuilder.h"
#include "ui/decoding/words.h"

#include <QLocale>

#include <cmath>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace ui::decoding {

namespace {

/// Names are values, too; no one nests them deeper.
constexpr int keyDepthLimit = 8;

QString numberText(double value, int digits)
{
    if (std::isnan(value))
        return u"NaN"_s;
    if (std::isinf(value))
        return value < 0 ? u"-Infinity"_s : u"Infinity"_s;
    return QString::number(value, 'g', digits);
}

} // namespace

std::optional<quint64> bigEndian(QByteArrayView bytes, qsizetype at, int size)
{
    if (at < 0 || at > bytes.size() || bytes.size() - at < size)
        return std::nullopt;
    quint64 value = 0;
    for (int i = 0; i < size; ++i)
        value = value << 8 | uchar(bytes[at + i]);
    return value;
}

QString doubleText(double value)
{
    return numberText(value, QLocale::FloatingPointShortest);
}

QString floatText(float value)
{
    constexpr int fewest = 6; // with fewer 100000 would be 1e+05
    for (int digits = fewest; digits < std::numeric_limits<float>::max_digits10; ++digits) {
        const QString text = numberText(double(value), digits);
        if (text.toFloat() == value)
            return text;
    }
    return numberText(double(value), std::numeric_limits<float>::max_digits10);
}

BinaryTree::Head BinaryTree::Head::bad(qsizetype at, const QString &what)
{
    Head head;
    head.badAt = at;
    head.what = what;
    return head;
}

/// One pass over the values; what is open stands on a stack.
class BinaryTree::Scan
{
public:
    Scan(const BinaryTree &tree, quint32 nodeLimit, const std::atomic_bool *cancelled)
        : builder(nodeLimit, cancelled)
        , m_tree(tree)
        , m_size(tree.bytes().size())
    {}

    bool run()
    {
        if (m_size == 0)
            return fail(0, Words::tr("There is no value."));
        if (!value(0))
            return false;
        while (!m_open.isEmpty()) {
            if (builder.isCancelled() || !next())
                return false;
        }
        return m_at == m_size || fail(m_at, Words::tr("Bytes follow after the value."));
    }

    TreeBuilder builder;
    Problem problem;

private:
    struct Open
    {
        quint64 left = 0;
        bool isEndless = false;
        bool isMap = false;
    };

    bool fail(qsizetype at, const QString &what)
    {
        problem.offset = at;
        problem.what = what;
        return false;
    }

    /// The next child of the container that is open, or its end.
    bool next()
    {
        Open &top = m_open.last();
        if (top.isEndless ? isBreak() : top.left == 0) {
            m_at += top.isEndless ? 1 : 0;
            m_open.removeLast();
            builder.close(m_at);
            return true;
        }
        if (!top.isEndless)
            --top.left;
        const qsizetype key = m_at;
        if (top.isMap && !skipKey(0))
            return false;
        return value(key);
    }
    bool isBreak() const { return m_at < m_size && m_tree.head(m_at).kind == Head::Kind::Break; }

    bool value(qsizetype key)
    {
        const Head head = m_tree.head(m_at);
        const qsizetype begin = m_at;
        switch (head.kind) {
        case Head::Kind::Bad:
            return fail(head.badAt, head.what);
        case Head::Kind::Break:
            return fail(m_at, Words::tr("A break stands where a value is expected."));
        case Head::Kind::Scalar:
            m_at = head.end;
            builder.addScalar(head.type, begin, head.end, key);
            return true;
        case Head::Kind::Array:
        case Head::Kind::Map:
            break;
        }
        if (!hasRoomFor(head) || m_open.size() >= depthLimit)
            return m_open.size() >= depthLimit
                       ? fail(begin, Words::tr("The values are nested more than %1 deep.").arg(depthLimit))
                       : false;
        m_at = head.body;
        const bool isMap = head.kind == Head::Kind::Map;
        m_open.append({head.count, head.isEndless, isMap});
        builder.open(isMap ? Type::Object : Type::Array, begin, key);
        return true;
    }

    /// A value takes a byte at least, so what is promised can be checked before it is believed.
    bool hasRoomFor(const Head &head)
    {
        const quint64 room = quint64(m_size - head.body);
        const quint64 least = head.kind == Head::Kind::Map ? room / 2 : room;
        if (head.isEndless || head.count <= least)
            return true;
        return fail(m_at, Words::tr("%1 values are announced, but only %2 bytes are left.")
                              .arg(QString::number(head.count), QString::number(room)));
    }

    bool skipKey(int depth)
    {
        const Head head = m_tree.head(m_at);
        if (head.kind == Head::Kind::Bad)
            return fail(head.badAt, head.what);
        if (head.kind == Head::Kind::Break)
            return fail(m_at, Words::tr("A break stands where a name is expected."));
        if (head.kind == Head::Kind::Scalar) {
            m_at = head.end;
            return true;
        }
        if (depth >= keyDepthLimit)
            return fail(m_at, Words::tr("A name is nested more than %1 deep.").arg(keyDepthLimit));
        if (!hasRoomFor(head))
            return false;
        m_at = head.body;
        const int parts = head.kind == Head::Kind::Map ? 2 : 1;
        for (quint64 i = 0; head.isEndless ? !isBreak() : i < head.count; ++i) {
            for (int part = 0; part < parts; ++part) {
                if (!skipKey(depth + 1))
                    return false;
            }
        }
        m_at += head.isEndless ? 1 : 0;
        return true;
    }

    const BinaryTree &m_tree;
    const qsizetype m_size;
    qsizetype m_at = 0;
    QList<Open> m_open;
};

void BinaryTree::scan(const QByteArray &bytes, quint32 nodeLimit, const std::atomic_bool *cancelled)
{
    m_bytes = bytes;
    if (bytes.size() > longestBody) {
        m_problem = {longestBody, 0, 0, Words::tr("The body is too long for a tree.")};
        return;
    }
    Scan scan(*this, nodeLimit, cancelled);
    m_valid = scan.run();
    m_problem = scan.problem;
    m_complete = m_valid && scan.builder.isComplete();
    if (m_complete)
        m_nodes = scan.builder.take();
}

QString BinaryTree::key(quint32 index) const
{
    if (!hasKey(index))
        return {};
    const qsizetype at = node(index).key;
    const Head name = head(at);
    return name.kind == Head::Kind::Scalar ? textAt(at, 4096) : name.kind == Head::Kind::Map ? u"{…}"_s : u"[…]"_s;
}

QString BinaryTree::scalarText(quint32 index, qsizetype limit) const
{
    return isContainer(index) ? QString() : textAt(node(index).begin, limit);
}

QString BinaryTree::textOf(qsizetype at, qsizetype size, qsizetype limit) const
{
    return QString::fromUtf8(bytes().sliced(at, qMin(size, limit)));
}

QString BinaryTree::hexOf(qsizetype at, qsizetype size, qsizetype limit) const
{
    // Two digits a byte, and a space.
    const qsizetype shown = qMin(size, limit / 3 + 1);
    const QString digits = QString::fromLatin1(bytes().sliced(at, shown).toByteArray().toHex(' '));
    return shown < size ? QString(digits % u" …"_s) : digits;
}

} // namespace ui::decoding
