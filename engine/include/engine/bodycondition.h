// SPDX-License-Identifier: GPL-3.0-or-later
// BodyCondition: what is asked of a value in a JSON body: total > 100, customer.country = DE. BodyMatcher finds the value by its
// path in the bytes as they are: nothing is built of the rest, so it can be asked of every message that passes a tap.
// Thread: any.
#pragma once

#include <engine/glob.h>

#include <QList>

#include <optional>
#include <vector>

namespace engine {

struct BodyCondition
{
    enum class Op : quint8 {
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        Equal,    ///< of texts: a pattern of * and ?, case-insensitive
        NotEqual, ///< there is such a value, and it is another
        Contains, ///< the text is somewhere in it; of an object or array in what it is written as
    };
    /// Names and places joined as in "customer.lines[0].sku". [] stands for any item, * for any member; one of them has to
    /// meet the condition. Empty: the whole body, whatever it is.
    QString path;
    Op op = Op::Equal;
    QString value; ///< compared as a number where both sides are one
    bool isNegated =
        false; ///< wanted is what this does not hold for: bodies without such a value, or that are no JSON, too
    bool operator==(const BodyCondition &) const = default;
};

enum class Truth : quint8 {
    No,
    Yes,
    Unknown, ///< it depends on bytes that are not there
};

/// Conditions made ready for many bodies. All of them have to hold.
class BodyMatcher
{
public:
    explicit BodyMatcher(const QList<BodyCondition> &conditions = {});

    bool isEmpty() const { return m_conditions.empty(); }
    /// Takes about a nanosecond a byte. `isWhole`: false where these are the first bytes of a longer body; only then it may
    /// be unknown. Bodies that are not quite JSON are read as far as they make sense.
    Truth matches(QByteArrayView body, bool isWhole = true) const;

    struct Step
    {
        QByteArray name;                ///< of a member
        std::optional<qsizetype> index; ///< of an item; also of a member whose name is a number
        bool isAny = false;
    };

    struct Condition
    {
        std::vector<Step> path;
        bool hasAny = false; ///< one of the steps
        BodyCondition::Op op = BodyCondition::Op::Equal;
        bool isNegated = false;
        QByteArray value;
        std::optional<double> number; ///< the value as one
        Glob pattern;
        Needle text;
    };

private:
    std::vector<Condition> m_conditions;
};

} // namespace engine
