// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/feed/querywords.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace ui::feed {

namespace {

bool isKeyCharacter(QChar c)
{
    return c.isLetter() || c == '_'_L1 || c == '-'_L1;
}

bool isOperatorCharacter(QChar c)
{
    return c == ':'_L1 || c == '<'_L1 || c == '>'_L1 || c == '='_L1 || c == '~'_L1 || c == '!'_L1;
}

/// A value, quoted or up to the next space. Advances `at`.
QString takeValue(QStringView text, qsizetype &at, bool &closed)
{
    QString value;
    if (at < text.size() && text[at] == '"'_L1) {
        closed = false;
        for (++at; at < text.size(); ++at) {
            if (text[at] == '\\'_L1 && at + 1 < text.size()) {
                value += text[++at];
            } else if (text[at] == '"'_L1) {
                closed = true;
                ++at;
                break;
            } else {
                value += text[at];
            }
        }
        return value;
    }
    while (at < text.size() && !text[at].isSpace())
        value += text[at++];
    return value;
}

/// "body", then a path or nothing, then an operator.
bool takeBody(QStringView text, qsizetype &at, QueryWord &word)
{
    constexpr auto body = "body"_L1;
    if (!text.sliced(at).startsWith(body, Qt::CaseInsensitive))
        return false;
    const qsizetype from = at + body.size();
    qsizetype end = from;
    while (end < text.size() && !text[end].isSpace() && !isOperatorCharacter(text[end]) && text[end] != '"'_L1)
        ++end;
    const bool isPath = end == from || text[from] == '.'_L1 || text[from] == '['_L1;
    if (!isPath || end == text.size() || !isOperatorCharacter(text[end]))
        return false;
    const QStringView path = text.sliced(from, end - from);
    word.path = (path.startsWith('.'_L1) ? path.sliced(1) : path).toString();
    word.key = body;
    at = end;
    word.op = text[at++];
    if (at < text.size() && text[at] == '='_L1 && word.op != ":"_L1 && word.op != "~"_L1)
        word.op += text[at++];
    return true;
}

bool takeKey(QStringView text, qsizetype &at, QueryWord &word)
{
    qsizetype end = at;
    while (end < text.size() && isKeyCharacter(text[end]))
        ++end;
    if (end == at || end == text.size() || !u":><"_s.contains(text[end]))
        return false;
    word.key = text.sliced(at, end - at).toString().toLower();
    word.op = text[end];
    at = end + 1;
    if (word.op != ":"_L1 && at < text.size() && text[at] == '='_L1) {
        word.op += '='_L1;
        ++at;
    }
    return true;
}

/// A minus before a name or a quotation mark. Before a digit it is a number's.
bool isNegation(QStringView text, qsizetype at)
{
    return text[at] == '-'_L1 && at + 1 < text.size() && (text[at + 1].isLetter() || text[at + 1] == '"'_L1);
}

/// A text that is cut, as far as its values are whole, with what is open in it closed.
QByteArray closed(const QByteArray &json)
{
    QByteArray open, openAtComma;
    qsizetype comma = 0;
    bool isInString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (c == '"')
            isInString = !isInString;
        else if (isInString && c == '\\')
            ++i;
        else if (isInString)
            continue;
        else if (c == '{' || c == '[')
            open.prepend(c == '{' ? '}' : ']');
        else if ((c == '}' || c == ']') && !open.isEmpty())
            open.remove(0, 1);
        else if (c == ',') {
            comma = i;
            openAtComma = open;
        }
    }
    return open.isEmpty() ? json : json.first(comma) + openAtComma;
}

void addPaths(const QJsonValue &value, const QString &path, QStringList &paths, qsizetype most)
{
    constexpr int deepest = 6;
    if (paths.size() >= most || path.count(u'.') >= deepest)
        return;
    if (value.isArray()) {
        const QJsonArray items = value.toArray();
        if (!items.isEmpty())
            addPaths(items.first(), path + u"[]"_s, paths, most);
        return;
    }
    if (!value.isObject()) {
        if (!path.isEmpty() && !paths.contains(path))
            paths << path;
        return;
    }
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        const QString name = member.key();
        if (isPlainName(name))
            addPaths(member.value(), path.isEmpty() ? name : QString(path % u'.' % name), paths, most);
    }
}

} // namespace

QueryWord takeQueryWord(QStringView text, qsizetype &at)
{
    QueryWord word;
    word.at = at;
    if (isNegation(text, at)) {
        word.isNegated = true;
        ++at;
    }
    if (!takeBody(text, at, word))
        takeKey(text, at, word);
    word.value = takeValue(text, at, word.closed);
    word.length = at - word.at;
    return word;
}

QString quotedForQuery(const QString &value)
{
    const bool isPlain = !value.isEmpty() && std::none_of(value.cbegin(), value.cend(), [](QChar c) {
        return c.isSpace() || c == '"'_L1 || c == '\\'_L1;
    });
    if (isPlain)
        return value;
    QString quoted = value;
    quoted.replace('\\'_L1, "\\\\"_L1).replace('"'_L1, "\\\""_L1);
    return u'"' % quoted % u'"';
}

QString withCondition(const QString &query, const QString &key, const QString &value, bool isNegated)
{
    QStringList words;
    for (qsizetype at = 0; at < query.size();) {
        if (query[at].isSpace()) {
            ++at;
            continue;
        }
        const QueryWord word = takeQueryWord(query, at);
        // One of several wanted can be wanted only, and what is not wanted can not be wanted.
        const bool isSame = word.key == key && word.op == ":"_L1;
        if (isSame && (word.value == value || (!word.isNegated && !isNegated)))
            continue;
        words << query.sliced(word.at, word.length);
    }
    words << QString((isNegated ? u"-"_s : QString()) % key % u':' % quotedForQuery(value));
    return words.join(u' ');
}

bool isPlainName(const QString &name)
{
    return !name.isEmpty() && std::none_of(name.cbegin(), name.cend(), [](QChar c) {
        return c.isSpace() || isOperatorCharacter(c) || c == '.'_L1 || c == '['_L1 || c == ']'_L1 || c == '"'_L1;
    });
}

QString bodyCondition(const QString &path, const QString &value)
{
    // Two signs in a row would be one operator.
    const QString quoted = value.startsWith('='_L1) && quotedForQuery(value) == value ? QString(u'"' % value % u'"')
                                                                                      : quotedForQuery(value);
    return u"body"_s % path % u'=' % quoted;
}

QString withBodyCondition(const QString &query, const QString &condition)
{
    qsizetype begin = 0;
    const QueryWord wanted = takeQueryWord(condition, begin);
    QStringList words;
    for (qsizetype at = 0; at < query.size();) {
        if (query[at].isSpace()) {
            ++at;
            continue;
        }
        const QueryWord word = takeQueryWord(query, at);
        const bool isEqual = word.op == ":"_L1 || word.op == "="_L1 || word.op == "=="_L1;
        const bool isSame = word.key == wanted.key && word.path == wanted.path && isEqual;
        if (isSame && (!word.isNegated || word.value == wanted.value))
            continue;
        words << query.sliced(word.at, word.length);
    }
    words << condition;
    return words.join(u' ');
}

QStringList bodyPathsIn(const QByteArray &json, qsizetype most)
{
    const QJsonDocument document = QJsonDocument::fromJson(closed(json));
    QStringList paths;
    addPaths(document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()), {}, paths, most);
    return paths;
}

} // namespace ui::feed
