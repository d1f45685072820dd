// SPDX-License-Identifier: GPL-3.0-or-later
// MessageForms: what a message carries beside its body, as the form of where it goes: properties and headers of one to an exchange or
// a queue, headers and time of a record. Both keep what was written while the other one is seen.
// Owner: PublisherPage. Thread: ui.
#pragma once

#include "ui/publisher/draft.h"
#include "ui/publisher/propertyform.h"

#include <QStackedWidget>

namespace ui::publisher {

class RecordForm;

class MessageForms final : public QStackedWidget
{
    Q_OBJECT
public:
    explicit MessageForms(QWidget *parent);

    void setExpander(const Expander &expand);
    void showKind(TargetKind kind);
    /// The members of a draft that are written here.
    void fill(Draft &draft) const;
    void setTexts(const Draft &draft);
    /// The first problem of what goes there; empty: none.
    QString problem(TargetKind kind) const;
    QString contentType() const { return m_properties->contentType(); }
    /// Checks anew, where what the expander knows has changed.
    void revalidate();

Q_SIGNALS:
    void changed();

private:
    PropertyForm *m_properties;
    RecordForm *m_record;
};

} // namespace ui::publisher
