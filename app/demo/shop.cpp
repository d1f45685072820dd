// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/shop.h"

#include <QJsonDocument>

#include <cmath>
#include <numbers>

namespace app::demo {

namespace {

// Averages, milliseconds. Business comes in waves: at the crest more is sold than billing can handle, in the trough it
// catches up.
constexpr int clickPauseMs = 180;
constexpr int webPauseMs = 320;
constexpr int mobilePauseMs = 450;
constexpr int billingMs = 165;
constexpr int shippingMs = 300;
constexpr double waveMs = 90000;

constexpr quint16 clicksAtOnce = 50;
constexpr qint64 clicksKept = 64 << 20; // bytes

} // namespace

Shop::Shop(const Address &address, quint32 seed)
    : m_orders(seed)
    , m_webTimer(this)
    , m_mobileTimer(this)
    , m_clickTimer(this)
{
    m_web = std::make_unique<AmqpClient>(address, "shop-web", this);
    m_web->whenReady = [this] {
        declareTopology(*m_web);
        for (const auto &worker : m_workers) {
            if (!worker->client->isReady())
                worker->client->open();
        }
        if (!m_mobile->isReady())
            m_mobile->open();
        for (AmqpClient *client : {m_audit.get(), m_storeFront.get(), m_recommendations.get()}) {
            if (!client->isReady())
                client->open();
        }
        m_webTimer.start(pauseMs(webPauseMs));
    };
    m_mobile = std::make_unique<AmqpClient>(address, "shop-mobile", this);
    m_mobile->whenReady = [this] { m_mobileTimer.start(pauseMs(mobilePauseMs)); };
    m_audit = std::make_unique<AmqpClient>(address, "audit-log", this);
    m_audit->whenReady = [this] { m_audit->consume("audit", "audit", 0, true); };
    openStoreFront(address);

    addWorker(address, "billing-svc", "billing", 10, billingMs, &Shop::bill);
    addWorker(address, "shipping-svc 1", "shipping", 5, shippingMs, &Shop::ship);
    addWorker(address, "shipping-svc 2", "shipping", 5, shippingMs, &Shop::ship);

    connect(&m_webTimer, &QTimer::timeout, this, [this] {
        sell(*m_web, "web");
        m_webTimer.start(pauseMs(webPauseMs));
    });
    connect(&m_mobileTimer, &QTimer::timeout, this, [this] {
        sell(*m_mobile, "mobile");
        m_mobileTimer.start(pauseMs(mobilePauseMs));
    });
}

Shop::~Shop() = default;

// A stream is a topic with one partition: whoever reads it takes nothing out of it.
void Shop::openStoreFront(const Address &address)
{
    m_storeFront = std::make_unique<AmqpClient>(address, "store-front", this);
    m_storeFront->whenReady = [this] { m_clickTimer.start(pauseMs(clickPauseMs)); };
    connect(&m_clickTimer, &QTimer::timeout, this, [this] {
        const ShopMessage click = m_orders.click();
        m_storeFront->publish("", click.routingKey, click.properties, click.body);
        m_clickTimer.start(pauseMs(clickPauseMs));
    });
    m_recommendations = std::make_unique<AmqpClient>(address, "recommendations", this);
    m_recommendations->whenReady = [this] {
        engine::FieldTable arguments;
        arguments.set("x-stream-offset", QByteArray("next"));
        m_recommendations->consume("clicks", "recommendations", clicksAtOnce, false, arguments);
    };
    m_recommendations->whenDelivered = [this](const Delivery &delivery) { m_recommendations->ack(delivery.tag); };
}

void Shop::addWorker(const Address &address, const QByteArray &name, const QByteArray &queue, quint16 prefetch,
                     int workMs, void (Shop::*work)(Worker &, const Delivery &))
{
    m_workers.push_back(std::make_unique<Worker>());
    Worker &worker = *m_workers.back();
    worker.queue = queue;
    worker.workMs = workMs;
    worker.client = std::make_unique<AmqpClient>(address, name, this);
    worker.timer.setParent(this); // so that it moves to the thread with the shop
    worker.timer.setSingleShot(true);
    worker.client->whenReady = [&worker, name, prefetch] {
        worker.waiting.clear();
        worker.client->consume(worker.queue, name.left(name.indexOf(' ')), prefetch, false);
    };
    worker.client->whenDelivered = [this, &worker](const Delivery &delivery) {
        worker.waiting.push_back(delivery);
        if (!worker.timer.isActive())
            worker.timer.start(worker.workMs / 2 + m_orders.below(worker.workMs));
    };
    connect(&worker.timer, &QTimer::timeout, this, [this, &worker, work] {
        if (worker.waiting.empty())
            return;
        const Delivery delivery = std::move(worker.waiting.front());
        worker.waiting.pop_front();
        (this->*work)(worker, delivery);
        if (!worker.waiting.empty())
            worker.timer.start(worker.workMs / 2 + m_orders.below(worker.workMs));
    });
}

void Shop::open()
{
    m_open.start();
    m_web->open();
}

void Shop::close()
{
    m_webTimer.stop();
    m_mobileTimer.stop();
    m_clickTimer.stop();
    for (AmqpClient *client : {m_web.get(), m_mobile.get(), m_audit.get(), m_storeFront.get(), m_recommendations.get()})
        client->close();
    for (const auto &worker : m_workers)
        worker->client->close();
}

void Shop::declareTopology(AmqpClient &client)
{
    client.declareExchange("orders", "topic");
    client.declareExchange("orders.failed", "fanout");
    client.declareExchange("mobile", "topic");
    engine::FieldTable deadLetters;
    deadLetters.set("x-dead-letter-exchange", QByteArray("orders.failed"));
    client.declareQueue("billing", deadLetters);
    client.declareQueue("shipping");
    client.declareQueue("audit");
    client.declareQueue("orders.dead");
    engine::FieldTable stream;
    stream.set("x-queue-type", QByteArray("stream"));
    stream.set("x-max-length-bytes", clicksKept);
    client.declareQueue("clicks", stream);
    client.bindExchange("orders", "mobile", "*.order.*");
    client.bindQueue("billing", "orders", "*.order.new");
    client.bindQueue("billing", "orders", "*.order.cancelled");
    client.bindQueue("shipping", "orders", "*.order.paid");
    client.bindQueue("audit", "orders", "*.order.#");
    client.bindQueue("orders.dead", "orders.failed", "");
}

int Shop::pauseMs(int averageMs)
{
    const double wave = std::sin(2 * std::numbers::pi * double(m_open.elapsed()) / waveMs);
    const int average = int(averageMs / (1 + 0.6 * wave));
    return average / 2 + m_orders.below(average);
}

void Shop::sell(AmqpClient &client, const QByteArray &channel)
{
    const bool isMobile = channel == "mobile";
    const int chance = m_orders.below(100);
    ShopMessage message = chance < 6               ? m_orders.cancellation(channel)
                          : chance < 9 && isMobile ? m_orders.abandonedCart()
                                                   : m_orders.newOrder(channel);
    client.publish(isMobile ? "mobile" : "orders", message.routingKey, message.properties, message.body);
}

void Shop::bill(Worker &worker, const Delivery &delivery)
{
    const QJsonObject order = QJsonDocument::fromJson(delivery.body).object();
    // What failed is tried once more; what fails again goes to the dead letters.
    if (Orders::isHopeless(order) || (!delivery.redelivered && m_orders.below(50) == 0))
        return worker.client->reject(delivery.tag, !delivery.redelivered);
    if (delivery.routingKey.endsWith(".new")) {
        const ShopMessage payment = m_orders.payment(delivery.routingKey, order);
        worker.client->publish("orders", payment.routingKey, payment.properties, payment.body);
    }
    worker.client->ack(delivery.tag);
}

void Shop::ship(Worker &worker, const Delivery &delivery)
{
    worker.client->ack(delivery.tag);
}

} // namespace app::demo
