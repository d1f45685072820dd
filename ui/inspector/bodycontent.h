// SPDX-License-Identifier: GPL-3.0-or-later
// BodyContent: a body looked at in every way it can be shown, and the reason for each way it can not.
// inspectBody() takes its time with a hundred megabytes, so it runs in a worker; the result is read by the views.
// Thread: any (implicitly shared value).
#pragma once

#include "ui/inspector/jsonindex.h"
#include "ui/inspector/textlines.h"

#include <QByteArray>
#include <QImage>
#include <QString>

#include <atomic>
#include <memory>

namespace ui::inspector {

struct BodyContent
{
    enum class Kind : quint8 { Json, Text, Hex, Image };

    QByteArray body;
    QString contentType;
    Kind preferred = Kind::Hex;

    std::shared_ptr<const JsonIndex> json; ///< null: not JSON, jsonProblem says why
    QString jsonProblem;
    TextLines pretty;       ///< JSON indented; empty when it is not JSON
    bool prettyCut = false; ///< more than prettyLimit: only its beginning

    TextLines text;
    QString charset;     ///< "UTF-8", "ISO 8859-1"
    QString textNote;    ///< what to know about the text, for instance that it is a guess
    QString textProblem; ///< not empty: this is no text

    QImage image;
    QString imageProblem;

    static constexpr qsizetype prettyLimit = 8 << 20;

    bool can(Kind kind) const;
    /// Why a kind can not be shown; empty when it can.
    QString problem(Kind kind) const;
};

BodyContent inspectBody(const QByteArray &body, const QString &contentType, const QString &contentEncoding,
                        const std::atomic_bool *cancelled = nullptr);

} // namespace ui::inspector
