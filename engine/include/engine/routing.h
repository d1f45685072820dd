// SPDX-License-Identifier: GPL-3.0-or-later
// Why a message goes where it goes: for each binding on its way whether it takes the message, and if not, what differs. Made
// against the exchanges and bindings as they are at the moment of the question; nothing is published.
// Thread: any (values).
#pragma once

#include <engine/specs.h>

#include <QList>

namespace engine {

/// A message that could be published.
struct RoutingRequest
{
    QString virtualHost = QStringLiteral("/");
    QString exchange; ///< empty: the default exchange
    QString routingKey;
    MessageProperties properties; ///< headers are routed by, CC and BCC too; hash exchanges look at some of the others
    bool operator==(const RoutingRequest &) const = default;
};

/// What a binding makes of a message, and why.
enum class BindingVerdict : quint8 {
    // It takes it.
    SameKey,      ///< direct, and the default exchange
    EveryMessage, ///< fanout; a headers binding that asks for nothing
    PatternFits,  ///< topic
    HeadersHold,  ///< headers: all that x-match asks for
    HashChose,    ///< x-consistent-hash, x-modulus-hash: the hash leads here
    // It may, or not.
    ChanceDecides, ///< x-random: each message goes to one of them
    // It does not.
    OtherKey,       ///< direct
    OtherWord,      ///< topic: `word` differs
    WordMissing,    ///< topic: the pattern wants one more, at `word`
    WordTooMany,    ///< topic: the key has one more, at `word`
    HeadersDiffer,  ///< headers: which, is in `headers`
    AsksForNothing, ///< headers: any of no conditions
    HashChoseOther, ///< hash exchanges
};
bool takes(BindingVerdict verdict);

/// One condition of a binding of a headers exchange, held against the message.
struct HeaderCheck
{
    enum class State : quint8 { Holds, Missing, Differs };
    QString name;
    FieldValue wanted; ///< no value: its presence is enough
    FieldValue found;  ///< where there is one
    State state = State::Missing;
    bool operator==(const HeaderCheck &) const = default;
};

struct BindingExplanation
{
    BindingSpec binding;
    bool isImplicit = false; ///< the default exchange's, of a queue by its name
    BindingVerdict verdict = BindingVerdict::OtherKey;
    QString key;                ///< of the message's keys the one that fits, or comes nearest
    int word = -1;              ///< topic: of the pattern, counted from 0; of the key where it has one too many
    QString wanted, found;      ///< topic: the words there
    QList<HeaderCheck> headers; ///< headers exchange
    bool isAny = false;         ///< headers exchange: one condition is enough
    quint32 distance = 0;       ///< letters (or conditions) that had to change for it to fit
    QString nearestKey;         ///< a key that fits, as like the message's as can be; empty: none can be named
    bool operator==(const BindingExplanation &) const = default;
};

/// One exchange that is asked, and what comes of it.
struct ExchangeExplanation
{
    enum class Via : quint8 { Published, Binding, Alternate };
    enum class Alternate : quint8 { None, NotNeeded, Asked, Missing };
    /// What chooses among the bindings.
    enum class Decides : quint8 { Bindings, KeyHash, HeaderHash, PropertyHash, Chance };
    QString name;
    ExchangeType type = ExchangeType::Direct; ///< how it routes: of x-delayed-message its x-delayed-type
    Via via = Via::Published;
    QString from;                       ///< the exchange that leads here
    QList<BindingExplanation> bindings; ///< those that take the message first, then the nearest ones
    quint32 total = 0;                  ///< bindings that there are
    quint32 matching = 0;               ///< of these take it, or may
    Decides decides = Decides::Bindings;
    QString hashed;    ///< the name of the header or property
    QString alternate; ///< the alternate exchange; empty: none
    Alternate alternateState = Alternate::None;
    qint64 delayMs = 0;      ///< x-delayed-message: it waits so long first
    bool isInternal = false; ///< clients may not publish to it
    /// Nothing takes the message here, and no other exchange is asked in its place.
    bool isDeadEnd() const { return matching == 0 && alternateState != Alternate::Asked; }
    bool operator==(const ExchangeExplanation &) const = default;
};

/// A queue that the message reaches.
struct ReachedQueue
{
    QueueId id;
    QString name;
    bool isCertain = true; ///< false: chance decides on the way
    bool operator==(const ReachedQueue &) const = default;
};

/// A key that would be routed, like the one that is not.
struct KeySuggestion
{
    QString key;        ///< to publish with; empty: no single one can be named, only the pattern
    QString bindingKey; ///< that it fits
    QString destination;
    DestinationType destinationType = DestinationType::Queue;
    quint32 distance = 0; ///< letters that differ
    bool isClose = false; ///< so few that it looks like a slip
    bool operator==(const KeySuggestion &) const = default;
};

struct RoutingExplanation
{
    static constexpr int maxBindings = 200; ///< that are told of one exchange
    static constexpr int maxExchanges = 50;
    static constexpr int maxSuggestions = 3;

    RoutingRequest request;
    QList<ExchangeExplanation> exchanges; ///< in the order they are asked; the first one is published to
    QList<ReachedQueue> queues;           ///< exact, but for where chance decides: then all that are possible
    QList<KeySuggestion> suggestions;     ///< the nearest first; where no queue is reached, for the first exchange
    bool toReplyConsumer = false; ///< the key is a reply address (direct reply-to): past any queue to its consumer
    bool isCut = false;           ///< more exchanges are asked than are told
    quint32 notCompared = 0;      ///< bindings that take nothing, too many to say why of each
    bool isRouted() const { return !queues.isEmpty() || toReplyConsumer; }
    bool operator==(const RoutingExplanation &) const = default;
};

} // namespace engine
