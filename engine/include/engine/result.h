// SPDX-License-Identifier: GPL-3.0-or-later
// Result<T>: a value or an Error. The engine's functions fail through it, never through exceptions or a bare bool.
// Thread: any (plain values).
#pragma once

#include <QByteArray>
#include <QString>

#include <utility>
#include <variant>

namespace engine {

/// What went wrong, in the domain's terms. Each protocol maps it to its own code and severity (its replycodes.h).
enum class BrokerError : quint8 {
    None,
    NotFound,           ///< no such virtual host, exchange, queue, consumer …
    AlreadyExists,      ///< a name or consumer tag is taken
    PreconditionFailed, ///< declared differently, in use, not empty, unknown delivery tag …
    AccessRefused,      ///< credentials, permissions, exclusive consumers, reserved names
    ResourceLocked,     ///< an exclusive queue of another connection
    NotAllowed,         ///< the operation makes no sense here (bind to the default exchange …)
    InvalidArgument,    ///< an argument of the wrong type or out of range
    NotImplemented,     ///< asks for something this broker does not have
    ResourceExhausted,  ///< a limit of ours was reached (memory, disk, connections, channels)
    StorageFailed,      ///< the store could not write or read
    Damaged,            ///< stored data failed its checksum
    Unavailable,        ///< the engine is stopped or stopping
    Cancelled,          ///< the caller gave up
    Internal,           ///< our own bug
    OffsetOutOfRange,   ///< a partition does not have that offset (any more)
    OutOfOrderSequence, ///< an idempotent producer's batch does not follow its last one
    ProducerFenced,     ///< a newer producer has taken over its id
    MessageTooLarge,    ///< larger than the topic takes
};

/// A failure: the code and one plain English sentence with the names in it. User text is made from it in the window.
struct Error
{
    BrokerError code = BrokerError::Internal;
    QString detail;

    bool operator==(const Error &) const = default;
};

/// Either a T or an Error. T may be void. Access the side that is there; the other asserts.
template <typename T>
class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {}
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }
    const T &value() const
    {
        Q_ASSERT(ok());
        return *std::get_if<0>(&m_state);
    }
    T &value()
    {
        Q_ASSERT(ok());
        return *std::get_if<0>(&m_state);
    }
    const Error &error() const
    {
        Q_ASSERT(!ok());
        return *std::get_if<1>(&m_state);
    }
    const T &operator*() const { return value(); }
    T &operator*() { return value(); }
    const T *operator->() const { return &value(); }
    T *operator->() { return &value(); }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error)
        : m_error(std::move(error))
        , m_failed(true)
    {}

    bool ok() const { return !m_failed; }
    explicit operator bool() const { return ok(); }
    const Error &error() const
    {
        Q_ASSERT(m_failed);
        return m_error;
    }

private:
    Error m_error{BrokerError::None, {}};
    bool m_failed = false;
};

} // namespace engine
