// SPDX-License-Identifier: GPL-3.0-or-later
// TopicForm: makes a topic, or changes the configuration and the number of partitions of one that is there. What it has no
// field for stays as it is.
// Owner: its parent window. Thread: ui.
#pragma once

#include "ui/dialogs/formdialog.h"

#include <optional>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace ui::dialogs {

class NameChoice;

class TopicForm final : public FormDialog
{
    Q_OBJECT
public:
    static constexpr int maxPartitions = 1024;

    TopicForm(engine::BrokerSession &session, const std::optional<engine::TopicSnapshot> &existing, QWidget *parent);

    engine::TopicSpec spec() const;

Q_SIGNALS:
    void saved(const engine::TopicSpec &spec);

private:
    void submit() override;
    void makeFields();
    QLineEdit *addNumber(const QString &label, const QString &key, qint64 lowest, qint64 highest,
                         const QString &placeholder, const QString &help);
    QString helpForTime() const;
    void configure(const engine::TopicSpec &wanted);

    const std::optional<engine::TopicSnapshot> m_existing;
    NameChoice *m_virtualHost = nullptr; ///< for a new one; seen where there are several
    QLineEdit *m_name;
    QSpinBox *m_partitions;
    QComboBox *m_cleanup;
    std::vector<QLineEdit *> m_numbers; ///< their object names are the configuration's keys
    QLineEdit *m_retentionTime = nullptr;
};

} // namespace ui::dialogs
