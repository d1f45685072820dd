// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/fieldtableeditor.h"

#include "ui/theme/theme.h"
#include "ui/widgets/fieldtext.h"

#include <QComboBox>
#include <QCompleter>
#include <QFocusEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr int typeWidth = 142, compactTypeWidth = 100;
constexpr int spacing = 6;
constexpr int frameWidth = 24; // of a line edit, around its text
constexpr int leastInput = 72; // some letters of a value
constexpr int nameShare = 5, valueShare = 6;
constexpr int nameLimit = 255; // bytes of a field name, AMQP 0-9-1 §4.2.5.5: a short string

char codeOf(const QComboBox &type)
{
    return char(type.currentData().toInt());
}

QString hintOf(char code)
{
    for (const FieldType &type : fieldTypes()) {
        if (type.code == code)
            return type.hint;
    }
    return {};
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
    setFocusPolicy(Qt::ClickFocus); // a label's key leads here, the Tab key to the rows themselves
    addRow();
}

void FieldTableEditor::addRow()
{
    Row row{new QWidget(this), nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};
    auto *grid = row.grid = new QGridLayout(row.widget);
    row.name = new QLineEdit(row.widget);
    row.type = new QComboBox(row.widget);
    row.value = new QLineEdit(row.widget);
    row.remove = new QToolButton(row.widget);
    row.problem = new QLabel(row.widget);
    fillTypes(*row.type);
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
    QSizePolicy kept = row.remove->sizePolicy();
    kept.setRetainSizeWhenHidden(true); // the columns of all rows are the same
    row.remove->setSizePolicy(kept);
    row.problem->setProperty("role", u"error"_s);
    row.problem->hide();
    complete(row);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(spacing);
    grid->setVerticalSpacing(2);
    grid->addWidget(row.name, 0, 0);
    grid->addWidget(row.type, 0, 1);
    grid->addWidget(row.value, 0, 2);
    grid->addWidget(row.remove, 0, 3);
    grid->addWidget(row.problem, 1, 0, 1, 4);
    grid->setColumnStretch(0, nameShare);
    grid->setColumnStretch(2, valueShare);
    row.type->setFixedWidth(typeWidth);
    if (m_isCompact)
        makeCompact(row);
    connect(row.name, &QLineEdit::textChanged, this, &FieldTableEditor::revalidate);
    connect(row.value, &QLineEdit::textChanged, this, &FieldTableEditor::revalidate);
    connect(row.name, &QLineEdit::editingFinished, row.name, [name = row.name] {
        if (!name->hasFocus())
            name->setCursorPosition(0); // what is cut is the end of it
    });
    connect(row.type, &QComboBox::currentIndexChanged, this, [this, type = row.type, value = row.value] {
        value->setPlaceholderText(hintOf(codeOf(*type)));
        value->setEnabled(codeOf(*type) != 'V');
        revalidate();
    });
    connect(row.remove, &QToolButton::clicked, this, [this, widget = row.widget] { removeRow(widget); });
    m_layout->addWidget(row.widget);
    m_rows.push_back(row);
    row.remove->setVisible(false);
}

void FieldTableEditor::fillTypes(QComboBox &box) const
{
    for (const FieldType &type : fieldTypes()) {
        if (m_types.isEmpty() || m_types.contains(type.code))
            box.addItem(type.name, int(type.code));
    }
}

void FieldTableEditor::setTypes(const QByteArray &codes)
{
    m_types = codes;
    for (const Row &row : m_rows) {
        const QSignalBlocker quiet(row.type);
        row.type->clear();
        fillTypes(*row.type);
    }
    revalidate();
}

void FieldTableEditor::setCompact()
{
    m_isCompact = true;
    for (const Row &row : m_rows)
        makeCompact(row);
    shareRoom();
}

// Their own wishes count for nothing: the room is shared out.
void FieldTableEditor::makeCompact(const Row &row)
{
    row.type->setFixedWidth(compactTypeWidth);
    for (QLineEdit *edit : {row.name, row.value}) {
        edit->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        edit->setMinimumWidth(leastInput / 2);
    }
    row.problem->setWordWrap(true);
}

/// As wide as the longest name needs, the same in all rows, but for the room of a short value. A name that is cut all the same is
/// whole in its tool tip.
void FieldTableEditor::shareRoom()
{
    if (!m_isCompact)
        return;
    const int room = width() - compactTypeWidth - m_rows.front().remove->sizeHint().width() - 3 * spacing;
    const auto widthOf = [](const QLineEdit &edit) {
        return edit.fontMetrics().horizontalAdvance(edit.text()) + frameWidth;
    };
    int longest = 0;
    for (const Row &row : m_rows)
        longest = qMax(longest, widthOf(*row.name));
    const int share = room * nameShare / (nameShare + valueShare);
    const int names = qMax(qMin(longest, room - leastInput), share);
    if (names <= 0)
        return;
    for (const Row &row : m_rows) {
        if (row.grid->columnStretch(0) != names || row.grid->columnStretch(2) != room - names) {
            row.grid->setColumnStretch(0, names);
            row.grid->setColumnStretch(2, room - names);
        }
        row.name->setToolTip(widthOf(*row.name) > names ? row.name->text() : QString());
    }
}

/// A proxy would have to follow the rows as they come and go.
void FieldTableEditor::focusInEvent(QFocusEvent *event)
{
    m_rows.front().name->setFocus(event->reason());
}

void FieldTableEditor::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    shareRoom();
}

void FieldTableEditor::setAllowsRepeats(bool allows)
{
    m_allowsRepeats = allows;
    revalidate();
}

void FieldTableEditor::setExpander(std::function<engine::Result<QString>(const QString &)> expand)
{
    m_expand = std::move(expand);
    revalidate();
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
    QList<Text> texts;
    for (const engine::FieldEntry &entry : table.entries)
        texts.append({QString::fromUtf8(entry.name), entry.value.typeCode(), editableText(entry.value)});
    setTexts(texts);
}

void FieldTableEditor::setTexts(const QList<Text> &texts)
{
    m_loading = true;
    while (m_rows.size() > 1)
        removeRow(m_rows.front().widget);
    for (const Text &text : texts) {
        const Row row = m_rows.back();
        row.type->setCurrentIndex(qMax(0, row.type->findData(int(text.type))));
        row.name->setText(text.name);
        row.name->setCursorPosition(0);
        row.value->setText(text.value);
        row.value->setCursorPosition(0);
        addRow();
    }
    m_loading = false;
    revalidate();
}

QList<FieldTableEditor::Text> FieldTableEditor::texts() const
{
    QList<Text> texts;
    for (const Row &row : m_rows) {
        if (!isBlank(row))
            texts.append({row.name->text(), codeOf(*row.type), row.value->text()});
    }
    return texts;
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
    if (same > 1 && !m_allowsRepeats)
        return tr("%1 is there twice.").arg(name);
    const engine::Result<QString> text =
        m_expand ? m_expand(row.value->text()) : engine::Result<QString>(row.value->text());
    if (!text)
        return text.error().detail;
    const auto value = parseField(codeOf(*row.type), *text);
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
    shareRoom();
    Q_EMIT changed();
}

} // namespace ui::widgets
