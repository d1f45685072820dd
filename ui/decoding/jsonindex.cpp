// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decoding/jsonindex.h"

#include "ui/decoding/spaces.h"

#include <QCoreApplication>

namespace ui::decoding {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// One pass over the text without recursion: the depth is the peer's to choose.
class Scanner
{
    Q_DECLARE_TR_FUNCTIONS(JsonIndex)
public:
    Scanner(QByteArrayView text, quint32 nodeLimit, const std::atomic_bool *cancelled)
        : m_text(text)
        , m_nodeLimit(nodeLimit)
        , m_cancelled(cancelled)
    {}

    bool run();

    QList<JsonIndex::Node> nodes;
    bool complete = true;
    qsizetype failedAt = -1;
    QString what;

private:
    struct Open
    {
        quint32 node = 0;
        quint32 count = 0;
        bool object = false;
    };

    bool fail(const QString &reason, qsizetype at)
    {
        failedAt = at;
        what = reason;
        return false;
    }
    bool fail(const QString &reason) { return fail(reason, m_at); }
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool atEnd() const { return m_at >= m_text.size(); }
    void skipSpace()
    {
        while (m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
    }
    bool value(quint32 key);
    bool member();
    bool afterValue();
    bool string();
    bool escape();
    bool number();
    bool literal(QByteArrayView word);
    quint32 add(JsonIndex::Type type, quint32 key);
    void finish(quint32 node);
    bool open(bool object, quint32 key);
    void close();

    QByteArrayView m_text;
    quint32 m_nodeLimit;
    const std::atomic_bool *m_cancelled;
    qsizetype m_at = 0;
    QList<Open> m_stack;
};

constexpr quint32 noNode = ~quint32(0);

JsonIndex::Type typeOf(char first)
{
    switch (first) {
    case '"':
        return JsonIndex::Type::String;
    case 't':
        return JsonIndex::Type::True;
    case 'f':
        return JsonIndex::Type::False;
    case 'n':
        return JsonIndex::Type::Null;
    default:
        return JsonIndex::Type::Number;
    }
}

quint32 Scanner::add(JsonIndex::Type type, quint32 key)
{
    Open *parent = m_stack.isEmpty() ? nullptr : &m_stack.last();
    const quint32 row = parent ? parent->count++ : 0;
    if (quint32(nodes.size()) >= m_nodeLimit)
        complete = false;
    if (!complete)
        return noNode;
    JsonIndex::Node node;
    node.begin = quint32(m_at);
    node.type = type;
    node.key = key;
    node.parent = parent ? parent->node : 0;
    node.row = row;
    nodes.append(node);
    return quint32(nodes.size() - 1);
}

void Scanner::finish(quint32 node)
{
    if (node == noNode)
        return;
    nodes[node].end = quint32(m_at);
    nodes[node].next = quint32(nodes.size());
}

bool Scanner::open(bool object, quint32 key)
{
    if (m_stack.size() >= JsonIndex::depthLimit)
        return fail(tr("The values are nested more than %1 deep.").arg(JsonIndex::depthLimit));
    const quint32 node = add(object ? JsonIndex::Type::Object : JsonIndex::Type::Array, key);
    ++m_at;
    m_stack.append({node, 0, object});
    return true;
}

void Scanner::close()
{
    const Open done = m_stack.takeLast();
    ++m_at;
    finish(done.node);
    if (done.node != noNode)
        nodes[done.node].childCount = done.count;
}

bool Scanner::escape()
{
    ++m_at;
    const char c = peek();
    if (c != 'u') {
        if (atEnd() || !QByteArrayView("\"\\/bfnrt").contains(c))
            return fail(tr("There is no such escape in a string."), m_at - 1);
        ++m_at;
        return true;
    }
    for (int i = 1; i <= 4; ++i) {
        if (m_at + i >= m_text.size() || !isxdigit(uchar(m_text[m_at + i])))
            return fail(tr("\\u needs four hexadecimal digits."), m_at - 1);
    }
    m_at += 5;
    return true;
}

bool Scanner::string()
{
    const qsizetype start = m_at++;
    while (!atEnd()) {
        const char c = m_text[m_at];
        if (c == '"') {
            ++m_at;
            return true;
        }
        if (uchar(c) < 0x20)
            return fail(c == '\n' ? tr("The string does not end on its line.")
                                  : tr("A control character stands unescaped in a string."));
        if (c == '\\') {
            if (!escape())
                return false;
        } else {
            ++m_at;
        }
    }
    return fail(tr("The closing quotation mark is missing."), start);
}

bool Scanner::number()
{
    const qsizetype start = m_at;
    if (peek() == '-')
        ++m_at;
    if (peek() == '0') {
        ++m_at;
    } else {
        if (!isDigit(peek()))
            return fail(tr("This is not a number."), start);
        while (isDigit(peek()))
            ++m_at;
    }
    if (peek() == '.') {
        ++m_at;
        if (!isDigit(peek()))
            return fail(tr("A digit is missing after the decimal point."));
        while (isDigit(peek()))
            ++m_at;
    }
    if (peek() == 'e' || peek() == 'E') {
        ++m_at;
        if (peek() == '+' || peek() == '-')
            ++m_at;
        if (!isDigit(peek()))
            return fail(tr("A digit is missing in the exponent."));
        while (isDigit(peek()))
            ++m_at;
    }
    if (isDigit(peek()) && m_text[m_at - 1] == '0')
        return fail(tr("A number does not begin with a zero."), start);
    return true;
}

bool Scanner::literal(QByteArrayView word)
{
    if (!m_text.sliced(m_at).startsWith(word))
        return fail(tr("A value is expected here; text stands in double quotes."));
    m_at += word.size();
    return true;
}

bool Scanner::value(quint32 key)
{
    const char c = peek();
    if (c == '{' || c == '[')
        return open(c == '{', key);
    const quint32 node = add(typeOf(c), key);
    bool ok = false;
    if (c == '"')
        ok = string();
    else if (c == '-' || isDigit(c))
        ok = number();
    else if (atEnd())
        ok = fail(tr("The text ends where a value is expected."));
    else
        ok = literal(c == 't' ? QByteArrayView("true") : c == 'f' ? QByteArrayView("false") : QByteArrayView("null"));
    finish(node);
    return ok;
}

bool Scanner::member()
{
    if (peek() != '"')
        return fail(atEnd() ? tr("The closing brace is missing.") : tr("A name in double quotes is expected here."));
    const quint32 key = quint32(m_at);
    if (!string())
        return false;
    skipSpace();
    if (peek() != ':')
        return fail(tr("A colon is expected after the name."));
    ++m_at;
    skipSpace();
    return value(key);
}

/// After a value: what closes, what goes on. Leaves the position at the next value, or at the end with an empty stack.
bool Scanner::afterValue()
{
    while (!m_stack.isEmpty()) {
        skipSpace();
        const bool object = m_stack.last().object;
        const char closing = object ? '}' : ']';
        if (peek() == closing) {
            close();
            continue;
        }
        if (m_stack.last().count > 0) {
            if (peek() != ',')
                return fail(atEnd()
                                ? (object ? tr("The closing brace is missing.") : tr("The closing bracket is missing."))
                                : tr("A comma or a closing bracket is expected here."));
            ++m_at;
            skipSpace();
            if (peek() == closing)
                return fail(tr("There is a comma too many."), m_at - 1);
        }
        return true;
    }
    skipSpace();
    return atEnd() || fail(tr("The text goes on after the value."));
}

bool Scanner::run()
{
    skipSpace();
    if (atEnd())
        return fail(tr("There is no value."));
    if (!value(0))
        return false;
    quint32 sinceLook = 0;
    for (;;) {
        if (!afterValue())
            return false;
        if (m_stack.isEmpty())
            return true;
        if (!(m_stack.last().object ? member() : value(0)))
            return false;
        if (m_cancelled && (++sinceLook & 0x3fff) == 0 && m_cancelled->load(std::memory_order_relaxed))
            return false;
    }
}

QString unescaped(QByteArrayView raw)
{
    QString text;
    text.reserve(raw.size());
    qsizetype plain = 0;
    const auto flush = [&](qsizetype to) { text += QString::fromUtf8(raw.sliced(plain, to - plain)); };
    for (qsizetype i = 0; i + 1 < raw.size();) {
        if (raw[i] != '\\') {
            ++i;
            continue;
        }
        flush(i);
        const char c = raw[i + 1];
        i += 2;
        switch (c) {
        case 'b':
            text += u'\b';
            break;
        case 'f':
            text += u'\f';
            break;
        case 'n':
            text += u'\n';
            break;
        case 'r':
            text += u'\r';
            break;
        case 't':
            text += u'\t';
            break;
        case 'u':
            text += QChar(raw.sliced(i, qMin(qsizetype(4), raw.size() - i)).toByteArray().toUShort(nullptr, 16));
            i = qMin(i + 4, raw.size());
            break;
        default:
            text += QLatin1Char(c);
        }
        plain = i;
    }
    flush(raw.size());
    return text;
}

/// One past the closing quote of the string that begins at `at`.
qsizetype stringEnd(QByteArrayView text, qsizetype at)
{
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\')
            ++at;
    }
    return qMin(at + 1, text.size());
}

} // namespace

JsonIndex JsonIndex::build(const QByteArray &text, quint32 nodeLimit, const std::atomic_bool *cancelled)
{
    JsonIndex index;
    index.m_text = text;
    if (text.size() > longestBody) {
        index.m_problem = {longestBody, 0, 0, Scanner::tr("The text is too long for a tree.")};
        return index;
    }
    Scanner scanner(text, nodeLimit, cancelled);
    index.m_valid = scanner.run();
    index.m_complete = index.m_valid && scanner.complete;
    if (index.m_complete) {
        index.m_nodes = std::move(scanner.nodes);
        index.m_nodes.squeeze();
    } else if (!index.m_valid && scanner.failedAt >= 0) {
        index.m_problem.offset = scanner.failedAt;
        index.m_problem.what = scanner.what;
        locate(text, scanner.failedAt, &index.m_problem.line, &index.m_problem.column);
    }
    return index;
}

QString JsonIndex::key(quint32 index) const
{
    if (!hasKey(index))
        return {};
    const qsizetype begin = m_nodes.at(index).key;
    const qsizetype end = stringEnd(m_text, begin);
    return unescaped(QByteArrayView(m_text).sliced(begin + 1, end - begin - 2));
}

QByteArrayView JsonIndex::raw(quint32 index) const
{
    const Node &n = m_nodes.at(index);
    return QByteArrayView(m_text).sliced(n.begin, n.end - n.begin);
}

QString JsonIndex::scalarText(quint32 index, qsizetype limit) const
{
    QByteArrayView bytes = raw(index);
    if (type(index) != Type::String)
        return QString::fromUtf8(bytes.first(qMin(bytes.size(), limit)));
    bytes = bytes.sliced(1, bytes.size() - 2);
    return unescaped(bytes.first(qMin(bytes.size(), limit)));
}

QString JsonIndex::shownText(quint32 index, qsizetype limit) const
{
    const QByteArrayView bytes = raw(index);
    const QString text = QString::fromUtf8(bytes.first(qMin(bytes.size(), limit)));
    return bytes.size() > limit ? QString(text % u'…') : text;
}

QByteArray JsonIndex::copyText(quint32 index) const
{
    return type(index) == Type::String ? scalarText(index, m_text.size()).toUtf8() : raw(index).toByteArray();
}

bool JsonIndex::contains(quint32 index, const engine::Needle &text) const
{
    // As they stand, which is as they read in nearly all; only where there are escapes they are decoded.
    const auto isIn = [&text](QByteArrayView bytes) {
        return text.isIn(bytes.contains('\\') ? QByteArrayView(unescaped(bytes).toUtf8()) : bytes);
    };
    if (hasKey(index)) {
        const qsizetype begin = node(index).key + 1;
        if (isIn(QByteArrayView(m_text).sliced(begin, stringEnd(m_text, begin - 1) - begin - 1)))
            return true;
    }
    if (isContainer(index))
        return false;
    const QByteArrayView bytes = raw(index);
    return isIn(type(index) == Type::String ? bytes.sliced(1, bytes.size() - 2) : bytes);
}

QByteArray prettyJson(QByteArrayView text, qsizetype limit)
{
    QByteArray out;
    out.reserve(qMin(limit, text.size() + text.size() / 2));
    int depth = 0;
    const auto newLine = [&] {
        out += '\n';
        out.append(depth * 2, ' ');
    };
    for (qsizetype i = 0; i < text.size() && out.size() < limit;) {
        const char c = text[i];
        if (isSpace(c)) {
            ++i;
        } else if (c == '"') {
            const qsizetype end = stringEnd(text, i);
            out.append(text.sliced(i, end - i));
            i = end;
        } else if (c == '{' || c == '[') {
            qsizetype next = i + 1;
            while (next < text.size() && isSpace(text[next]))
                ++next;
            out += c;
            i = next;
            if (next < text.size() && (text[next] == '}' || text[next] == ']')) {
                out += text[next];
                i = next + 1;
                continue;
            }
            ++depth;
            newLine();
        } else if (c == '}' || c == ']') {
            depth = qMax(0, depth - 1);
            newLine();
            out += c;
            ++i;
        } else {
            out += c;
            ++i;
            if (c == ',')
                newLine();
            else if (c == ':')
                out += ' ';
        }
    }
    return out;
}

} // namespace ui::decoding
