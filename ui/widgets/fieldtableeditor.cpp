// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/fieldtableeditor.h"

#include "ui/theme/theme.h"
#include "ui/widgets/fieldtext.h"

#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr int nameLimit = 255; // bytes of a field name, AMQP 0-9-1 §4.2.5.5: a short string

char codeOf(const QComboBox &type)
{
    return char(type.currentData().toInt());
}

void mark(QWidget &widget, bool invalid)
{
    if (widget.property("invalid").toBool() == invalid)
        return;
    widget.setProperty("invalid", invalid);
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
}

} // namespace

FieldTableEditor::FieldTableEditor(const QString &what, QWidget *parent)
    : QWidget(parent)
    , m_what(what)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(4);
    addRow();
}

void FieldTableEditor::addRow()
{
    Row row{new QWidget(this), nullptr, nullptr, nullptr, nullptr, nullptr};
    auto *grid = new QGridLayout(row.widget);
    row.name = new QLineEdit(row.widget);
    row.type = new QComboBox(row.widget);
    row.value = new QLineEdit(row.widget);
    row.remove = new QToolButton(row.widget);
    row.problem = new QLabel(row.widget);
    for (const FieldType &type : fieldTypes())
        row.type->addItem(type.name, int(type.code));
    row.name->setPlaceholderText(tr("name"));
    row.name->setFont(theme::monospaceFont(font()));
    row.value->setFont(theme::monospaceFont(font()));
    row.value->setPlaceholderText(fieldTypes().first().hint);
    row.name->setAccessibleName(tr("Name of the %1").arg(m_what));
    row.type->setAccessibleName(tr("Type of the %1").arg(m_what));
    row.value->setAccessibleName(tr("Value of the %1").arg(m_what));
    row.remove->setText(u"×"_s);
    row.remove->setAutoRaise(true);
    row.remove->setToolTip(tr("Remove this %1").arg(m_what));
    row.remove->setAccessibleName(row.remove->toolTip());
    row.problem->setProperty("role", u"error"_s);
    row.problem->hide();
    complete(row);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(2);
    grid->addWidget(row.name, 0, 0);
    grid->addWidget(row.type, 0, 1);
    grid->addWidget(row.value, 0, 2);
    grid->addWidget(row.remove, 0, 3);
    grid->addWidget(row.problem, 1, 0, 1, 4);
    grid->setColumnStretch(0, 5);
    grid->setColumnStretch(2, 6);
    row.type->setFixedWidth(142);
    connect(row.name, &QLineEdit::textChanged, this, &FieldTableEditor::revalidate);
    connect(row.value, &QLineEdit::textChanged, this, &FieldTableEditor::revalidate);
    connect(row.type, &QComboBox::currentIndexChanged, this, [this, type = row.type, value = row.value] {
        value->setPlaceholderText(fieldTypes().at(type->currentIndex()).hint);
        value->setEnabled(codeOf(*type) != 'V');
        revalidate();
    });
    connect(row.remove, &QToolButton::clicked, this, [this, widget = row.widget] { removeRow(widget); });
    m_layout->addWidget(row.widget);
    m_rows.push_back(row);
    row.remove->setVisible(false);
}

void FieldTableEditor::complete(const Row &row)
{
    if (m_knownNames.isEmpty())
        return;
    auto *completer = new QCompleter(m_knownNames, row.name);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    row.name->setCompleter(completer);
}

void FieldTableEditor::setKnownNames(const QStringList &names)
{
    m_knownNames = names;
    for (const Row &row : m_rows)
        complete(row);
}

void FieldTableEditor::removeRow(QWidget *widget)
{
    const auto it =
        std::find_if(m_rows.begin(), m_rows.end(), [widget](const Row &row) { return row.widget == widget; });
    if (it == m_rows.end() || m_rows.size() == 1)
        return;
    m_rows.erase(it);
    widget->hide();
    widget->deleteLater();
    revalidate();
}

void FieldTableEditor::setTable(const engine::FieldTable &table)
{
    m_loading = true;
    while (m_rows.size() > 1)
        removeRow(m_rows.front().widget);
    for (const engine::FieldEntry &entry : table.entries) {
        const Row row = m_rows.back();
        row.type->setCurrentIndex(qMax(0, row.type->findData(int(entry.value.typeCode()))));
        row.name->setText(QString::fromUtf8(entry.name));
        row.value->setText(editableText(entry.value));
        row.value->setCursorPosition(0);
        addRow();
    }
    m_loading = false;
    revalidate();
}

engine::FieldTable FieldTableEditor::table() const
{
    engine::FieldTable table;
    for (const Row &row : m_rows) {
        if (isBlank(row) || !problemOf(row).isEmpty())
            continue;
        table.entries.append({row.name->text().toUtf8(), *parseField(codeOf(*row.type), row.value->text())});
    }
    return table;
}

QString FieldTableEditor::problem() const
{
    for (const Row &row : m_rows) {
        if (const QString text = problemOf(row); !text.isEmpty())
            return text;
    }
    return {};
}

void FieldTableEditor::setReservedNames(const QStringList &names)
{
    m_reservedNames = names;
    revalidate();
}

bool FieldTableEditor::isBlank(const Row &row) const
{
    return row.name->text().isEmpty() && row.value->text().isEmpty();
}

QString FieldTableEditor::problemOf(const Row &row) const
{
    if (isBlank(row))
        return {};
    const QString name = row.name->text();
    if (name.isEmpty())
        return tr("Give it a name.");
    if (name.toUtf8().size() > nameLimit)
        return tr("A name has at most %1 bytes.").arg(nameLimit);
    if (m_reservedNames.contains(name))
        return tr("%1 has a field of its own above.").arg(name);
    const auto same =
        std::count_if(m_rows.begin(), m_rows.end(), [&name](const Row &r) { return r.name->text() == name; });
    if (same > 1)
        return tr("%1 is there twice.").arg(name);
    const auto value = parseField(codeOf(*row.type), row.value->text());
    return value ? QString() : value.error().detail;
}

void FieldTableEditor::revalidate()
{
    if (m_loading)
        return;
    if (!isBlank(m_rows.back()))
        addRow();
    for (const Row &row : m_rows) {
        const QString text = problemOf(row);
        row.problem->setText(text);
        row.problem->setVisible(!text.isEmpty());
        mark(*row.value, !text.isEmpty() && !row.name->text().isEmpty());
        mark(*row.name, !text.isEmpty() && row.name->text().isEmpty());
        row.remove->setVisible(!isBlank(row));
    }
    Q_EMIT changed();
}

} // namespace ui::widgets
