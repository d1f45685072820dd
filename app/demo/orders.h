// SPDX-License-Identifier: GPL-3.0-or-later
// Orders: makes up what a shop's messages carry: JSON bodies, headers, properties. The same seed makes the same shop.
// Owner: Shop. Thread: demo.
#pragma once

#include "wire/amqp/properties.h"

#include <QByteArray>
#include <QJsonObject>
#include <QRandomGenerator>

namespace app::demo {

struct ShopMessage
{
    QByteArray routingKey;
    engine::wire::amqp::BasicProperties properties;
    QByteArray body;
};

class Orders
{
public:
    explicit Orders(quint32 seed)
        : m_random(seed)
    {}

    /// "eu.order.new" …, from the web or the mobile shop.
    ShopMessage newOrder(const QByteArray &channel);
    ShopMessage cancellation(const QByteArray &channel);
    /// A key that nothing is bound to.
    ShopMessage abandonedCart();
    /// What billing says when an order is paid.
    ShopMessage payment(const QByteArray &orderKey, const QJsonObject &order);
    /// What a visitor of the store front looks at.
    ShopMessage click();
    /// Orders that billing will never get through.
    static bool isHopeless(const QJsonObject &order);

    int below(int limit) { return m_random.bounded(limit); }

private:
    ShopMessage make(const QByteArray &key, const QByteArray &application, const QJsonObject &body);
    QByteArray region();
    QByteArray hexText(int digits);

    QRandomGenerator m_random;
    quint32 m_lastOrder = 10000;
    quint32 m_lastMessage = 0;
};

} // namespace app::demo
