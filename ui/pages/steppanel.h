// SPDX-License-Identifier: GPL-3.0-or-later
// StepPanel: a reader in the user's hand. Steps through a partition of a topic message by message, from a place of its own, shows each in the
// inspector, and commits for a consumer group where one is named. Reading takes nothing out.
// Owner: TopicPage. Thread: ui.
#pragma once

#include "ui/models/heldmodel.h"

#include <engine/brokersession.h>

#include <QHash>
#include <QWidget>

class QAction;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;

namespace ui::widgets {
class ListView;
class StateView;
} // namespace ui::widgets

namespace ui::pages {

class StepPanel final : public QWidget
{
    Q_OBJECT
public:
    /// Rows that are kept of those stepped through.
    static constexpr int mostRows = 500;

    StepPanel(engine::BrokerSession &session, const engine::TopicSnapshot &topic, QWidget *parent);

    void setTopic(const engine::TopicSnapshot &topic);
    void setGone(bool gone);
    /// Those that may be committed for.
    void setGroups(const QList<engine::GroupSnapshot> &groups);
    /// The next message of the chosen partition.
    void step();
    quint64 position() const;
    /// Says again which message is selected.
    void tellSelection();
    void focusContent();

Q_SIGNALS:
    void messageSelected(engine::MessageRef ref);

private:
    QWidget *makeBar();
    QWidget *makeList();
    QWidget *makeFoot();
    const engine::PartitionSnapshot *chosen() const;
    void look(quint64 from);
    void browse(const engine::PartitionSnapshot &partition, quint64 from, quint64 firstIndex);
    void takePage(quint32 partition, quint64 from, const engine::Result<engine::MessagePage> &page);
    void pass(const engine::PartitionSnapshot &partition, quint64 from, const engine::MessagePage &page);
    void showMessage(quint32 partition, const engine::MessageSummary &message);
    void goToTyped();
    void commit();
    void refresh();
    void tell(const QString &text, bool isProblem);

    engine::BrokerSession &m_session;
    engine::TopicSnapshot m_topic;
    bool m_gone = false;
    bool m_isLooking = false;
    QHash<quint32, quint64> m_positions; ///< the offset that is read next, by partition; none: from its start
    QList<models::SteppedMessage> m_rows;

    models::SteppedModel *m_model;
    QAction *m_next = nullptr, *m_commit = nullptr;
    QComboBox *m_partition = nullptr;
    QLineEdit *m_offset = nullptr;
    QComboBox *m_group = nullptr;
    QCheckBox *m_commitEach = nullptr;
    QLabel *m_words = nullptr;
    QStackedWidget *m_stack = nullptr;
    widgets::ListView *m_list = nullptr;
    widgets::StateView *m_empty = nullptr;
};

} // namespace ui::pages
