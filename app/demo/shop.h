// SPDX-License-Identifier: GPL-3.0-or-later
// Shop: the demo's topology and the clients that live in it, each with a connection of its own: two shops that publish,
// billing that is sometimes too slow, and whose failures become dead letters (a first one within seconds), two shipping services that
// share the work, an audit log; and a store front that writes what is clicked into a stream, which recommendations are made from.
// Owner: Demo. Thread: demo.
#pragma once

#include "demo/amqpclient.h"
#include "demo/orders.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>
#include <vector>

namespace app::demo {

class Shop : public QObject
{
    Q_OBJECT
public:
    Shop(const Address &address, quint32 seed);
    ~Shop() override;

    void open();
    void close();

private:
    /// A client that consumes a queue and needs some time for each message.
    struct Worker
    {
        std::unique_ptr<AmqpClient> client;
        QByteArray queue;
        int workMs = 0;
        std::deque<Delivery> waiting;
        QTimer timer;
    };

    void addWorker(const Address &address, const QByteArray &name, const QByteArray &queue, quint16 prefetch,
                   int workMs, void (Shop::*work)(Worker &, const Delivery &));
    void declareTopology(AmqpClient &client);
    void sell(AmqpClient &client, const QByteArray &channel);
    void openStoreFront(const Address &address);
    void bill(Worker &worker, const Delivery &delivery);
    void ship(Worker &worker, const Delivery &delivery);
    int pauseMs(int averageMs);

    Orders m_orders;
    QElapsedTimer m_open;
    std::unique_ptr<AmqpClient> m_web;
    std::unique_ptr<AmqpClient> m_mobile;
    std::unique_ptr<AmqpClient> m_audit;
    std::unique_ptr<AmqpClient> m_storeFront;
    std::unique_ptr<AmqpClient> m_recommendations;
    QTimer m_webTimer;
    QTimer m_mobileTimer;
    QTimer m_clickTimer;
    std::vector<std::unique_ptr<Worker>> m_workers;
};

} // namespace app::demo
