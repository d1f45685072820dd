// SPDX-License-Identifier: GPL-3.0-or-later
// FieldTableEditor: a form for typed tables: arguments of declarations and bindings, headers of messages. Always one empty
// row at the end to write into. What is wrong is said below its row.
// Owner: a dialog. Thread: ui.
#pragma once

#include <engine/fieldvalue.h>
#include <engine/result.h>

#include <QStringList>
#include <QWidget>

#include <functional>
#include <vector>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QToolButton;
class QVBoxLayout;

namespace ui::widgets {

class FieldTableEditor : public QWidget
{
    Q_OBJECT
public:
    /// `what` names one entry for assistive technology: "argument", "header".
    explicit FieldTableEditor(const QString &what, QWidget *parent = nullptr);

    void setTable(const engine::FieldTable &table);
    /// The valid rows, in order.
    engine::FieldTable table() const;
    /// The first problem, empty when all rows are good.
    QString problem() const;
    /// A row as it is written.
    struct Text
    {
        QString name;
        char type = 'S'; ///< FieldValue::typeCode()
        QString value;
    };
    void setTexts(const QList<Text> &texts);
    /// Of all rows that are not blank, good or not.
    QList<Text> texts() const;
    /// What is checked instead of a value's text, for one that holds more than it says; an error is the row's problem.
    void setExpander(std::function<engine::Result<QString>(const QString &)> expand);
    /// Only these types, in this order.
    void setTypes(const QByteArray &codes);
    /// For narrow places: leaves the room to names and values, and to names as much of it as they need to be read.
    void setCompact();
    /// A name may come more than once.
    void setAllowsRepeats(bool allows);
    /// Checks anew, where what an expander knows has changed.
    void revalidate();

    /// Completions for names.
    void setKnownNames(const QStringList &names);
    /// Names another field of the form is in charge of; a row with one of them is a problem.
    void setReservedNames(const QStringList &names);

Q_SIGNALS:
    void changed();

protected:
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Row
    {
        QWidget *widget;
        QGridLayout *grid;
        QLineEdit *name;
        QComboBox *type;
        QLineEdit *value;
        QToolButton *remove;
        QLabel *problem;
    };

    void addRow();
    void fillTypes(QComboBox &box) const;
    static void makeCompact(const Row &row);
    void shareRoom();
    void complete(const Row &row);
    void removeRow(QWidget *widget);
    QString problemOf(const Row &row) const;
    bool isBlank(const Row &row) const;

    QString m_what;
    QStringList m_knownNames;
    QStringList m_reservedNames;
    std::function<engine::Result<QString>(const QString &)> m_expand;
    QByteArray m_types; ///< empty: all
    bool m_allowsRepeats = false;
    bool m_isCompact = false;
    QVBoxLayout *m_layout;
    std::vector<Row> m_rows;
    bool m_loading = false;
};

} // namespace ui::widgets
