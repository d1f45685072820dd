// SPDX-License-Identifier: GPL-3.0-or-later
// BodyContent: a body looked at in every way it can be shown, and the reason for each way it can not. What it is packed in is
// opened first. inspectBody() takes its time with a hundred megabytes, so it runs in a worker; the result is read by the views.
// Thread: any (implicitly shared value).
#pragma once

#include "ui/decoding/reading.h"
#include "ui/decoding/valuetree.h"
#include "ui/inspector/jsonhighlighter.h"
#include "ui/inspector/textlines.h"

#include <QByteArray>
#include <QImage>
#include <QString>

#include <atomic>
#include <memory>

namespace ui::inspector {

struct BodyContent
{
    enum class Kind : quint8 { Tree, Text, Hex, Image };

    /// Something the body was packed in, and what was in it.
    struct Unpacked
    {
        decoding::Layer layer = decoding::Layer::Gzip;
        QByteArray bytes;
        QString note; ///< what is to be known: it is damaged, or more than is opened; empty: nothing
    };

    QByteArray body;        ///< as it was sent
    QList<Unpacked> layers; ///< from outside to inside
    QString layerProblem;   ///< it is said, or looks, to be packed, and can not be opened: why
    QString contentType;
    Kind preferred = Kind::Hex;
    bool isEncoded = false; ///< it may be base64, which nothing says

    using Format = decoding::Reading::Format;
    Format format = Format::Automatic;               ///< of the tree, or what it is not; Automatic: not known
    bool isGuess = false;                            ///< nothing but the bytes themselves says so
    std::shared_ptr<const decoding::ValueTree> tree; ///< null: none, treeProblem says why
    QString treeProblem;
    Syntax syntax = Syntax::None;
    TextLines pretty;       ///< indented; empty when it is neither JSON nor XML
    bool prettyCut = false; ///< more than prettyLimit: only its beginning

    TextLines text;
    QString charset;     ///< "UTF-8", "windows-1252"
    QString textNote;    ///< what to know about the text, for instance that it is a guess
    QString textProblem; ///< not empty: this is no text

    QImage image;
    QString imageProblem;
    bool isMeantAsPicture = false; ///< by its content type or its first bytes, decoded or not

    static constexpr qsizetype prettyLimit = 8 << 20;
    /// No more than this is unpacked of a body.
    static constexpr qsizetype unpackedLimit = 128 << 20;
    static constexpr int layerLimit = 4;

    /// What is inside of everything.
    const QByteArray &content() const { return layers.isEmpty() ? body : layers.last().bytes; }
    bool can(Kind kind) const;
    /// Why a kind can not be shown; empty when it can.
    QString problem(Kind kind) const;
};

BodyContent inspectBody(const QByteArray &body, const QString &contentType, const QString &contentEncoding,
                        const decoding::Reading &reading = {}, const std::atomic_bool *cancelled = nullptr);

} // namespace ui::inspector
