// SPDX-License-Identifier: GPL-3.0-or-later
// Draft: all that is written in a publisher, as it is written: placeholders unexpanded, bytes in the form they were entered in. What
// the library keeps, the history remembers, and a tab comes back with.
// Thread: any (values).
#pragma once

#include "ui/publisher/propertytexts.h"

#include <engine/publishing.h>
#include <engine/snapshots.h>

#include <QJsonObject>

#include <memory>
#include <variant>

namespace ui::publisher {

enum class TargetKind : quint8 { Exchange, Queue, Topic };

/// How bytes are written.
enum class BytesForm : quint8 {
    Text, ///< as UTF-8
    Hex,
    Base64,
    File, ///< the text is a path; the bytes are read when they are published, placeholders in them are left alone
    Null, ///< Kafka's null, whatever the text
};

/// The path of a large body that the window keeps itself (keptbodies.h), for as long as somebody holds it.
using KeptBody = std::shared_ptr<const QString>;

struct Draft
{
    TargetKind kind = TargetKind::Exchange;
    QString virtualHost = QStringLiteral("/");
    QString target;     ///< the exchange, queue or topic
    QString routingKey; ///< to an exchange

    // To a topic.
    BytesForm keyForm = BytesForm::Text; ///< an empty text is null, as with Null
    QString key;
    QString partition; ///< empty: by the key
    QString timestamp; ///< of the record
    HeaderTexts recordHeaders;

    // To an exchange or queue.
    PropertyTexts properties{{QStringLiteral("delivery_mode"), QStringLiteral("2")}};
    HeaderTexts headers;

    BytesForm bodyForm = BytesForm::Text; ///< Null: a tombstone
    QString body;
    KeptBody keptBody; ///< where the body is a file of the window's own; null otherwise
    QString dataFile;  ///< rows for the placeholders; empty: none

    bool operator==(const Draft &) const = default;
};

/// "orders · eu.new", "orders.eu", "clicks": where it goes, for lists and tabs.
QString targetText(const Draft &draft);

/// Another message once more: the same bytes, and nothing in it is taken for a placeholder. A record of a topic goes to a topic.
Draft draftOf(const engine::MessageDetails &details);
/// The bytes as they are best written: text where it is text, else base64.
void setBody(Draft &draft, const QByteArray &body);

QJsonObject toJson(const Draft &draft);
/// What is missing or makes no sense is as in an empty draft.
Draft draftFromJson(const QJsonObject &json);

} // namespace ui::publisher
