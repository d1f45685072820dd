// SPDX-License-Identifier: GPL-3.0-or-later
#include <engine/bodycondition.h>

#include <algorithm>
#include <cstring>

namespace engine {

namespace {

using Op = BodyCondition::Op;
using Condition = BodyMatcher::Condition;
using Step = BodyMatcher::Step;

std::optional<double> numberIn(QByteArrayView text)
{
    bool ok = false;
    const double value = text.isEmpty() ? 0 : text.toDouble(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

bool isInteger(QByteArrayView text)
{
    const QByteArrayView digits = text.startsWith('-') ? text.sliced(1) : text;
    return !digits.isEmpty() && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// ---- a condition against a text or a number

/// Below, at or above the value of the condition; as numbers where both are some.
int order(const Condition &condition, QByteArrayView text)
{
    const std::optional<double> number = condition.number ? numberIn(text) : std::nullopt;
    if (number)
        return *number < *condition.number ? -1 : *number > *condition.number ? 1 : 0;
    return text.compare(condition.value);
}

bool isEqual(const Condition &condition, QByteArrayView text)
{
    if (condition.value.isEmpty())
        return text.isEmpty();
    // More digits than a double has are no reason to take two numbers for one.
    if (condition.number && !(isInteger(text) && isInteger(condition.value)) && numberIn(text) == condition.number)
        return true;
    return condition.pattern.matches(text);
}

bool holds(const Condition &condition, QByteArrayView text)
{
    // A word is neither above nor below a number.
    const bool isOrdered = !condition.number || numberIn(text);
    switch (condition.op) {
    case Op::Less:
        return isOrdered && order(condition, text) < 0;
    case Op::LessOrEqual:
        return isOrdered && order(condition, text) <= 0;
    case Op::Greater:
        return isOrdered && order(condition, text) > 0;
    case Op::GreaterOrEqual:
        return isOrdered && order(condition, text) >= 0;
    case Op::Equal:
        return isEqual(condition, text);
    case Op::NotEqual:
        return !isEqual(condition, text);
    case Op::Contains:
        return condition.text.isIn(text);
    }
    return false;
}

// ---- JSON as bytes

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void appendUtf8(QByteArray &out, char32_t c)
{
    if (c < 0x80) {
        out += char(c);
    } else if (c < 0x800) {
        out += char(0xc0 | c >> 6);
        out += char(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        out += char(0xe0 | c >> 12);
        out += char(0x80 | (c >> 6 & 0x3f));
        out += char(0x80 | (c & 0x3f));
    } else {
        out += char(0xf0 | c >> 18);
        out += char(0x80 | (c >> 12 & 0x3f));
        out += char(0x80 | (c >> 6 & 0x3f));
        out += char(0x80 | (c & 0x3f));
    }
}

/// The four digits at `at`, or 0.
char32_t hexAt(QByteArrayView raw, qsizetype at)
{
    bool ok = false;
    const char32_t unit = at + 4 <= raw.size() ? raw.sliced(at, 4).toUInt(&ok, 16) : 0;
    return ok ? unit : 0;
}

/// What a string between its quotation marks says.
QByteArray unescaped(QByteArrayView raw)
{
    QByteArray text;
    text.reserve(raw.size());
    for (qsizetype i = 0; i < raw.size(); ++i) {
        if (raw[i] != '\\' || i + 1 == raw.size()) {
            text += raw[i];
            continue;
        }
        const char c = raw[++i];
        if (c == 'u') {
            char32_t unit = hexAt(raw, i + 1);
            i = std::min(i + 4, raw.size() - 1);
            const bool isPair = unit >= 0xd800 && unit < 0xdc00 && raw.sliced(i + 1).startsWith("\\u");
            if (const char32_t low = isPair ? hexAt(raw, i + 3) : 0; low >= 0xdc00 && low < 0xe000) {
                unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                i += 6;
            }
            appendUtf8(text, unit);
            continue;
        }
        static constexpr char from[] = "bfnrt", to[] = "\b\f\n\r\t";
        const char *known = std::strchr(from, c);
        text += known && c != '\0' ? to[known - from] : c;
    }
    return text;
}

/// Goes down one path. Every function begins at a value and, where it says No, ends behind it.
class Walk
{
public:
    Walk(const Condition &condition, QByteArrayView body, bool isWhole)
        : m_condition(condition)
        , m_at(body.data())
        , m_end(body.data() + body.size())
        , m_isWhole(isWhole)
    {}

    Truth run()
    {
        skipSpace();
        if (atEnd() || (*m_at != '{' && *m_at != '['))
            return m_isWhole || !atEnd() ? Truth::No : Truth::Unknown;
        const Truth truth = value(0);
        return truth == Truth::Unknown && (m_isWhole || m_isBad) ? Truth::No : truth;
    }

private:
    bool atEnd() const { return m_at == m_end; }
    void skipSpace()
    {
        while (m_at != m_end && isSpace(*m_at))
            ++m_at;
    }
    Truth bad()
    {
        m_isBad = true;
        return Truth::Unknown;
    }

    Truth value(size_t step)
    {
        skipSpace();
        if (atEnd())
            return Truth::Unknown;
        if (step == m_condition.path.size())
            return leaf();
        const Step &wanted = m_condition.path[step];
        if (*m_at == '{' && (!wanted.name.isEmpty() || wanted.isAny))
            return members(step);
        if (*m_at == '[' && (wanted.index || wanted.isAny))
            return items(step);
        return skip() ? Truth::No : Truth::Unknown;
    }

    Truth members(size_t step)
    {
        const Step &wanted = m_condition.path[step];
        for (++m_at;;) {
            skipSpace();
            if (atEnd())
                return Truth::Unknown;
            const char c = *m_at;
            if (c == '}') {
                ++m_at;
                return Truth::No;
            }
            if (c == ',') {
                ++m_at;
                continue;
            }
            if (c != '"')
                return bad();
            const QByteArrayView name = string();
            skipSpace();
            if (atEnd())
                return Truth::Unknown;
            if (*m_at++ != ':')
                return bad();
            if (!wanted.isAny && !isNamed(name, wanted.name)) {
                if (!skip())
                    return Truth::Unknown;
                continue;
            }
            // Nobody goes on behind this one, so it need not be walked to its end.
            if (const Truth truth = value(step + 1); truth != Truth::No || !m_condition.hasAny)
                return truth;
        }
    }

    Truth items(size_t step)
    {
        const Step &wanted = m_condition.path[step];
        ++m_at;
        for (qsizetype index = 0;;) {
            skipSpace();
            if (atEnd())
                return Truth::Unknown;
            if (*m_at == ']') {
                ++m_at;
                return Truth::No;
            }
            if (*m_at == ',') {
                ++m_at;
                ++index;
                continue;
            }
            const bool isWanted = wanted.isAny || index == *wanted.index;
            if (!isWanted) {
                if (!skip())
                    return Truth::Unknown;
                continue;
            }
            if (const Truth truth = value(step + 1); truth != Truth::No || !m_condition.hasAny)
                return truth;
        }
    }

    Truth leaf()
    {
        const char *begin = m_at;
        const char first = *m_at;
        if (!skip())
            return Truth::Unknown;
        const QByteArrayView raw(begin, m_at);
        if (first == '"') {
            const QByteArrayView text = raw.sliced(1, raw.size() - 2);
            return truth(holds(m_condition, text.contains('\\') ? unescaped(text) : text));
        }
        if (first == '{' || first == '[')
            return truth(m_condition.op == Op::Contains && m_condition.text.isIn(raw));
        // A number may go on in what is not there.
        return atEnd() && !m_isWhole ? Truth::Unknown : truth(holds(m_condition, raw));
    }
    static Truth truth(bool yes) { return yes ? Truth::Yes : Truth::No; }

    static bool isNamed(QByteArrayView raw, QByteArrayView name)
    {
        return raw.contains('\\') ? QByteArrayView(unescaped(raw)) == name : raw == name;
    }

    /// From one quotation mark behind the other; what is between them. At the end of the text where there is no other.
    QByteArrayView string()
    {
        const char *begin = ++m_at;
        while (m_at != m_end) {
            const void *found = std::memchr(m_at, '"', size_t(m_end - m_at));
            if (!found)
                break;
            const char *quote = static_cast<const char *>(found);
            const char *before = quote;
            while (before != begin && before[-1] == '\\')
                --before;
            m_at = quote + 1;
            if ((quote - before) % 2 == 0)
                return {begin, quote};
        }
        m_at = m_end;
        m_isCut = true;
        return {begin, m_end};
    }

    /// False: the text ends within.
    bool skip()
    {
        skipSpace();
        for (qsizetype depth = 0; m_at != m_end;) {
            const char c = *m_at;
            if (c == '"') {
                string();
                if (m_isCut)
                    return false;
            } else if (c == '{' || c == '[') {
                ++depth;
                ++m_at;
            } else if (c == '}' || c == ']') {
                if (--depth < 0) {
                    m_isBad = true;
                    return false;
                }
                ++m_at;
            } else {
                skipPlain();
            }
            if (depth == 0)
                return true;
        }
        return false;
    }
    /// Numbers, words and what is between values; one byte at least.
    void skipPlain()
    {
        const auto isPlain = [](char c) {
            return c != '"' && c != '{' && c != '}' && c != '[' && c != ']' && c != ',' && c != ':' && !isSpace(c);
        };
        do
            ++m_at;
        while (m_at != m_end && isPlain(m_at[-1]) && isPlain(*m_at));
    }

    const Condition &m_condition;
    const char *m_at;
    const char *const m_end;
    const bool m_isWhole;
    bool m_isBad = false;
    bool m_isCut = false; ///< within a string
};

// ---- made ready

std::vector<Step> stepsOf(const QString &path)
{
    std::vector<Step> steps;
    const auto add = [&steps](QStringView word, bool isItem) {
        Step step;
        bool isNumber = false;
        const qsizetype number = word.toLongLong(&isNumber);
        if (isNumber && number >= 0)
            step.index = number;
        step.isAny = word == u"*" || (isItem && word.isEmpty());
        if (!isItem)
            step.name = word.toUtf8();
        steps.push_back(std::move(step));
    };
    qsizetype begin = 0;
    for (qsizetype i = 0; i <= path.size(); ++i) {
        const QChar c = i < path.size() ? path[i] : QChar(u'.');
        if (c != u'.' && c != u'[' && c != u']')
            continue;
        const QStringView word = QStringView(path).sliced(begin, i - begin);
        if (c == u']' || !word.isEmpty())
            add(word, c == u']');
        begin = i + 1;
    }
    return steps;
}

Condition ready(const BodyCondition &asked)
{
    Condition condition;
    condition.path = stepsOf(asked.path);
    condition.hasAny = std::any_of(condition.path.begin(), condition.path.end(), [](const Step &s) { return s.isAny; });
    condition.op = asked.op;
    condition.isNegated = asked.isNegated;
    condition.value = asked.value.toUtf8();
    condition.number = numberIn(condition.value);
    condition.pattern = Glob(asked.value);
    condition.text = Needle(asked.value);
    return condition;
}

/// Without a path it is about the body, whether it is JSON or not.
Truth ofWhole(const Condition &condition, QByteArrayView body, bool isWhole)
{
    const bool yes = holds(condition, body);
    if (isWhole || (yes && condition.op == Op::Contains))
        return yes ? Truth::Yes : Truth::No;
    return Truth::Unknown;
}

Truth check(const Condition &condition, QByteArrayView body, bool isWhole)
{
    const Truth truth =
        condition.path.empty() ? ofWhole(condition, body, isWhole) : Walk(condition, body, isWhole).run();
    if (!condition.isNegated || truth == Truth::Unknown)
        return truth;
    return truth == Truth::Yes ? Truth::No : Truth::Yes;
}

} // namespace

BodyMatcher::BodyMatcher(const QList<BodyCondition> &conditions)
{
    m_conditions.reserve(size_t(conditions.size()));
    for (const BodyCondition &condition : conditions)
        m_conditions.push_back(ready(condition));
}

Truth BodyMatcher::matches(QByteArrayView body, bool isWhole) const
{
    Truth all = Truth::Yes;
    for (const Condition &condition : m_conditions) {
        const Truth truth = check(condition, body, isWhole);
        if (truth == Truth::No)
            return Truth::No;
        if (truth == Truth::Unknown)
            all = Truth::Unknown;
    }
    return all;
}

} // namespace engine
