// SPDX-License-Identifier: GPL-3.0-or-later
// PropertyForm: the properties of a message (AMQP 0-9-1, class basic) and its typed headers as a compact form.
// What is left empty is not sent. What is wrong is said below its field.
// Owner: PublishDialog. Thread: ui.
#pragma once

#include <engine/specs.h>

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

class PropertyForm : public QWidget
{
    Q_OBJECT
public:
    explicit PropertyForm(QWidget *parent = nullptr);

    engine::MessageProperties properties() const;
    void setProperties(const engine::MessageProperties &properties);
    /// The first problem of the form; empty: none.
    QString problem() const;
    QString contentType() const;

Q_SIGNALS:
    void changed();

private:
    /// Returns what is wrong with a text that is not empty.
    using Check = std::function<QString(const QString &)>;
    struct Field
    {
        QLineEdit *edit;
        QLabel *problem;
        Check check;
    };

    QLineEdit *addField(QFormLayout &form, const QString &name, const QString &hint, Check check = {});
    void revalidate();
    engine::FieldTable editedHeaders() const;
    static QString shortStringProblem(const QString &text);
    static QString priorityProblem(const QString &text);
    static QString expirationProblem(const QString &text);
    static QString timestampProblem(const QString &text);

    std::vector<Field> m_fields;
    QComboBox *m_deliveryMode;
    QLineEdit *m_contentType;
    QLineEdit *m_contentEncoding;
    QLineEdit *m_priority;
    QLineEdit *m_correlationId;
    QLineEdit *m_replyTo;
    QLineEdit *m_expiration;
    QLineEdit *m_messageId;
    QLineEdit *m_timestamp;
    QLineEdit *m_type;
    QLineEdit *m_userId;
    QLineEdit *m_appId;
    QLineEdit *m_clusterId;
    widgets::FieldTableEditor *m_headers;
    engine::FieldTable m_givenHeaders; ///< by setProperties()
    engine::FieldTable m_shownHeaders; ///< the same, as the editor reads them back
};

} // namespace ui::publisher
