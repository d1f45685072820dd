// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/feed/livequery.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>
#include <limits>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace ui::feed {

namespace {

struct Word
{
    qsizetype at = 0;
    qsizetype length = 0;
    QString key;   ///< "queue", "size" …; empty: text
    QString op;    ///< ":", ">" or ">="
    QString value; ///< without quotes
    bool closed = true;
};

bool isKeyCharacter(QChar c)
{
    return c.isLetter() || c == '_'_L1 || c == '-'_L1;
}

/// A value, quoted or up to the next space. Advances `at`.
QString takeValue(QStringView text, qsizetype &at, bool &closed)
{
    QString value;
    if (at < text.size() && text[at] == '"'_L1) {
        closed = false;
        for (++at; at < text.size(); ++at) {
            if (text[at] == '\\'_L1 && at + 1 < text.size()) {
                value += text[++at];
            } else if (text[at] == '"'_L1) {
                closed = true;
                ++at;
                break;
            } else {
                value += text[at];
            }
        }
        return value;
    }
    while (at < text.size() && !text[at].isSpace())
        value += text[at++];
    return value;
}

Word takeWord(QStringView text, qsizetype &at)
{
    Word word;
    word.at = at;
    qsizetype end = at;
    while (end < text.size() && isKeyCharacter(text[end]))
        ++end;
    const bool isOperator =
        end > at && end < text.size() && (text[end] == ':'_L1 || text[end] == '>'_L1 || text[end] == '<'_L1);
    if (isOperator) {
        word.key = text.sliced(at, end - at).toString().toLower();
        word.op = text[end];
        at = end + 1;
        if (word.op != ":"_L1 && at < text.size() && text[at] == '='_L1) {
            word.op += '='_L1;
            ++at;
        }
    }
    word.value = takeValue(text, at, word.closed);
    word.length = at - word.at;
    return word;
}

/// "512", "10k" (10,000, as sizes are shown), "1.5M", "2MiB"; nothing when it is no size.
std::optional<quint64> parseSize(const QString &text)
{
    static const QRegularExpression pattern(u"^(\\d+(?:\\.\\d+)?)\\s*([kmg]?)(i?)b?$"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    double value = match.captured(1).toDouble();
    const QString unit = match.captured(2).toLower();
    const double base = match.captured(3).isEmpty() ? 1000 : 1024;
    for (const QLatin1StringView larger : {"k"_L1, "m"_L1, "g"_L1}) {
        if (unit.isEmpty())
            break;
        value *= base;
        if (unit == larger)
            break;
    }
    if (value >= double(std::numeric_limits<qint64>::max()))
        return std::nullopt;
    return quint64(value);
}

/// The steps whose names a glob matches ("dead-lettered", "dead*", "*ed").
quint32 stepsMatching(const QString &glob)
{
    const QRegularExpression pattern(QRegularExpression::wildcardToRegularExpression(glob),
                                     QRegularExpression::CaseInsensitiveOption);
    quint32 steps = 0;
    for (int i = 0; i < engine::lifecycleStepCount; ++i) {
        if (pattern.match(engine::lifecycleStepName(engine::LifecycleStep(i))).hasMatch())
            steps |= 1u << i;
    }
    return steps;
}

class Reader
{
    Q_DECLARE_TR_FUNCTIONS(LiveQuery)
public:
    LiveQuery read(QStringView text)
    {
        qsizetype at = 0;
        while (m_query.isValid()) {
            while (at < text.size() && text[at].isSpace())
                ++at;
            if (at >= text.size())
                break;
            apply(takeWord(text, at));
        }
        m_query.filter.text = m_texts.join(' '_L1);
        return m_query;
    }

private:
    void fail(const Word &word, const QString &problem)
    {
        m_query.problem = problem;
        m_query.problemAt = word.at;
        m_query.problemLength = word.length;
    }

    void apply(const Word &word)
    {
        if (!word.closed)
            return fail(word, tr("The closing quotation mark is missing."));
        if (word.key.isEmpty()) {
            if (!word.value.isEmpty())
                m_texts += word.value;
            return;
        }
        if (word.key == "size"_L1)
            return applySize(word);
        if (word.op != ":"_L1)
            return fail(word, tr("“%1” takes a colon: %1:…").arg(word.key));
        if (word.key == "event"_L1)
            return applyEvent(word);
        if (word.key == "text"_L1) {
            m_texts += word.value;
            return;
        }
        if (QString *field = patternField(word.key))
            return applyPattern(word, field);
        fail(word, tr("“%1:” is not understood. Known are queue, event, exchange, key, client, size and \"text\".")
                       .arg(word.key));
    }

    QString *patternField(const QString &key)
    {
        if (key == "queue"_L1)
            return &m_query.filter.queue;
        if (key == "exchange"_L1)
            return &m_query.filter.exchange;
        if (key == "key"_L1)
            return &m_query.filter.routingKey;
        if (key == "client"_L1)
            return &m_query.filter.client;
        return nullptr;
    }

    void applyPattern(const Word &word, QString *field)
    {
        if (word.value.isEmpty())
            return fail(word,
                        tr("“%1:” needs a name after the colon; * and ? may stand for any letters.").arg(word.key));
        if (!field->isEmpty())
            return fail(word, tr("“%1:” is given twice.").arg(word.key));
        *field = word.value;
    }

    void applyEvent(const Word &word)
    {
        const QStringList names = word.value.split(','_L1, Qt::SkipEmptyParts);
        if (names.isEmpty())
            return fail(word, tr("“event:” needs a name, for example event:dead-lettered."));
        for (const QString &name : names) {
            const quint32 steps = stepsMatching(name);
            if (!steps)
                return fail(word, tr("There is no event “%1”. Known are: %2.").arg(name, eventNames().join(u", "_s)));
            m_query.filter.steps |= steps;
        }
    }

    void applySize(const Word &word)
    {
        if (word.op != ">"_L1 && word.op != ">="_L1)
            return fail(word, tr("Sizes are compared with > or >=, for example size>10k."));
        const auto size = parseSize(word.value);
        if (!size)
            return fail(word, tr("“%1” is no size. Write 512, 10k or 1.5M.").arg(word.value));
        m_query.filter.minSize = word.op == ">"_L1 ? *size + 1 : *size;
    }

public:
    static QStringList eventNames()
    {
        QStringList names;
        for (int i = 0; i < engine::lifecycleStepCount; ++i)
            names += engine::lifecycleStepName(engine::LifecycleStep(i));
        return names;
    }

private:
    LiveQuery m_query;
    QStringList m_texts;
};

QStringList startingWith(const QStringList &words, QStringView start)
{
    QStringList found;
    for (const QString &word : words) {
        if (word.startsWith(start, Qt::CaseInsensitive) && word.size() > start.size())
            found += word;
    }
    return found;
}

} // namespace

LiveQuery parseLiveQuery(QStringView text)
{
    return Reader().read(text);
}

LiveSuggestions suggestAt(QStringView text, qsizetype cursor)
{
    cursor = qBound(qsizetype(0), cursor, text.size());
    qsizetype start = cursor;
    while (start > 0 && !text[start - 1].isSpace())
        --start;
    QStringView word = text.sliced(start, cursor - start);
    if (word.startsWith("event:"_L1, Qt::CaseInsensitive)) {
        const qsizetype from = qMax(word.lastIndexOf(':'_L1), word.lastIndexOf(','_L1)) + 1;
        return {start + from, word.size() - from, startingWith(Reader::eventNames(), word.sliced(from))};
    }
    if (word.isEmpty() || word.startsWith('"'_L1) || word.contains(':'_L1))
        return {};
    static const QStringList words = {u"queue:"_s, u"event:"_s, u"exchange:"_s, u"key:"_s, u"client:"_s, u"size>"_s};
    return {start, word.size(), startingWith(words, word)};
}

} // namespace ui::feed
