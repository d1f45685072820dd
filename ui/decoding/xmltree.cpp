// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decoding/xmltree.h"

#include "ui/decoding/treebuilder.h"
#include "ui/decoding/words.h"

#include <QBuffer>
#include <QHash>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>

#include <cctype>

using namespace Qt::Literals::StringLiterals;

namespace ui::decoding {

namespace {

/// QXmlStreamReader is fed so much at a time, so that it never holds a second copy of a large text.
constexpr qsizetype fedAtOnce = 1 << 20;

bool isBlank(QByteArrayView text)
{
    return text.trimmed().isEmpty();
}

/// Reads a text piece by piece. It is UTF-8 already, so a declaration of another encoding is not listened to.
class Reader
{
public:
    explicit Reader(const QByteArray &text)
        : m_text(text)
    {
        // The first piece as UTF-16 fixes the encoding.
        feed();
    }

    QXmlStreamReader::TokenType next()
    {
        QXmlStreamReader::TokenType token = xml.readNext();
        while (xml.error() == QXmlStreamReader::PrematureEndOfDocumentError && m_at < m_text.size()) {
            feed();
            token = xml.readNext();
        }
        return token;
    }

    QXmlStreamReader xml;

private:
    void feed()
    {
        qsizetype end = qMin(m_text.size(), m_at + fedAtOnce);
        while (end < m_text.size() && (uchar(m_text[end]) & 0xc0) == 0x80)
            ++end; // not within a character
        xml.addData(QString::fromUtf8(QByteArrayView(m_text).sliced(m_at, end - m_at)));
        m_at = end;
    }

    const QByteArray &m_text;
    qsizetype m_at = 0;
};

} // namespace

class XmlTree::Scan
{
public:
    Scan(const QByteArray &text, quint32 nodeLimit, const std::atomic_bool *cancelled)
        : builder(nodeLimit, cancelled)
        , m_source(text)
        , m_reader(text)
    {}

    bool run()
    {
        while (!m_reader.xml.atEnd()) {
            const auto token = m_reader.next();
            if (builder.isCancelled())
                return false;
            if (!take(token))
                return false;
        }
        if (m_reader.xml.hasError())
            return fail(m_reader.xml.errorString());
        return true;
    }

    TreeBuilder builder;
    QByteArray pool;
    Problem problem;

private:
    bool take(QXmlStreamReader::TokenType token)
    {
        QXmlStreamReader &xml = m_reader.xml;
        switch (token) {
        case QXmlStreamReader::StartElement:
            return startElement();
        case QXmlStreamReader::EndElement:
            endElement();
            return true;
        case QXmlStreamReader::Characters:
        case QXmlStreamReader::EntityReference:
            m_text += xml.text().toUtf8();
            return true;
        default:
            return true;
        }
    }

    bool startElement()
    {
        const QXmlStreamReader &xml = m_reader.xml;
        if (builder.depth() >= depthLimit)
            return fail(Words::tr("The elements are nested more than %1 deep.").arg(depthLimit));
        flushText();
        builder.open(Type::Object, pool.size(), nameOf(xml.qualifiedName()));
        for (const QXmlStreamAttribute &attribute : xml.attributes()) {
            const qsizetype key = nameOf(QString(u'@' % attribute.qualifiedName()));
            addText(attribute.value().toUtf8(), key);
        }
        return true;
    }

    void endElement()
    {
        if (builder.count() > 0) {
            flushText();
            builder.close(pool.size());
            return;
        }
        const qsizetype begin = pool.size();
        pool += m_text;
        m_text.clear();
        builder.closeAsScalar(Type::String, begin, pool.size());
    }

    void flushText()
    {
        if (builder.depth() > 0 && !isBlank(m_text))
            addText(m_text.trimmed(), nameOf(u"#text"));
        m_text.clear();
    }
    void addText(const QByteArray &text, qsizetype key)
    {
        const qsizetype begin = pool.size();
        pool += text;
        builder.addScalar(Type::String, begin, pool.size(), key);
    }

    /// The same name is kept once.
    qsizetype nameOf(QStringView name)
    {
        const QByteArray utf8 = name.toUtf8();
        const auto known = m_names.constFind(utf8);
        if (known != m_names.constEnd())
            return *known;
        const qsizetype at = pool.size();
        pool += utf8;
        pool += '\0';
        m_names.insert(utf8, at);
        return at;
    }

    bool fail(const QString &what)
    {
        problem.line = int(m_reader.xml.lineNumber());
        problem.column = int(m_reader.xml.columnNumber()) + 1;
        problem.offset = qMin(m_source.size(), qsizetype(m_reader.xml.characterOffset()));
        problem.what = what;
        return false;
    }

    const QByteArray &m_source;
    Reader m_reader;
    QByteArray m_text; ///< gathered since the last element
    QHash<QByteArray, qsizetype> m_names;
};

XmlTree XmlTree::build(const QByteArray &text, quint32 nodeLimit, const std::atomic_bool *cancelled)
{
    XmlTree tree;
    // Attributes and texts with their names take less room than in the text, but for very short ones.
    if (text.size() > longestBody / 4) {
        tree.m_problem = {longestBody / 4, 0, 0, Words::tr("The text is too long for a tree.")};
        return tree;
    }
    Scan scan(text, nodeLimit, cancelled);
    tree.m_valid = scan.run();
    tree.m_problem = scan.problem;
    tree.m_complete = tree.m_valid && scan.builder.isComplete();
    if (tree.m_complete) {
        tree.m_nodes = scan.builder.take();
        tree.m_pool = std::move(scan.pool);
        tree.m_pool.squeeze();
    }
    return tree;
}

QString XmlTree::key(quint32 index) const
{
    return QString::fromUtf8(m_pool.constData() + node(index).key);
}

QString XmlTree::scalarText(quint32 index, qsizetype limit) const
{
    if (isContainer(index))
        return {};
    const Node &value = node(index);
    const QByteArrayView text = QByteArrayView(m_pool).sliced(value.begin, value.end - value.begin);
    return QString::fromUtf8(text.first(qMin(text.size(), limit)));
}

QString XmlTree::path(quint32 index) const
{
    QStringList parts{key(index)};
    while (index != 0) {
        index = node(index).parent;
        parts.prepend(key(index));
    }
    return u'/' % parts.join(u'/');
}

bool looksLikeXml(QByteArrayView text)
{
    if (text.startsWith("\xef\xbb\xbf"))
        text = text.sliced(3);
    const QByteArrayView head = text.first(qMin(text.size(), qsizetype(256))).trimmed();
    return head.size() > 2 && head[0] == '<' &&
           (head[1] == '?' || head[1] == '!' || head[1] == '_' || isalpha(uchar(head[1])) || uchar(head[1]) >= 0x80);
}

QByteArray prettyXml(const QByteArray &text, qsizetype limit)
{
    QByteArray out;
    QBuffer buffer(&out);
    buffer.open(QIODevice::WriteOnly);
    QXmlStreamWriter writer(&buffer);
    writer.setAutoFormatting(true);
    writer.setAutoFormattingIndent(2);
    Reader reader(text);
    while (!reader.xml.atEnd() && out.size() < limit) {
        reader.next();
        if (reader.xml.hasError())
            break;
        const auto token = reader.xml.tokenType();
        const bool isUnsaid = token == QXmlStreamReader::StartDocument && reader.xml.documentVersion().isEmpty();
        if (reader.xml.isWhitespace() || isUnsaid || token == QXmlStreamReader::EndDocument)
            continue;
        writer.writeCurrentToken(reader.xml);
    }
    return out.trimmed();
}

} // namespace ui::decoding
