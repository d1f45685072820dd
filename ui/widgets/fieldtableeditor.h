// SPDX-License-Identifier: GPL-3.0-or-later
// FieldTableEditor: a form for typed tables: arguments of declarations and bindings, headers of messages. Always one empty
// row at the end to write into. What is wrong is said below its row.
// Owner: a dialog. Thread: ui.
#pragma once

#include <engine/fieldvalue.h>

#include <QStringList>
#include <QWidget>

#include <vector>

class QComboBox;
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
    /// Completions for names.
    void setKnownNames(const QStringList &names);
    /// Names another field of the form is in charge of; a row with one of them is a problem.
    void setReservedNames(const QStringList &names);

Q_SIGNALS:
    void changed();

private:
    struct Row
    {
        QWidget *widget;
        QLineEdit *name;
        QComboBox *type;
        QLineEdit *value;
        QToolButton *remove;
        QLabel *problem;
    };

    void addRow();
    void complete(const Row &row);
    void removeRow(QWidget *widget);
    void revalidate();
    QString problemOf(const Row &row) const;
    bool isBlank(const Row &row) const;

    QString m_what;
    QStringList m_knownNames;
    QStringList m_reservedNames;
    QVBoxLayout *m_layout;
    std::vector<Row> m_rows;
    bool m_loading = false;
};

} // namespace ui::widgets
