// SPDX-License-Identifier: GPL-3.0-or-later
// PropertyForm: the properties of a message (AMQP 0-9-1, class basic) and its typed headers as a compact form, placeholders and all.
// What is left empty is not sent. What is wrong is said below its field.
// Owner: MessageForms. Thread: ui.
#pragma once

#include "ui/publisher/propertytexts.h"

#include <QWidget>

#include <functional>
#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace ui::widgets {
class FieldTableEditor;
}

namespace ui::publisher {

/// A text with its placeholders filled in, or what is wrong with them.
using Expander = std::function<engine::Result<QString>(const QString &)>;

class PropertyForm : public QWidget
{
    Q_OBJECT
public:
    explicit PropertyForm(QWidget *parent = nullptr);

    void setExpander(const Expander &expand);
    PropertyTexts properties() const;
    HeaderTexts headers() const;
    void setTexts(const PropertyTexts &properties, const HeaderTexts &headers);
    /// The first problem of the form; empty: none.
    QString problem() const;
    QString contentType() const;
    /// Checks anew, where what the expander knows has changed.
    void revalidate();

Q_SIGNALS:
    void changed();

private:
    struct Field
    {
        QLineEdit *edit;
        QLabel *problem;
    };

    void addField(QFormLayout &form, const PropertyField &field);
    QString problemOf(const QLineEdit &edit) const;
    void showProblems();

    std::vector<Field> m_fields;
    QComboBox *m_deliveryMode;
    QLineEdit *m_contentType = nullptr;
    widgets::FieldTableEditor *m_headers;
    HeaderTexts m_given; ///< by setTexts(): of those that are not touched the values are kept
    Expander m_expand;
};

} // namespace ui::publisher
