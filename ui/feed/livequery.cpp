// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/feed/livequery.h"

#include "ui/feed/querywords.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <limits>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace ui::feed {

using engine::BodyCondition;
using engine::LiveExclusion;
using What = LiveExclusion::What;

namespace {

constexpr quint32 allSteps = (1u << engine::lifecycleStepCount) - 1;

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

QStringList eventNames()
{
    QStringList names;
    for (int i = 0; i < engine::lifecycleStepCount; ++i)
        names += engine::lifecycleStepName(engine::LifecycleStep(i));
    return names;
}

std::optional<BodyCondition::Op> bodyOperator(const QString &op)
{
    using Op = BodyCondition::Op;
    if (op == "<"_L1)
        return Op::Less;
    if (op == "<="_L1)
        return Op::LessOrEqual;
    if (op == ">"_L1)
        return Op::Greater;
    if (op == ">="_L1)
        return Op::GreaterOrEqual;
    if (op == "="_L1 || op == ":"_L1 || op == "=="_L1)
        return Op::Equal;
    if (op == "!="_L1)
        return Op::NotEqual;
    if (op == "~"_L1)
        return Op::Contains;
    return std::nullopt;
}

class Reader
{
    Q_DECLARE_TR_FUNCTIONS(LiveQuery)
public:
    explicit Reader(QueryUse use)
        : m_use(use)
    {}

    LiveQuery read(QStringView text)
    {
        qsizetype at = 0;
        while (m_query.isValid()) {
            while (at < text.size() && text[at].isSpace())
                ++at;
            if (at >= text.size())
                break;
            apply(takeQueryWord(text, at));
        }
        engine::LiveFilter &filter = m_query.filter;
        filter.text = m_texts.join(' '_L1);
        if (m_unwantedSteps)
            filter.steps = (filter.steps ? filter.steps : allSteps) & ~m_unwantedSteps;
        if (m_query.isValid() && m_unwantedSteps && filter.steps == 0)
            fail({}, tr("No event is left."));
        return m_query;
    }

private:
    void fail(const QueryWord &word, const QString &problem)
    {
        m_query.problem = problem;
        m_query.problemAt = word.at;
        m_query.problemLength = word.length;
    }

    void apply(const QueryWord &word)
    {
        if (!word.closed)
            return fail(word, tr("The closing quotation mark is missing."));
        if (word.key.isEmpty() || (word.key == "text"_L1 && word.op == ":"_L1))
            return applyText(word);
        if (word.key == "size"_L1)
            return applySize(word);
        if (word.key == "body"_L1)
            return applyBody(word);
        if (word.op != ":"_L1)
            return fail(word, tr("“%1” takes a colon: %1:…").arg(word.key));
        const std::optional<What> what = patternOf(word.key);
        const bool isKnown = what || word.key == "event"_L1 || word.key == "message"_L1;
        if (isKnown && !isAllowed(what))
            return fail(word, tr("Messages are found by key:, exchange:, size>, body.… and \"text\"."));
        if (word.key == "event"_L1)
            return applyEvent(word);
        if (word.key == "message"_L1)
            return applyMessage(word);
        if (what)
            return applyPattern(word, *what);
        fail(word, tr("“%1:” is not understood. Known are %2, size, body and \"text\".")
                       .arg(word.key, m_use == QueryUse::Live
                                          ? u"queue, topic, event, exchange, key, client, vhost, message"_s
                                          : u"key, exchange"_s));
    }

    bool isAllowed(std::optional<What> what) const
    {
        return m_use == QueryUse::Live || what == What::RoutingKey || what == What::Exchange;
    }

    void applyText(const QueryWord &word)
    {
        if (word.value.isEmpty())
            return;
        if (word.isNegated)
            m_query.filter.exclusions.append({What::Text, word.value});
        else
            m_texts += word.value;
    }

    static std::optional<What> patternOf(const QString &key)
    {
        if (key == "queue"_L1)
            return What::Queue;
        if (key == "topic"_L1)
            return What::Topic;
        if (key == "exchange"_L1)
            return What::Exchange;
        if (key == "key"_L1)
            return What::RoutingKey;
        if (key == "client"_L1)
            return What::Client;
        if (key == "vhost"_L1)
            return What::VirtualHost;
        return std::nullopt;
    }

    QString &patternField(What what)
    {
        engine::LiveFilter &filter = m_query.filter;
        switch (what) {
        case What::VirtualHost:
            return filter.virtualHost;
        case What::Queue:
            return filter.queue;
        case What::Topic:
            return filter.topic;
        case What::Exchange:
            return filter.exchange;
        case What::RoutingKey:
            return filter.routingKey;
        case What::Client:
            return filter.client;
        case What::Text:
            break;
        }
        return filter.text;
    }

    void applyPattern(const QueryWord &word, What what)
    {
        if (word.value.isEmpty())
            return fail(word,
                        tr("“%1:” needs a name after the colon; * and ? may stand for any letters.").arg(word.key));
        if (word.isNegated) {
            m_query.filter.exclusions.append({what, word.value});
            return;
        }
        QString &field = patternField(what);
        if (!field.isEmpty())
            return fail(word, tr("“%1:” is given twice.").arg(word.key));
        field = word.value;
    }

    void applyEvent(const QueryWord &word)
    {
        const QStringList names = word.value.split(','_L1, Qt::SkipEmptyParts);
        if (names.isEmpty())
            return fail(word, tr("“event:” needs a name, for example event:dead-lettered."));
        for (const QString &name : names) {
            const quint32 steps = stepsMatching(name);
            if (!steps)
                return fail(word, tr("There is no event “%1”. Known are: %2.").arg(name, eventNames().join(u", "_s)));
            (word.isNegated ? m_unwantedSteps : m_query.filter.steps) |= steps;
        }
    }

    void applyMessage(const QueryWord &word)
    {
        bool isNumber = false;
        const quint64 id = word.value.toULongLong(&isNumber);
        if (!isNumber || id == 0)
            return fail(word, tr("“message:” needs the number of a message, as its menu gives it."));
        if (word.isNegated)
            return fail(word, tr("One message can be followed, but not left out."));
        m_query.filter.message = engine::MessageId{id};
    }

    void applySize(const QueryWord &word)
    {
        const bool isAbove = word.op == ">"_L1 || word.op == ">="_L1;
        const bool isBelow = word.op == "<"_L1 || word.op == "<="_L1;
        if (!isAbove && !isBelow)
            return fail(word, tr("Sizes are compared with >, >=, < or <=, for example size>10k."));
        const auto size = parseSize(word.value);
        if (!size)
            return fail(word, tr("“%1” is no size. Write 512, 10k or 1.5M.").arg(word.value));
        // Not above is below, or the same.
        const bool isEqualWanted = (word.op.size() == 2) != word.isNegated;
        engine::LiveFilter &filter = m_query.filter;
        if (isAbove != word.isNegated)
            filter.minSize = qMax(filter.minSize, isEqualWanted ? *size : *size + 1);
        else if (*size == 0 && !isEqualWanted)
            fail(word, tr("Nothing is smaller than nothing."));
        else
            filter.maxSize = qMin(filter.maxSize, isEqualWanted ? *size : *size - 1);
    }

    void applyBody(const QueryWord &word)
    {
        const auto op = bodyOperator(word.op);
        if (!op)
            return fail(word, tr("Values in bodies are compared with <, <=, >, >=, =, != or ~ (contains), for example "
                                 "body.total>100."));
        if (word.value.isEmpty() && *op != BodyCondition::Op::Equal && *op != BodyCondition::Op::NotEqual)
            return fail(word, tr("“%1” needs something to compare with.").arg(word.op));
        m_query.filter.body.append({word.path, *op, word.value, word.isNegated});
    }

    const QueryUse m_use;
    LiveQuery m_query;
    QStringList m_texts;
    quint32 m_unwantedSteps = 0;
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

QStringList queryKeys(QueryUse use)
{
    if (use == QueryUse::Messages)
        return {u"key:"_s, u"exchange:"_s, u"size>"_s, u"body."_s};
    return {u"queue:"_s,  u"topic:"_s, u"event:"_s,   u"exchange:"_s, u"key:"_s,
            u"client:"_s, u"vhost:"_s, u"message:"_s, u"size>"_s,     u"body."_s};
}

} // namespace

engine::MessageFilter LiveQuery::messageFilter() const
{
    engine::MessageFilter wanted;
    wanted.routingKey = filter.routingKey;
    wanted.exchange = filter.exchange;
    wanted.text = filter.text;
    wanted.minSize = filter.minSize;
    wanted.maxSize = filter.maxSize;
    wanted.notRoutingKeys = filter.excluded(What::RoutingKey);
    wanted.notExchanges = filter.excluded(What::Exchange);
    wanted.notTexts = filter.excluded(What::Text);
    wanted.body = filter.body;
    return wanted;
}

LiveQuery parseLiveQuery(QStringView text, QueryUse use)
{
    return Reader(use).read(text);
}

const QStringList *QueryNames::of(QStringView key) const
{
    if (key == u"queue")
        return &queues;
    if (key == u"topic")
        return &topics;
    if (key == u"exchange")
        return &exchanges;
    if (key == u"key")
        return &keys;
    if (key == u"client")
        return &clients;
    if (key == u"vhost")
        return &virtualHosts;
    return nullptr;
}

LiveSuggestions suggestAt(QStringView text, qsizetype cursor, QueryUse use, const QueryNames &names, bool isAsked)
{
    cursor = qBound(qsizetype(0), cursor, text.size());
    qsizetype start = cursor;
    while (start > 0 && !text[start - 1].isSpace())
        --start;
    if (start < cursor && text[start] == '-'_L1)
        ++start;
    const QStringView word = text.sliced(start, cursor - start);
    if (word.startsWith("event:"_L1, Qt::CaseInsensitive) && use == QueryUse::Live) {
        const qsizetype from = qMax(word.lastIndexOf(':'_L1), word.lastIndexOf(','_L1)) + 1;
        return {start + from, word.size() - from, startingWith(eventNames(), word.sliced(from))};
    }
    constexpr auto body = "body."_L1;
    if (word.startsWith(body, Qt::CaseInsensitive))
        return {start + body.size(), word.size() - body.size(),
                startingWith(names.bodyPaths, word.sliced(body.size()))};
    if (const qsizetype colon = word.indexOf(':'_L1); colon > 0) {
        const QStringList *known = names.of(word.first(colon).toString().toLower());
        const QStringView begun = word.sliced(colon + 1);
        if (!known || begun.startsWith('"'_L1))
            return {};
        QStringList values = startingWith(*known, begun);
        for (QString &value : values)
            value = quotedForQuery(value);
        return {start + colon + 1, begun.size(), values};
    }
    if ((word.isEmpty() && !isAsked) || word.startsWith('"'_L1))
        return {};
    return {start, word.size(), startingWith(queryKeys(use), word)};
}

} // namespace ui::feed
