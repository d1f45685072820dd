// SPDX-License-Identifier: GPL-3.0-or-later
// DecodeResult<T>: what every decoder answers: Decoded{value, consumed}, NeedMore{bytes} or Malformed{fault, offset,
// what}. Partial input is normal and bad input is data: bytes of a peer never assert and never throw. Thread: any
// (plain values).
#pragma once

#include <QtGlobal>

#include <utility>

namespace engine::wire {

enum class Fault : quint8 {
    None,
    Truncated, ///< a length inside a complete unit points behind its end
    TooLarge,  ///< a size above a named limit
    TooDeep,   ///< nesting above a named limit
    BadFrameType,
    BadFrameEnd,
    BadHeader, ///< protocol, content or batch header with impossible values
    BadType,   ///< an unknown type code of a field value
    BadNull,   ///< null, or a negative length, where the format has no null
    BadUtf8,
    BadVarint,
    BadChecksum,
    BadMagic,
    BadCompression, ///< compressed bytes that their format does not allow
    UnknownMethod,  ///< class and method ids that the specification does not have
    Unsupported,    ///< well formed, but a variant that this codec does not read
    TrailingBytes,  ///< a complete unit with bytes left over
};

/// A value, and how many bytes of the input it took.
template <typename T>
struct Decoded
{
    T value;
    qsizetype consumed = 0;
};

/// The input ends inside a unit; at least this many bytes more are needed.
struct NeedMore
{
    qsizetype bytes = 1;
};

/// The input can not be what it claims. `offset` counts from the start of the input; `what` is a static English text.
struct Malformed
{
    Fault fault = Fault::None;
    qsizetype offset = 0;
    const char *what = "";
};

/// One of the three. Read the side that is there; the others are empty.
template <typename T>
class [[nodiscard]] DecodeResult
{
public:
    DecodeResult(Decoded<T> decoded)
        : m_value(std::move(decoded.value))
        , m_count(decoded.consumed)
        , m_state(State::Decoded)
    {}
    DecodeResult(NeedMore more)
        : m_count(more.bytes)
        , m_state(State::NeedMore)
    {}
    DecodeResult(Malformed error)
        : m_error(error)
        , m_state(State::Malformed)
    {}

    bool ok() const { return m_state == State::Decoded; }
    explicit operator bool() const { return ok(); }
    bool needsMore() const { return m_state == State::NeedMore; }
    bool isMalformed() const { return m_state == State::Malformed; }

    const T &value() const
    {
        Q_ASSERT(ok());
        return m_value;
    }
    T &value()
    {
        Q_ASSERT(ok());
        return m_value;
    }
    const T &operator*() const { return value(); }
    T &operator*() { return value(); }
    const T *operator->() const { return &value(); }
    T *operator->() { return &value(); }

    qsizetype consumed() const { return ok() ? m_count : 0; }
    qsizetype missing() const { return needsMore() ? m_count : 0; }
    const Malformed &error() const { return m_error; }

private:
    enum class State : quint8 { Decoded, NeedMore, Malformed };

    T m_value{};
    qsizetype m_count = 0;
    Malformed m_error;
    State m_state;
};

} // namespace engine::wire
