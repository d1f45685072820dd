// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/bodycontent.h"

#include "ui/decoding/cbortree.h"
#include "ui/decoding/charset.h"
#include "ui/decoding/jsonindex.h"
#include "ui/decoding/messagepacktree.h"
#include "ui/decoding/protobuftree.h"
#include "ui/decoding/xmltree.h"
#include "ui/theme/format.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>
#include <QPainter>
#include <QSvgRenderer>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace ui::inspector {

using decoding::DecodedText;
using decoding::Layer;
using decoding::Reading;
using decoding::ValueTree;
using Format = Reading::Format;

namespace {

/// Pictures are for recognising, not for retouching: this many pixels a side are decoded.
constexpr int longestSide = 2048;

class Inspection
{
    Q_DECLARE_TR_FUNCTIONS(BodyContent)
public:
    Inspection(const QByteArray &body, const QString &contentType, const QString &contentEncoding,
               const Reading &reading, const std::atomic_bool *cancelled)
        : m_reading(reading)
        , m_encodings(contentEncoding.split(u',', Qt::SkipEmptyParts))
        , m_cancelled(cancelled)
    {
        m_content.body = body;
        m_content.contentType = contentType;
    }

    BodyContent run()
    {
        if (m_content.body.isEmpty()) {
            fail(tr("The body is empty."));
            return std::move(m_content);
        }
        unpack();
        if (content().isEmpty() || isStillPacked()) {
            fail(m_content.layerProblem.isEmpty() ? tr("There is nothing in it.") : m_content.layerProblem);
            return std::move(m_content);
        }
        readText();
        if (!isCancelled())
            readTree();
        if (!isCancelled())
            readImage();
        prefer();
        return std::move(m_content);
    }

private:
    bool isCancelled() const { return m_cancelled && m_cancelled->load(std::memory_order_relaxed); }
    const QByteArray &content() const { return m_content.content(); }
    void fail(const QString &why) { m_content.treeProblem = m_content.textProblem = m_content.imageProblem = why; }
    bool says(QLatin1StringView type) const { return m_content.contentType.contains(type, Qt::CaseInsensitive); }

    // ---- what it is packed in

    void unpack()
    {
        if (m_reading.layers) {
            for (const Layer layer : *m_reading.layers) {
                if (!open(layer))
                    return;
            }
            if (m_reading.layers->isEmpty())
                return; // as it was sent, and nothing else
        } else {
            unpackAsSaid();
        }
        while (m_content.layerProblem.isEmpty() && m_content.layers.size() < BodyContent::layerLimit) {
            const auto layer = decoding::layerByMark(content());
            if (!layer || !open(*layer))
                break;
        }
        m_content.isEncoded = m_content.layerProblem.isEmpty() && decoding::isBase64(content());
    }

    /// The last one that is named was put on last.
    void unpackAsSaid()
    {
        for (auto name = m_encodings.crbegin(); name != m_encodings.crend(); ++name) {
            const auto layer = decoding::layerNamed(*name);
            if (layer && !open(*layer))
                return;
            const QString lower = name->trimmed().toLower();
            if (lower == "br"_L1 || lower == "compress"_L1)
                m_content.layerProblem = tr("The body is compressed (%1), which is not opened here.").arg(lower);
            else if (!layer)
                m_charset = lower; // many write the character set there: "utf-8"
        }
    }

    bool open(Layer layer)
    {
        const QByteArray packed = content();
        decoding::Opened opened = decoding::openLayer(layer, packed, BodyContent::unpackedLimit, m_cancelled);
        if (layer == Layer::Zlib && opened.problem.isSet() && opened.bytes.isEmpty()) {
            // Many leave the head and the checksum out.
            decoding::Opened raw = decoding::openLayer(Layer::Deflate, packed, BodyContent::unpackedLimit, m_cancelled);
            if (!raw.bytes.isEmpty() && !raw.problem.isSet())
                return add(Layer::Deflate, std::move(raw));
        }
        if (opened.bytes.isEmpty() && (opened.problem.isSet() || opened.isCut)) {
            m_content.layerProblem =
                opened.isCut ? tr("There is more than %1 in it.").arg(theme::formatSize(BodyContent::unpackedLimit))
                             : tr("Not %1: %2").arg(decoding::layerName(layer), opened.problem.text());
            return false;
        }
        return add(layer, std::move(opened));
    }

    bool add(Layer layer, decoding::Opened &&opened)
    {
        QString note;
        if (opened.problem.isSet())
            note = tr("%1 is damaged or cut: %2 What could be opened is shown.")
                       .arg(decoding::layerName(layer), opened.problem.text());
        else if (opened.isCut)
            note = tr("Only the first %1 in it are opened.").arg(theme::formatSize(BodyContent::unpackedLimit));
        m_content.layers.append({layer, std::move(opened.bytes), note});
        return true;
    }

    /// What it is said to be packed in could not be opened, and as it is it would be nothing but noise.
    bool isStillPacked() const
    {
        return !m_content.layerProblem.isEmpty() &&
               (m_reading.layers || decoding::layerByMark(content()) || !m_content.body.isValidUtf8());
    }

    // ---- text

    void readText()
    {
        const QString said = decoding::charsetOf(m_content.contentType);
        m_text = decoding::decodeText(content(), said.isEmpty() ? m_charset : said, m_reading.charset);
        if (!m_text.isText()) {
            m_content.textProblem = m_text.problem;
            return;
        }
        m_content.charset = m_text.charset;
        m_content.text = TextLines::of(m_text.utf8);
        if (m_text.how == DecodedText::How::Guessed)
            m_content.textNote = tr("Not valid UTF-8; shown as %1, which is a guess.").arg(m_text.charset);
        if (m_text.hasFaults)
            m_content.textNote = tr("Some bytes are no characters of %1.").arg(m_text.charset);
    }

    // ---- values

    void readTree()
    {
        const Format format = m_reading.format;
        if (format == Format::Text) {
            m_content.treeProblem = tr("The body is read as text. The menu “Read as” says so.");
            return;
        }
        if (format != Format::Automatic)
            return readAs(format);
        if (says("cbor"_L1))
            return readAs(Format::Cbor);
        if (says("msgpack"_L1) || says("messagepack"_L1))
            return readAs(Format::MessagePack);
        if (says("protobuf"_L1) || says("proto"_L1))
            return readAs(Format::Protobuf);
        if (!isSurelyText() && guessBinary())
            return;
        if (m_text.isText())
            readAs(says("xml"_L1) || (decoding::looksLikeXml(m_text.utf8) && !says("json"_L1)) ? Format::Xml
                                                                                               : Format::Json);
    }

    /// Control characters are allowed in UTF-8, but they do not stand in texts.
    bool isSurelyText() const
    {
        if (!m_text.isText() || m_text.how == DecodedText::How::Guessed)
            return false;
        return std::none_of(m_text.utf8.cbegin(), m_text.utf8.cend(), [](char c) {
            return uchar(c) < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\x1b';
        });
    }

    /// What fills the bytes to the end and has names or items is not that by chance.
    bool guessBinary()
    {
        m_content.isGuess = true;
        QStringList why;
        for (const Format format : {Format::MessagePack, Format::Cbor}) {
            const auto tree = build(format);
            if (tree->isComplete() && tree->nodeCount() > 2 && tree->isContainer(0)) {
                m_content.isGuess = !(format == Format::Cbor && decoding::saysCbor(content()));
                take(format, tree);
                return true;
            }
            why << tr("%1: %2").arg(decoding::formatName(format), whyNot(*tree));
        }
        if (decoding::ProtobufTree::isLikely(content())) {
            readAs(Format::Protobuf);
            return true;
        }
        m_content.isGuess = false;
        if (m_text.isText())
            return false;
        why << tr("%1: %2").arg(decoding::formatName(Format::Protobuf), whyNot(*build(Format::Protobuf)));
        m_content.treeProblem = tr("Neither text nor one of the binary formats.") % u"\n"_s % why.join(u'\n');
        return true;
    }
    static QString whyNot(const ValueTree &tree)
    {
        return tree.problem().isSet() ? tree.problem().text() : tr("a single value, which it may be by chance.");
    }

    std::shared_ptr<const ValueTree> build(Format format) const
    {
        constexpr quint32 most = ValueTree::defaultNodeLimit;
        const auto made = [](auto &&tree) -> std::shared_ptr<const ValueTree> {
            return std::make_shared<std::remove_cvref_t<decltype(tree)>>(std::move(tree));
        };
        switch (format) {
        case Format::Xml:
            return made(decoding::XmlTree::build(m_text.utf8, most, m_cancelled));
        case Format::Cbor:
            return made(decoding::CborTree::build(content(), most, m_cancelled));
        case Format::MessagePack:
            return made(decoding::MessagePackTree::build(content(), most, m_cancelled));
        case Format::Protobuf:
            return made(decoding::ProtobufTree::build(content(), most, m_cancelled));
        default:
            return made(decoding::JsonIndex::build(m_text.utf8, most, m_cancelled));
        }
    }

    void readAs(Format format)
    {
        const bool isText = format == Format::Json || format == Format::Xml;
        if (isText && !m_text.isText()) {
            m_content.format = format;
            m_content.treeProblem = tr("Not %1, which is text: %2").arg(decoding::formatName(format), m_text.problem);
            return;
        }
        take(format, build(format));
    }

    void take(Format format, const std::shared_ptr<const ValueTree> &tree)
    {
        m_content.format = format;
        const QString name = decoding::formatName(format);
        if (!tree->isValid()) {
            m_content.treeProblem = tr("Not %1: %2").arg(name, tree->problem().text());
            return;
        }
        if (tree->isComplete())
            m_content.tree = tree;
        else
            m_content.treeProblem = tr("Valid %1, but more than %2 values: too many for a tree.")
                                        .arg(name, theme::formatCount(ValueTree::defaultNodeLimit));
        if (format == Format::Json || format == Format::Xml)
            indent(format);
    }

    void indent(Format format)
    {
        constexpr qsizetype most = BodyContent::prettyLimit;
        m_content.syntax = format == Format::Json ? Syntax::Json : Syntax::Xml;
        const QByteArray pretty =
            format == Format::Json ? decoding::prettyJson(m_text.utf8, most) : decoding::prettyXml(m_text.utf8, most);
        m_content.prettyCut = pretty.size() >= most;
        m_content.pretty = TextLines::of(pretty);
    }

    // ---- pictures

    void readImage()
    {
        if (looksLikeSvg()) {
            readSvg();
            return;
        }
        QBuffer buffer;
        buffer.setData(content());
        buffer.open(QIODevice::ReadOnly);
        QImageReader reader(&buffer);
        reader.setAutoTransform(true);
        if (!reader.canRead()) {
            m_content.imageProblem = tr("Not a picture in a known format (PNG, JPEG, GIF, SVG …).");
            m_content.isMeantAsPicture = m_content.contentType.startsWith("image/"_L1, Qt::CaseInsensitive);
            return;
        }
        m_content.isMeantAsPicture = true;
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
        const QByteArray head = content().first(qMin(content().size(), qsizetype(1024)));
        return head.trimmed().startsWith('<') && head.contains("<svg");
    }

    void readSvg()
    {
        m_content.isMeantAsPicture = true;
        QSvgRenderer renderer;
        if (content().size() > (4 << 20) || !renderer.load(content())) {
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
        // A number or a word alone is valid JSON too; only a structure, or the sender's or user's word for it, makes it JSON.
        const bool isSaid = says("json"_L1) || m_reading.format != Format::Automatic;
        if (m_reading.format == Format::Text && m_content.textProblem.isEmpty())
            m_content.preferred = BodyContent::Kind::Text;
        else if (!m_content.image.isNull() && m_reading.format == Format::Automatic)
            m_content.preferred = BodyContent::Kind::Image;
        else if ((m_content.tree && (isSaid || m_content.tree->isContainer(0) || m_content.format != Format::Json)) ||
                 m_reading.format > Format::Automatic)
            m_content.preferred = BodyContent::Kind::Tree;
        else if (m_content.textProblem.isEmpty())
            m_content.preferred = BodyContent::Kind::Text;
    }

    BodyContent m_content;
    const Reading m_reading;
    const QStringList m_encodings;
    QString m_charset; ///< as content-encoding says it
    DecodedText m_text;
    const std::atomic_bool *m_cancelled;
};

} // namespace

bool BodyContent::can(Kind kind) const
{
    switch (kind) {
    case Kind::Tree:
        return tree != nullptr;
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
    case Kind::Tree:
        return tree ? QString() : treeProblem;
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
                        const Reading &reading, const std::atomic_bool *cancelled)
{
    return Inspection(body, contentType, contentEncoding, reading, cancelled).run();
}

} // namespace ui::inspector
