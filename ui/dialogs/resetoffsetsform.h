// SPDX-License-Identifier: GPL-3.0-or-later
// ResetOffsetsForm: moves the offsets of a consumer group, and shows before it does what would become of each partition.
// Owner: its parent window. Thread: ui.
#pragma once

#include "ui/dialogs/formdialog.h"

#include <optional>

class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QLabel;
class QLineEdit;

namespace ui::models {
class ResetStepModel;
}

namespace ui::dialogs {

/// What the form begins with.
struct ResetStart
{
    QString topic;                    ///< empty: all topics of the group
    std::optional<quint32> partition; ///< of the topic; none: all of them
    std::optional<quint64> offset;    ///< to go to
};

class ResetOffsetsForm final : public FormDialog
{
    Q_OBJECT
public:
    ResetOffsetsForm(engine::BrokerSession &session, const engine::GroupSnapshot &group, const ResetStart &start,
                     QWidget *parent);

    engine::OffsetResetRequest request() const;
    const QList<engine::OffsetResetStep> &plan() const { return m_plan; }

Q_SIGNALS:
    void done(const QString &group, qsizetype partitions);

private:
    using To = engine::OffsetResetRequest::To;

    void submit() override;
    void makeFields(const ResetStart &start);
    void makePlaces(const ResetStart &start);
    void offerPartitions();
    void makePreview();
    void changed();
    void showPlan(const engine::Result<QList<engine::OffsetResetStep>> &plan);
    QString valueProblem() const;
    QString planProblem() const;
    qsizetype changes() const;
    To to() const;

    const engine::GroupSnapshot m_group;
    QList<engine::OffsetResetStep> m_plan;
    quint64 m_asked = 0; ///< answers to older questions are dropped
    bool m_isPlanned = false;
    QComboBox *m_topic;
    QComboBox *m_partition;
    QComboBox *m_to;
    QLineEdit *m_value;
    QDateTimeEdit *m_time;
    QLineEdit *m_other;
    QLabel *m_summary;
    models::ResetStepModel *m_model;
    QCheckBox *m_fence = nullptr; ///< where it has members
};

} // namespace ui::dialogs
