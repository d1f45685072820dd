// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/bodycontent.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>
#include <QPainter>
#include <QStringDecoder>
#include <QSvgRenderer>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace ui::inspector {

namespace {

/// Pictures are for recognising, not for retouching: this many pixels a side are decoded.
constexpr int longestSide = 2048;

class Inspection
{
    Q_DECLARE_TR_FUNCTIONS(BodyContent)
public:
    Inspection(const QByteArray &body, const QString &contentType, const QString &contentEncoding,
               const std::atomic_bool *cancelled)
        : m_encoding(contentEncoding.trimmed().toLower())
        , m_cancelled(cancelled)
    {
        m_content.body = body;
        m_content.contentType = contentType;
    }

    BodyContent run()
    {
        if (m_content.body.isEmpty()) {
            const QString empty = tr("The body is empty.");
            m_content.jsonProblem = m_content.textProblem = m_content.imageProblem = empty;
            return m_content;
        }
        if (isCompressed()) {
            const QString why = tr("The body is compressed (%1).").arg(m_encoding);
            m_content.jsonProblem = m_content.textProblem = m_content.imageProblem = why;
            return m_content;
        }
        readText();
        if (!isCancelled())
            readJson();
        if (!isCancelled())
            readImage();
        prefer();
        return m_content;
    }

private:
    bool isCancelled() const { return m_cancelled && m_cancelled->load(std::memory_order_relaxed); }

    bool isCompressed() const
    {
        static const QStringList known{u"gzip"_s, u"x-gzip"_s, u"deflate"_s, u"compress"_s,
                                       u"br"_s,   u"zstd"_s,   u"lz4"_s,     u"snappy"_s};
        return known.contains(m_encoding) || m_content.body.startsWith("\x1f\x8b\x08");
    }

    void readText()
    {
        const QByteArray &body = m_content.body;
        if (body.isValidUtf8()) {
            if (body.contains('\0')) {
                m_content.textProblem = tr("The body has zero bytes, so it is not text.");
                return;
            }
            m_content.charset = u"UTF-8"_s;
            m_content.text = TextLines::of(body);
            return;
        }
        const auto isControl = [](char c) {
            return uchar(c) < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\x1b';
        };
        const auto controls = std::count_if(body.cbegin(), body.cend(), isControl);
        if (controls * 50 > body.size()) {
            m_content.textProblem =
                tr("The body is binary: it is not UTF-8, and every fiftieth byte or more is a control character.");
            return;
        }
        m_content.charset = u"ISO 8859-1"_s;
        m_content.textNote = tr("Not valid UTF-8; shown as ISO 8859-1 (Latin-1).");
        m_content.text = TextLines::of(QString::fromLatin1(body).toUtf8());
    }

    void readJson()
    {
        if (m_content.charset != u"UTF-8"_s) {
            m_content.jsonProblem = tr("Not JSON: JSON is UTF-8 text, and this is not.");
            return;
        }
        auto json =
            std::make_shared<JsonIndex>(JsonIndex::build(m_content.body, JsonIndex::defaultNodeLimit, m_cancelled));
        if (!json->isValid()) {
            const JsonProblem &p = json->problem();
            m_content.jsonProblem =
                tr("Not JSON: line %1, column %2: %3").arg(QString::number(p.line), QString::number(p.column), p.what);
            return;
        }
        if (!json->isComplete())
            m_content.jsonProblem = tr("Valid JSON, but more than %1 values: too many for a tree. The text shows it.")
                                        .arg(JsonIndex::defaultNodeLimit);
        const QByteArray pretty = prettyJson(m_content.body, BodyContent::prettyLimit);
        m_content.prettyCut = pretty.size() >= BodyContent::prettyLimit;
        m_content.pretty = TextLines::of(pretty);
        if (json->isComplete())
            m_content.json = std::move(json);
    }

    void readImage()
    {
        if (looksLikeSvg()) {
            readSvg();
            return;
        }
        QBuffer buffer(&m_content.body);
        QImageReader reader(&buffer);
        reader.setAutoTransform(true);
        if (!reader.canRead()) {
            m_content.imageProblem = tr("Not a picture in a known format (PNG, JPEG, GIF, SVG …).");
            return;
        }
        const QSize size = reader.size();
        if (size.width() > longestSide || size.height() > longestSide)
            reader.setScaledSize(size.scaled(longestSide, longestSide, Qt::KeepAspectRatio));
        m_content.image = reader.read();
        if (m_content.image.isNull())
            m_content.imageProblem = tr("The picture does not decode: %1.").arg(reader.errorString());
        else
            m_content.image.setText(u"size"_s, tr("%1 × %2 pixels, %3")
                                                   .arg(QString::number(size.width()), QString::number(size.height()),
                                                        QString::fromLatin1(reader.format()).toUpper()));
    }

    bool looksLikeSvg() const
    {
        if (m_content.contentType.startsWith("image/svg"_L1, Qt::CaseInsensitive))
            return true;
        const QByteArray head = m_content.body.first(qMin(m_content.body.size(), qsizetype(1024)));
        return head.trimmed().startsWith('<') && head.contains("<svg");
    }

    void readSvg()
    {
        QSvgRenderer renderer;
        if (m_content.body.size() > (4 << 20) || !renderer.load(m_content.body)) {
            m_content.imageProblem = tr("The SVG drawing does not decode.");
            return;
        }
        QSize size = renderer.defaultSize();
        if (size.isEmpty())
            size = QSize(256, 256);
        const QSize drawn = size.scaled(QSize(1024, 1024), Qt::KeepAspectRatio);
        QImage image(drawn, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        renderer.render(&painter);
        painter.end();
        image.setText(u"size"_s, tr("%1 × %2, SVG").arg(size.width()).arg(size.height()));
        m_content.image = image;
    }

    void prefer()
    {
        // A number or a word alone is valid JSON too; only a structure, or the sender's word for it, makes it JSON.
        const bool saysJson = m_content.contentType.contains("json"_L1, Qt::CaseInsensitive);
        if (!m_content.image.isNull())
            m_content.preferred = BodyContent::Kind::Image;
        else if (m_content.json && (saysJson || m_content.json->isContainer(0)))
            m_content.preferred = BodyContent::Kind::Json;
        else if (m_content.textProblem.isEmpty())
            m_content.preferred = BodyContent::Kind::Text;
    }

    BodyContent m_content;
    QString m_encoding;
    const std::atomic_bool *m_cancelled;
};

} // namespace

bool BodyContent::can(Kind kind) const
{
    switch (kind) {
    case Kind::Json:
        return json != nullptr;
    case Kind::Text:
        return textProblem.isEmpty();
    case Kind::Hex:
        return true;
    case Kind::Image:
        return !image.isNull();
    }
    return false;
}

QString BodyContent::problem(Kind kind) const
{
    switch (kind) {
    case Kind::Json:
        return json ? QString() : jsonProblem;
    case Kind::Text:
        return textProblem;
    case Kind::Hex:
        return {};
    case Kind::Image:
        return image.isNull() ? imageProblem : QString();
    }
    return {};
}

BodyContent inspectBody(const QByteArray &body, const QString &contentType, const QString &contentEncoding,
                        const std::atomic_bool *cancelled)
{
    return Inspection(body, contentType, contentEncoding, cancelled).run();
}

} // namespace ui::inspector
