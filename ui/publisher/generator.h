// SPDX-License-Identifier: GPL-3.0-or-later
// Generator: makes messages of a draft: placeholders expanded, forms decoded, properties read. Made once for a draft, it makes any
// number of messages, each by its number.
// Thread: any, one at a time.
#pragma once

#include "ui/publisher/datarows.h"
#include "ui/publisher/draft.h"
#include "ui/publisher/placeholders.h"

#include <engine/publishing.h>
#include <engine/result.h>

#include <QRandomGenerator>

#include <variant>

namespace ui::publisher {

/// What is published; the draft's kind says which.
using Outgoing = std::variant<engine::PublishRequest, engine::RecordRequest>;
/// Of its body, about.
qsizetype sizeOf(const Outgoing &message);

class Generator
{
public:
    static constexpr qint64 mostBodyBytes = 128 * 1024 * 1024; ///< of a message

    /// `rows`: of the draft's data file; null: it has none, or it is not loaded. `seed`: of what is random.
    Generator(const Draft &draft, DataRows::Ptr rows, quint32 seed = QRandomGenerator::global()->generate());

    /// The first thing in the draft that can never be published (a placeholder that makes no sense, base64 that is none …), as
    /// a sentence; empty: nothing. Reads no file.
    QString problem();
    /// Reads the body's file, where it is one; may take long. Once, before the first message().
    engine::Result<void> load();
    /// The index-th message, from 0. Fails where what placeholders have become makes no sense in its place.
    engine::Result<Outgoing> message(quint64 index, qint64 nowMs);

    const Draft &draft() const { return m_draft; }
    bool usesRows() const { return m_usesRows; }
    bool hasPlaceholders() const { return m_hasPlaceholders; }
    /// Of a single text of this draft, for its field: the same message's values.
    QString expanded(const QString &text, quint64 index, qint64 nowMs);

private:
    struct HeaderTemplate
    {
        Template name, value;
        HeaderText header;
    };
    Template read(const QString &text, const QString &where);
    QList<HeaderTemplate> readAll(const HeaderTexts &headers);
    Expansion expansionOf(quint64 index, qint64 nowMs, DataRow &row);
    HeaderTexts expandedHeaders(const QList<HeaderTemplate> &headers, Expansion &values) const;
    engine::Result<std::optional<QByteArray>> bytes(const Template &text, BytesForm form, const QString &where,
                                                    Expansion &values) const;
    engine::Result<engine::PublishRequest> request(Expansion &values);
    engine::Result<engine::RecordRequest> record(Expansion &values);
    engine::Result<QList<engine::RecordHeader>> recordHeaders(Expansion &values) const;

    Draft m_draft;
    DataRows::Ptr m_rows;
    QRandomGenerator m_random;
    std::optional<QByteArray> m_file; ///< the body, where it is a file
    QString m_problem;
    bool m_usesRows = false;
    bool m_hasPlaceholders = false;
    bool m_leavesBody = false; ///< while problem() looks
    Template m_target, m_routingKey, m_key, m_partition, m_timestamp, m_body;
    QMap<QString, Template> m_properties;
    QList<HeaderTemplate> m_headers;
};

/// The index-th message of a draft, with everything it needs read first; may take long. `rows`: null, they are read from its data
/// file, where it has one.
engine::Result<Outgoing> makeMessage(const Draft &draft, DataRows::Ptr rows, quint64 index);

/// The bytes that a text is in this form; a sentence where it is none. File and Null are for others to know.
engine::Result<QByteArray> bytesOf(const QString &text, BytesForm form);

} // namespace ui::publisher
