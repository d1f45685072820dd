// SPDX-License-Identifier: GPL-3.0-or-later
// The visitors behind each message's one field list: FieldDecoder, FieldEncoder and SizeFloor; FieldPrinter is in
// fieldprinter.h. A struct's `fields(self, visitor)` names its fields in wire order, with the versions that have them.
// A visitor knows the version, and whether it is flexible: lengths are then varints, one too high so that 0 is null,
// and every structure ends with tagged fields. Those that we know stand in the list as tagged(); others are read over.
// Thread: any (values on the stack).
#pragma once

#include "wire/bytereader.h"
#include "wire/bytewriter.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/limits.h"
#include "wire/kafka/primitives.h"

#include <type_traits>

namespace engine::wire::kafka {

template <typename T>
inline constexpr bool IsString = std::is_same_v<T, QByteArray>;
/// Structures have a field list; what else stands in arrays is a number or a string.
template <typename T>
inline constexpr bool IsStructure = std::is_class_v<T> && !IsString<T> && !std::is_same_v<T, Uuid>;

/// Reads over a structure's tagged fields.
void skipTaggedFields(ByteReader &reader);

/// Takes part in a walk over a field list without doing anything: the base of visitors that look for tagged fields.
class NoFields
{
public:
    template <typename... Any>
    void boolean(Any &&...)
    {}
    template <typename... Any>
    void int8(Any &&...)
    {}
    template <typename... Any>
    void int16(Any &&...)
    {}
    template <typename... Any>
    void int32(Any &&...)
    {}
    template <typename... Any>
    void int64(Any &&...)
    {}
    template <typename... Any>
    void errorCode(Any &&...)
    {}
    template <typename... Any>
    void uuid(Any &&...)
    {}
    template <typename... Any>
    void string(Any &&...)
    {}
    template <typename... Any>
    void nullableString(Any &&...)
    {}
    template <typename... Any>
    void nullableText(Any &&...)
    {}
    template <typename... Any>
    void bytes(Any &&...)
    {}
    template <typename... Any>
    void nullableBytes(Any &&...)
    {}
    template <typename... Any>
    void records(Any &&...)
    {}
    template <typename... Any>
    void array(Any &&...)
    {}
    template <typename... Any>
    void nullableArray(Any &&...)
    {}
    template <typename... Any>
    void structure(Any &&...)
    {}
    template <typename... Any>
    void tagged(Any &&...)
    {}
};

/// The fewest bytes that a structure takes: what a count is held against before memory is taken for it.
class SizeFloor
{
public:
    SizeFloor(qint16 version, bool flexible)
        : m_version(version)
        , m_flexible(flexible)
    {}

    template <typename T>
    static qsizetype of(qint16 version, bool flexible)
    {
        if constexpr (IsStructure<T>) {
            SizeFloor floor(version, flexible);
            const T element{};
            T::fields(element, floor);
            return floor.m_bytes + (flexible ? 1 : 0);
        } else if constexpr (IsString<T>) {
            return flexible ? 1 : 2;
        } else {
            return sizeof(T);
        }
    }

    void boolean(const char *, bool, Versions in = {}) { add(1, in); }
    void int8(const char *, qint8, Versions in = {}) { add(1, in); }
    void int16(const char *, qint16, Versions in = {}) { add(2, in); }
    void int32(const char *, qint32, Versions in = {}) { add(4, in); }
    void int64(const char *, qint64, Versions in = {}) { add(8, in); }
    void errorCode(const char *, ErrorCode, Versions in = {}) { add(2, in); }
    void uuid(const char *, const Uuid &, Versions in = {}) { add(16, in); }
    void string(const char *, const QByteArray &, Versions in = {}) { add(m_flexible ? 1 : 2, in); }
    void nullableString(const char *, const NullableBytes &, Versions in = {}, NullSince = {})
    {
        add(m_flexible ? 1 : 2, in);
    }
    void nullableText(const char *, const NullableBytes &, Versions in = {}) { add(m_flexible ? 1 : 2, in); }
    void bytes(const char *, const QByteArray &, Versions in = {}) { addLength(in); }
    void nullableBytes(const char *, const NullableBytes &, Versions in = {}) { addLength(in); }
    template <typename Records>
    void records(const char *, const Records &, Versions in = {})
    {
        addLength(in);
    }
    template <typename T>
    void array(const char *, const QList<T> &, Versions in = {})
    {
        addLength(in);
    }
    template <typename T>
    void nullableArray(const char *, const std::optional<QList<T>> &, Versions in = {}, NullSince = {})
    {
        addLength(in);
    }
    template <typename T>
    void structure(const char *, const T &, Versions in = {})
    {
        add(of<T>(m_version, m_flexible), in);
    }
    template <typename Field>
    void tagged(quint32, bool, Field &&, Versions = {})
    {}

private:
    void addLength(Versions in) { add(m_flexible ? 1 : 4, in); }
    void add(qsizetype bytes, Versions in) { m_bytes += in.contain(m_version) ? bytes : 0; }

    const qint16 m_version;
    const bool m_flexible;
    qsizetype m_bytes = 0;
};

class FieldDecoder
{
public:
    FieldDecoder(ByteReader &reader, qint16 version, bool flexible, qsizetype elements = 0)
        : m_reader(reader)
        , m_version(version)
        , m_flexible(flexible)
        , m_elements(elements)
    {}

    /// A whole structure, with its tagged fields where the version is flexible.
    template <typename T>
    void read(T &v)
    {
        T::fields(v, *this);
        if (m_flexible)
            readTaggedFields(v);
    }

    void boolean(const char *, bool &v, Versions in = {})
    {
        if (in.contain(m_version))
            v = m_reader.u8() != 0;
    }
    void int8(const char *, qint8 &v, Versions in = {})
    {
        if (in.contain(m_version))
            v = m_reader.i8();
    }
    void int16(const char *, qint16 &v, Versions in = {})
    {
        if (in.contain(m_version))
            v = m_reader.i16();
    }
    void int32(const char *, qint32 &v, Versions in = {})
    {
        if (in.contain(m_version))
            v = m_reader.i32();
    }
    void int64(const char *, qint64 &v, Versions in = {})
    {
        if (in.contain(m_version))
            v = m_reader.i64();
    }
    void errorCode(const char *, ErrorCode &v, Versions in = {})
    {
        if (in.contain(m_version))
            v = ErrorCode(m_reader.i16());
    }
    void uuid(const char *, Uuid &v, Versions in = {})
    {
        if (in.contain(m_version))
            element(v);
    }
    /// Names: UTF-8 is required of them, Kafka would mangle others.
    void string(const char *, QByteArray &v, Versions in = {})
    {
        if (in.contain(m_version))
            element(v);
    }
    void nullableString(const char *, NullableBytes &v, Versions in = {}, NullSince nulls = {});
    /// What only passes through us and is shown: taken as it is.
    void nullableText(const char *, NullableBytes &v, Versions in = {});
    void bytes(const char *, QByteArray &v, Versions in = {});
    void nullableBytes(const char *, NullableBytes &v, Versions in = {});
    /// Borrows the input. Null is null.
    void records(const char *, QByteArrayView &v, Versions in = {});
    void records(const char *, RecordPieces &v, Versions in = {});

    template <typename T>
    void array(const char *, QList<T> &v, Versions in = {})
    {
        if (in.contain(m_version))
            elements(v, notNull(arrayCount()));
    }
    template <typename T>
    void nullableArray(const char *, std::optional<QList<T>> &v, Versions in = {}, NullSince nulls = {})
    {
        if (!in.contain(m_version))
            return;
        const qint64 count = arrayCount();
        v.reset();
        if (count != Null || m_version < nulls.version)
            elements(v.emplace(), notNull(count));
    }
    template <typename T>
    void structure(const char *, T &v, Versions in = {})
    {
        if (in.contain(m_version))
            read(v);
    }
    /// Tagged fields come behind all others, see readTaggedFields().
    template <typename Field>
    void tagged(quint32, bool, Field &&, Versions = {})
    {}

private:
    static constexpr qint64 Null = -1;

    // Hands one tagged field's bytes to the entry of the list that has its tag.
    class TagReader : public NoFields
    {
    public:
        TagReader(FieldDecoder &decoder, quint32 tag)
            : m_decoder(decoder)
            , m_tag(tag)
        {}
        bool found() const { return m_found; }

        template <typename Field>
        void tagged(quint32 tag, bool, Field &&field, Versions in = {})
        {
            if (tag != m_tag || !in.contain(m_decoder.m_version))
                return;
            field(m_decoder);
            m_found = true;
        }

    private:
        FieldDecoder &m_decoder;
        const quint32 m_tag;
        bool m_found = false;
    };

    template <typename T>
    void readTaggedFields(T &v)
    {
        const quint32 count = m_reader.varint32();
        for (quint32 i = 0; i < count && m_reader.ok(); ++i) {
            const quint32 tag = m_reader.varint32();
            const quint32 size = m_reader.varint32();
            m_reader.nested(size, [&](ByteReader &sub) {
                FieldDecoder decoder(sub, m_version, m_flexible, m_elements);
                TagReader reader(decoder, tag);
                T::fields(v, reader);
                if (!reader.found())
                    sub.rest();
                m_elements = decoder.m_elements;
            });
        }
    }

    // Null, or a length that is in bounds: none but a bad one is negative.
    qint64 stringLength();
    qint64 bytesLength();
    qint64 arrayCount();
    qint64 compactLength() { return qint64(m_reader.varint32()) - 1; }
    // Fails on null.
    qint64 notNull(qint64 length);
    QByteArray name(qint64 length);
    // Fails when the input can not hold so many, or when the message has too many in all.
    bool admit(qint64 count, qsizetype floor);

    template <typename T>
    void elements(QList<T> &v, qint64 count)
    {
        v.clear();
        if (count == 0 || !admit(count, SizeFloor::of<T>(m_version, m_flexible)))
            return;
        v.reserve(qsizetype(count));
        for (qint64 i = 0; i < count && m_reader.ok(); ++i)
            element(v.emplace_back());
    }
    void element(qint32 &v) { v = m_reader.i32(); }
    void element(qint64 &v) { v = m_reader.i64(); }
    void element(QByteArray &v) { v = name(notNull(stringLength())); }
    void element(Uuid &v)
    {
        v.high = m_reader.u64();
        v.low = m_reader.u64();
    }
    template <typename T>
    requires IsStructure<T>
    void element(T &v) { read(v); }

    ByteReader &m_reader;
    const qint16 m_version;
    const bool m_flexible;
    qsizetype m_elements; // of all arrays so far
};

class FieldEncoder
{
public:
    FieldEncoder(ByteWriter &writer, qint16 version, bool flexible)
        : m_writer(writer)
        , m_version(version)
        , m_flexible(flexible)
    {}

    /// A whole structure, with its tagged fields where the version is flexible.
    template <typename T>
    void write(const T &v)
    {
        T::fields(v, *this);
        if (m_flexible)
            writeTaggedFields(v);
    }

    void boolean(const char *, bool v, Versions in = {})
    {
        if (in.contain(m_version))
            m_writer.u8(v ? 1 : 0);
    }
    void int8(const char *, qint8 v, Versions in = {})
    {
        if (in.contain(m_version))
            m_writer.i8(v);
    }
    void int16(const char *, qint16 v, Versions in = {})
    {
        if (in.contain(m_version))
            m_writer.i16(v);
    }
    void int32(const char *, qint32 v, Versions in = {})
    {
        if (in.contain(m_version))
            m_writer.i32(v);
    }
    void int64(const char *, qint64 v, Versions in = {})
    {
        if (in.contain(m_version))
            m_writer.i64(v);
    }
    void errorCode(const char *, ErrorCode v, Versions in = {})
    {
        if (in.contain(m_version))
            m_writer.i16(qint16(v));
    }
    void uuid(const char *, const Uuid &v, Versions in = {})
    {
        if (in.contain(m_version))
            element(v);
    }
    /// More than MaxString bytes are our own bug; what does not fit is cut off.
    void string(const char *, QByteArrayView v, Versions in = {})
    {
        if (in.contain(m_version))
            writeString(v);
    }
    void nullableString(const char *, const NullableBytes &v, Versions in = {}, NullSince nulls = {})
    {
        if (!in.contain(m_version))
            return;
        if (v || m_version < nulls.version)
            writeString(v.value_or(QByteArray()));
        else
            stringLength(Null);
    }
    void nullableText(const char *name, const NullableBytes &v, Versions in = {}) { nullableString(name, v, in); }
    void bytes(const char *, QByteArrayView v, Versions in = {})
    {
        if (in.contain(m_version))
            writeBytes(v);
    }
    void nullableBytes(const char *, const NullableBytes &v, Versions in = {})
    {
        if (!in.contain(m_version))
            return;
        if (v)
            writeBytes(*v);
        else
            length(Null);
    }
    void records(const char *, QByteArrayView v, Versions in = {})
    {
        if (!in.contain(m_version))
            return;
        if (v.isNull())
            length(Null);
        else
            writeBytes(v);
    }
    /// No pieces are no records, which is not null: old clients stumble over null.
    void records(const char *, const RecordPieces &v, Versions in = {});

    template <typename T>
    void array(const char *, const QList<T> &v, Versions in = {})
    {
        if (in.contain(m_version))
            elements(v);
    }
    template <typename T>
    void nullableArray(const char *, const std::optional<QList<T>> &v, Versions in = {}, NullSince nulls = {})
    {
        if (!in.contain(m_version))
            return;
        if (v)
            elements(*v);
        else
            length(m_version < nulls.version ? 0 : Null);
    }
    template <typename T>
    void structure(const char *, const T &v, Versions in = {})
    {
        if (in.contain(m_version))
            write(v);
    }
    /// Tagged fields come behind all others, see writeTaggedFields().
    template <typename Field>
    void tagged(quint32, bool, Field &&, Versions = {})
    {}

private:
    static constexpr qint64 Null = -1;

    class TagCounter : public NoFields
    {
    public:
        explicit TagCounter(qint16 version)
            : m_version(version)
        {}
        quint32 count() const { return m_count; }

        template <typename Field>
        void tagged(quint32, bool present, Field &&, Versions in = {})
        {
            m_count += present && in.contain(m_version) ? 1 : 0;
        }

    private:
        const qint16 m_version;
        quint32 m_count = 0;
    };

    class TagWriter : public NoFields
    {
    public:
        explicit TagWriter(FieldEncoder &encoder)
            : m_encoder(encoder)
        {}

        template <typename Field>
        void tagged(quint32 tag, bool present, Field &&field, Versions in = {})
        {
            if (!present || !in.contain(m_encoder.m_version))
                return;
            OutBuffer value;
            ByteWriter writer(value);
            FieldEncoder encoder(writer, m_encoder.m_version, m_encoder.m_flexible);
            field(encoder);
            m_encoder.m_writer.varint(tag);
            m_encoder.m_writer.varint(quint64(value.size()));
            m_encoder.m_writer.bytes(value.view());
        }

    private:
        FieldEncoder &m_encoder;
    };

    template <typename T>
    void writeTaggedFields(const T &v)
    {
        TagCounter counter(m_version);
        T::fields(v, counter);
        m_writer.varint(counter.count());
        if (counter.count() == 0)
            return;
        TagWriter writer(*this);
        T::fields(v, writer);
    }

    // The length of bytes, records and arrays, or Null.
    void length(qint64 n)
    {
        if (m_flexible)
            m_writer.varint(quint64(n + 1));
        else
            m_writer.i32(qint32(n));
    }
    void stringLength(qint64 n)
    {
        if (m_flexible)
            m_writer.varint(quint64(n + 1));
        else
            m_writer.i16(qint16(n));
    }
    void writeString(QByteArrayView v);
    void writeBytes(QByteArrayView v)
    {
        length(v.size());
        m_writer.bytes(v);
    }

    template <typename T>
    void elements(const QList<T> &v)
    {
        length(v.size());
        for (const T &one : v)
            element(one);
    }
    void element(qint32 v) { m_writer.i32(v); }
    void element(qint64 v) { m_writer.i64(v); }
    void element(const QByteArray &v) { writeString(v); }
    void element(const Uuid &v)
    {
        m_writer.u64(v.high);
        m_writer.u64(v.low);
    }
    template <typename T>
    requires IsStructure<T>
    void element(const T &v) { write(v); }

    ByteWriter &m_writer;
    const qint16 m_version;
    const bool m_flexible;
};

} // namespace engine::wire::kafka
