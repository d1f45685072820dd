// SPDX-License-Identifier: GPL-3.0-or-later
// RecordForm: what a record of a topic has beside key and value: its headers, whose names may come more than once, and its time.
// Owner: MessageForms. Thread: ui.
#pragma once

#include "ui/publisher/propertyform.h"

namespace ui::publisher {

class RecordForm : public QWidget
{
    Q_OBJECT
public:
    explicit RecordForm(QWidget *parent = nullptr);

    void setExpander(const Expander &expand);
    HeaderTexts headers() const;
    QString timestamp() const;
    void setTexts(const HeaderTexts &headers, const QString &timestamp);
    /// The first problem of the form; empty: none.
    QString problem() const;
    /// Checks anew, where what the expander knows has changed.
    void revalidate();

Q_SIGNALS:
    void changed();

private:
    QString timeProblem() const;

    widgets::FieldTableEditor *m_headers;
    QLineEdit *m_timestamp;
    QLabel *m_timeProblem;
    Expander m_expand;
};

} // namespace ui::publisher
