// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/datarows.h"

#include "ui/models/invalid.h"
#include "ui/theme/format.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <csv.h>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

using models::invalid;

namespace {

constexpr qsizetype rowsForColumns = 1000;
constexpr int deepest = 8; // of the objects whose members are columns
constexpr qsizetype mostColumns = 1000;

struct RowWords
{
    Q_DECLARE_TR_FUNCTIONS(DataRows)
};

// ---- CSV

/// What separates the names of the first line: the one of these that is there most often.
char delimiterOf(QByteArrayView content)
{
    const qsizetype end = content.indexOf('\n');
    const QByteArrayView line = end < 0 ? content : content.first(end);
    char best = ',';
    qsizetype most = 0;
    for (const char candidate : {',', ';', '\t'}) {
        if (const qsizetype count = line.count(candidate); count > most) {
            most = count;
            best = candidate;
        }
    }
    return best;
}

struct CsvTarget
{
    QList<QByteArrayList> rows;
    QByteArrayList row;
};

void takeField(void *field, size_t size, void *target)
{
    static_cast<CsvTarget *>(target)->row.append(QByteArray(static_cast<const char *>(field), qsizetype(size)));
}

void takeRow(int, void *target)
{
    auto *to = static_cast<CsvTarget *>(target);
    if (to->rows.size() <= DataRows::mostRows)
        to->rows.append(std::exchange(to->row, {}));
    else
        to->row.clear();
}

QByteArray joined(const QByteArrayList &cells, char delimiter)
{
    QByteArray line;
    for (const QByteArray &cell : cells) {
        if (&cell != &cells.first())
            line += delimiter;
        const bool isQuoted = cell.contains(delimiter) || cell.contains('"') || cell.contains('\n');
        line += isQuoted ? QByteArray('"' + QByteArray(cell).replace('"', "\"\"") + '"') : cell;
    }
    return line;
}

// ---- JSON

QString textOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    if (value.isNull() || value.isUndefined())
        return u"null"_s;
    // A document is an array or an object: what stands between its brackets is the value.
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(QByteArrayView(array).sliced(1).chopped(1));
}

/// The members of an object, and of the objects in it by their path.
void flatten(const QJsonObject &object, const QString &prefix, int depth, QHash<QString, QString> &values)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString path = prefix + it.key();
        values.insert(path, textOf(it.value()));
        if (it.value().isObject() && depth < deepest)
            flatten(it.value().toObject(), path + u'.', depth + 1, values);
    }
}

} // namespace

engine::Result<DataRows::Ptr> DataRows::load(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return invalid(RowWords::tr("%1: %2").arg(QFileInfo(path).fileName(), file.errorString()));
    if (file.size() > mostBytes)
        return invalid(RowWords::tr("A data file has at most %1.").arg(theme::formatSize(quint64(mostBytes))));
    return parse(file.readAll());
}

engine::Result<DataRows::Ptr> DataRows::parse(const QByteArray &content)
{
    const QByteArray text = content.startsWith("\xef\xbb\xbf") ? content.sliced(3) : content;
    const auto rows = std::make_shared<DataRows>();
    rows->m_isJson = text.trimmed().startsWith('{');
    const engine::Result<void> read = rows->m_isJson ? rows->readJson(text) : rows->readCsv(text);
    if (!read)
        return read.error();
    if (rows->count() == 0)
        return invalid(RowWords::tr("The data file has no rows."));
    if (rows->count() > mostRows)
        return invalid(RowWords::tr("A data file has at most %1 rows.").arg(theme::formatCount(quint64(mostRows))));
    return Ptr(rows);
}

engine::Result<void> DataRows::readCsv(const QByteArray &content)
{
    m_delimiter = delimiterOf(content);
    csv_parser parser{};
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return invalid(RowWords::tr("The data file cannot be read."));
    csv_set_delim(&parser, static_cast<unsigned char>(m_delimiter));
    CsvTarget target;
    const size_t size = size_t(content.size());
    const bool isRead = csv_parse(&parser, content.constData(), size, takeField, takeRow, &target) == size &&
                        csv_fini(&parser, takeField, takeRow, &target) == 0;
    csv_free(&parser);
    if (!isRead)
        return invalid(
            RowWords::tr("Row %1 of the data file is no CSV: a quote is out of place.").arg(target.rows.size()));
    if (target.rows.isEmpty())
        return invalid(RowWords::tr("The data file is empty."));
    for (const QByteArray &name : target.rows.takeFirst())
        m_columns << QString::fromUtf8(name).trimmed();
    m_cells = std::move(target.rows);
    return {};
}

engine::Result<void> DataRows::readJson(const QByteArray &content)
{
    for (qsizetype from = 0; from < content.size() && m_lines.size() <= mostRows;) {
        const qsizetype found = content.indexOf('\n', from);
        const qsizetype end = found < 0 ? content.size() : found;
        const QByteArray line = content.mid(from, end - from).trimmed();
        from = end + 1;
        if (line.isEmpty())
            continue;
        QJsonParseError error;
        if (!QJsonDocument::fromJson(line, &error).isObject())
            return invalid(RowWords::tr("Row %1 of the data file is no JSON object: %2")
                               .arg(m_lines.size() + 1)
                               .arg(error.errorString()));
        m_lines.append(line);
    }
    for (qsizetype i = 0; i < qMin(m_lines.size(), rowsForColumns) && m_columns.size() < mostColumns; ++i) {
        const DataRow first = row(quint64(i));
        QStringList names = first.values.keys();
        names.sort();
        for (const QString &name : names) {
            if (!m_columns.contains(name))
                m_columns << name;
        }
    }
    return {};
}

DataRow DataRows::row(quint64 index) const
{
    DataRow row;
    const qsizetype at = qsizetype(index % quint64(count()));
    row.number = at + 1;
    if (m_isJson) {
        row.text = QString::fromUtf8(m_lines.at(at));
        flatten(QJsonDocument::fromJson(m_lines.at(at)).object(), {}, 1, row.values);
        return row;
    }
    const QByteArrayList &cells = m_cells.at(at);
    row.text = QString::fromUtf8(joined(cells, m_delimiter));
    for (qsizetype i = 0; i < qMin(cells.size(), m_columns.size()); ++i)
        row.values.insert(m_columns.at(i), QString::fromUtf8(cells.at(i)));
    return row;
}

} // namespace ui::publisher
