// SPDX-License-Identifier: GPL-3.0-or-later
// PublishDialog: publish by hand, to an exchange or straight to a queue. Stays open with what was written, for the next one;
// says where the message went, or that it went nowhere. Ctrl+Enter publishes from anywhere in it.
// Owner: MainWindow; not modal. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QDialog>

class QButtonGroup;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace ui::theme {
class Theme;
}

namespace ui::publisher {

class BodyEditor;
class PropertyForm;

class PublishDialog : public QDialog
{
    Q_OBJECT
public:
    PublishDialog(engine::BrokerSession &session, theme::Theme &theme, QWidget *parent = nullptr);

    /// An empty exchange with a routing key is that queue.
    void setTarget(const QString &virtualHost, const QString &exchange, const QString &routingKey);
    /// Body, properties and headers of another message, and where it was published to.
    void setMessage(const engine::MessageDetails &details);
    void publish();
    QString result() const;

Q_SIGNALS:
    void published(const engine::PublishReceipt &receipt);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class Outcome : quint8 { None, Routed, Unrouted, Failed };

    QWidget *makeTarget();
    QWidget *makeFoot();
    void watch();
    void takeExchanges(const QList<engine::ExchangeSnapshot> &exchanges);
    void takeQueues(const QList<engine::QueueSnapshot> &queues);
    void takeBindings(const QList<engine::BindingSnapshot> &bindings);
    void completeKeys();
    void selectQueueTarget(bool queue);
    void revalidate();
    void colorResult();
    void report(Outcome outcome, const QString &text);
    void take(const engine::Result<engine::PublishReceipt> &answer);
    bool toQueue() const;
    QString problem() const;
    QString exchangeName() const;

    engine::BrokerSession &m_session;
    QString m_virtualHost = QStringLiteral("/");
    QToolButton *m_toExchange = nullptr;
    QToolButton *m_toQueue = nullptr;
    QStackedWidget *m_names = nullptr;
    QComboBox *m_exchange = nullptr;
    QComboBox *m_queue = nullptr;
    QLabel *m_hostLabel = nullptr;
    QComboBox *m_host = nullptr;
    QLabel *m_keyLabel = nullptr;
    QLineEdit *m_key = nullptr;
    PropertyForm *m_form = nullptr;
    BodyEditor *m_body = nullptr;
    QLabel *m_result = nullptr;
    QLabel *m_resultTime = nullptr;
    QPushButton *m_publish = nullptr;
    Outcome m_outcome = Outcome::None;
    bool m_busy = false;

    QList<engine::ExchangeSnapshot> m_exchanges;
    QList<engine::QueueSnapshot> m_queues;
    QList<engine::BindingSnapshot> m_bindings;
    engine::SubscriptionPtr m_exchangeWatch;
    engine::SubscriptionPtr m_queueWatch;
    engine::SubscriptionPtr m_bindingWatch;
};

} // namespace ui::publisher
