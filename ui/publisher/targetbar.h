// SPDX-License-Identifier: GPL-3.0-or-later
// TargetBar: where a publisher publishes to: an exchange with a routing key, a queue, or a topic with key and partition. Names and keys
// complete from what is there; anything else may be written, too.
// Owner: PublisherPage, which hands it what the broker has. Thread: ui.
#pragma once

#include "ui/publisher/draft.h"

#include <engine/snapshots.h>
#include <engine/topics.h>

#include <QFrame>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QStringListModel;
class QToolButton;

namespace ui::publisher {

class TargetBar : public QFrame
{
    Q_OBJECT
public:
    explicit TargetBar(QWidget *parent = nullptr);

    // What the broker has.
    void setExchanges(const QList<engine::ExchangeSnapshot> &exchanges);
    void setQueues(const QList<engine::QueueSnapshot> &queues);
    void setBindings(const QList<engine::BindingSnapshot> &bindings);
    void setTopics(const QList<engine::TopicSnapshot> &topics);

    /// The members of a draft that say where it goes.
    void fill(Draft &draft) const;
    void setTarget(const Draft &draft);
    void setRoutingKey(const QString &key);
    TargetKind kind() const { return m_kind; }
    void selectKind(TargetKind kind);
    /// Nothing is named yet.
    bool isEmpty() const;
    void focusName();

Q_SIGNALS:
    void changed();
    void kindChanged();

private:
    QWidget *makeKinds();
    QWidget *makeNames();
    QWidget *makeKey();
    QWidget *makeRecordKey();
    void follow();
    void showHosts();
    void completeKeys();
    void offerPartitions();
    const engine::TopicSnapshot *topic() const;
    QString exchangeName() const;

    TargetKind m_kind = TargetKind::Exchange;
    QString m_virtualHost = QStringLiteral("/");
    QToolButton *m_kinds[3] = {};
    QStackedWidget *m_names = nullptr;
    QComboBox *m_exchange = nullptr;
    QComboBox *m_queue = nullptr;
    QComboBox *m_topic = nullptr;
    QWidget *m_keyBox = nullptr;
    QLineEdit *m_key = nullptr;
    QStringListModel *m_keys = nullptr; ///< what it completes
    QWidget *m_recordBox = nullptr;
    QLineEdit *m_recordKey = nullptr;
    QComboBox *m_keyForm = nullptr;
    QComboBox *m_partition = nullptr;
    QLabel *m_hostLabel = nullptr;
    QComboBox *m_host = nullptr;
    QList<engine::ExchangeSnapshot> m_exchanges;
    QList<engine::QueueSnapshot> m_queues;
    QList<engine::BindingSnapshot> m_bindings;
    QList<engine::TopicSnapshot> m_topics;
};

} // namespace ui::publisher
