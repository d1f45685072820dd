// SPDX-License-Identifier: GPL-3.0-or-later
// ReplayForm: starts the replay of a topic or of a queue: which of its messages, where to, how fast. Says how many there are
// before it does.
// Owner: its parent window. Thread: ui.
#pragma once

#include "ui/dialogs/formdialog.h"

class QComboBox;
class QDateTimeEdit;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;

namespace ui::dialogs {

class ReplayForm final : public FormDialog
{
    Q_OBJECT
public:
    /// `partitions`: of the topic; 0: the source is a queue. With one of them chosen already: source.partition.
    ReplayForm(engine::BrokerSession &session, const engine::ReplaySource &source, quint32 partitions, QWidget *parent);

    engine::ReplaySpec spec() const;
    /// What would be replayed, as it is shown.
    QString preview() const;

Q_SIGNALS:
    void started(const engine::ReplaySpec &spec);

private:
    enum class Which : quint8 { All, Offsets, Times };
    enum class Speed : quint8 { Fastest, Original, Times };
    using Target = engine::ReplayTarget::Kind;

    void submit() override;
    void addRange();
    void addTarget();
    void addPace();
    void addFilter();
    QLineEdit *addText(const QString &label, const QString &name, const QString &help, Check check = {});
    void watchNames();
    void offerTargets();
    void refresh();
    void estimate();
    void showEstimate(const engine::Result<engine::ReplayEstimate> &estimate);
    Which which() const;
    Speed speed() const;
    Target target() const;
    bool isTopic() const { return m_partitions > 0; }
    QString offsetProblem(const QLineEdit &field) const;
    QString rangeProblem() const;
    QString targetProblem() const;

    const engine::ReplaySource m_source;
    const quint32 m_partitions;
    QStringList m_queues, m_exchanges, m_topics; ///< there are, in the virtual host
    std::vector<engine::SubscriptionPtr> m_watching;
    quint64 m_asked = 0; ///< answers to older questions are dropped
    std::optional<engine::ReplayEstimate> m_estimate;
    QComboBox *m_partition = nullptr; ///< of a topic with several
    QComboBox *m_which;
    QLineEdit *m_first = nullptr;
    QLineEdit *m_last = nullptr;
    QDateTimeEdit *m_from;
    QDateTimeEdit *m_before;
    QLabel *m_preview;
    QComboBox *m_kind;
    QComboBox *m_target;
    QLineEdit *m_routingKey = nullptr;
    QComboBox *m_speed;
    QDoubleSpinBox *m_factor;
    QLineEdit *m_key = nullptr;
    QLineEdit *m_header = nullptr;
    QLineEdit *m_headerValue = nullptr;
    QLineEdit *m_body = nullptr;
};

} // namespace ui::dialogs
