// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/bodytext.h"

#include "ui/decoding/jsonindex.h"

#include <QXmlStreamReader>
#include <QXmlStreamWriter>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

namespace {

constexpr qsizetype formatLimit = 64 << 20;

// What stands for a placeholder while the text around it is formatted: characters for private use, a number between them.
constexpr QChar markBegin(0xe000), markEnd(0xe001);

QString withMarks(const Template &body)
{
    QString out;
    qsizetype at = 0;
    int number = 0;
    for (const Template::Span &span : body.spans()) {
        out += QStringView(body.text()).sliced(at, span.position - at);
        out += markBegin + QString::number(number++) + markEnd;
        at = span.position + span.length;
    }
    return out + QStringView(body.text()).sliced(at);
}

QString withoutMarks(const QString &text, const Template &body)
{
    const QList<Template::Span> spans = body.spans();
    QString out;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = text.at(at) == markBegin ? text.indexOf(markEnd, at) : -1;
        bool ok = false;
        const int number = end < 0 ? 0 : QStringView(text).sliced(at + 1, end - at - 1).toInt(&ok);
        if (!ok || number >= spans.size()) {
            out += text.at(at++);
            continue;
        }
        const Template::Span &span = spans.at(number);
        out += QStringView(body.text()).sliced(span.position, span.length);
        at = end + 1;
    }
    return out;
}

std::optional<std::pair<qsizetype, QString>> jsonProblem(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    const auto json = decoding::JsonIndex::build(bytes, 1);
    if (json.isValid())
        return std::nullopt;
    const decoding::Problem &problem = json.problem();
    const qsizetype offset = qBound<qsizetype>(0, problem.offset, bytes.size());
    return std::pair(QString::fromUtf8(bytes.first(offset)).size(), problem.what);
}

std::optional<std::pair<qsizetype, QString>> xmlProblem(const QString &text)
{
    QXmlStreamReader reader(text);
    while (!reader.atEnd())
        reader.readNext();
    if (!reader.hasError())
        return std::nullopt;
    const QString what = reader.errorString();
    return std::pair(qsizetype(reader.characterOffset()), what.endsWith(u'.') ? what : what + u'.');
}

QString minifiedJson(const QString &text)
{
    QString out;
    out.reserve(text.size());
    bool isString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (isString && c == u'\\' && i + 1 < text.size()) {
            out += c;
            out += text.at(++i);
            continue;
        }
        if (c == u'"')
            isString = !isString;
        if (isString || !(c == u' ' || c == u'\n' || c == u'\r' || c == u'\t'))
            out += c;
    }
    return out;
}

/// Null: it is not well-formed.
QString rewrittenXml(const QString &text, bool indent)
{
    QXmlStreamReader reader(text);
    QString out;
    QXmlStreamWriter writer(&out);
    writer.setAutoFormatting(indent);
    writer.setAutoFormattingIndent(2);
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.hasError())
            return {};
        const bool hasNoDeclaration = reader.isStartDocument() && reader.documentVersion().isEmpty();
        if (reader.tokenType() != QXmlStreamReader::Invalid && !reader.isWhitespace() && !hasNoDeclaration)
            writer.writeCurrentToken(reader);
    }
    return out.trimmed();
}

QString xmlOr(const QString &text, bool indent)
{
    const QString rewritten = rewrittenXml(text, indent);
    return rewritten.isNull() ? text : rewritten;
}

} // namespace

TextLanguage languageOf(const QString &text, const QString &contentType)
{
    if (contentType.contains("json"_L1, Qt::CaseInsensitive))
        return TextLanguage::Json;
    if (contentType.contains("xml"_L1, Qt::CaseInsensitive))
        return TextLanguage::Xml;
    const QStringView start = QStringView(text).first(qMin<qsizetype>(text.size(), 64)).trimmed();
    if (start.startsWith(u'<') && !contentType.contains("html"_L1))
        return TextLanguage::Xml;
    const bool isPlaceholder = start.startsWith(u"{{") && !start.startsWith(u"{{{");
    const bool looksJson = (start.startsWith(u'{') && !isPlaceholder) || start.startsWith(u'[');
    return looksJson ? TextLanguage::Json : TextLanguage::Plain;
}

std::optional<BodyProblem> findProblem(const Template &body, TextLanguage language, Expansion &values)
{
    if (language == TextLanguage::Plain)
        return std::nullopt;
    SourceMap map;
    const QString text = body.expand(values, &map);
    const auto found = language == TextLanguage::Json ? jsonProblem(text) : xmlProblem(text);
    if (!found)
        return std::nullopt;
    BodyProblem problem;
    problem.position = qMin(map.toTemplate(found->first), body.text().size());
    const QStringView before = QStringView(body.text()).first(problem.position);
    problem.line = int(before.count(u'\n'));
    problem.column = int(problem.position - (before.lastIndexOf(u'\n') + 1));
    problem.text = found->second;
    return problem;
}

QString indented(const Template &body, TextLanguage language)
{
    const QString marked = withMarks(body);
    if (language == TextLanguage::Json)
        return withoutMarks(QString::fromUtf8(decoding::prettyJson(marked.toUtf8(), formatLimit)), body);
    return language == TextLanguage::Xml ? withoutMarks(xmlOr(marked, true), body) : body.text();
}

QString minified(const Template &body, TextLanguage language)
{
    const QString marked = withMarks(body);
    if (language == TextLanguage::Json)
        return withoutMarks(minifiedJson(marked), body);
    return language == TextLanguage::Xml ? withoutMarks(xmlOr(marked, false), body) : body.text();
}

} // namespace ui::publisher
