// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/orders.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace app::demo {

using namespace Qt::StringLiterals;

namespace {

struct Article
{
    const char16_t *sku;
    const char16_t *name;
    int cents;
};

constexpr std::array<Article, 8> articles = {{{u"TEA-001", u"Darjeeling first flush 100 g", 1290},
                                              {u"CUP-014", u"Stoneware cup", 1450},
                                              {u"KTL-002", u"Gooseneck kettle 1 l", 6900},
                                              {u"GRD-007", u"Hand grinder", 8400},
                                              {u"COF-031", u"Espresso beans 1 kg", 2390},
                                              {u"FLT-003", u"Paper filters, 100", 450},
                                              {u"SCL-001", u"Brewing scale", 3990},
                                              {u"MCH-009", u"Espresso machine, two boilers", 94900}}};

constexpr std::array customers = {u"Ada Lindqvist", u"Bao Nguyen",  u"Chiara Rossi", u"Dev Patel",
                                  u"Elif Yılmaz",   u"Femi Okafor", u"Greta Vogel",  u"Hugo Martins"};
constexpr std::array regions = {"eu", "us", "apac"};

/// The first dear order comes soon after the opening, so that there is a dead letter to look at.
constexpr quint32 firstDearOrder = 10003;

} // namespace

QByteArray Orders::region()
{
    return regions[size_t(below(int(regions.size())))];
}

QByteArray Orders::hexText(int digits)
{
    QByteArray text;
    while (text.size() < digits)
        text += QByteArray::number(m_random.generate(), 16);
    return text.left(digits);
}

ShopMessage Orders::make(const QByteArray &key, const QByteArray &application, const QJsonObject &body)
{
    ShopMessage message;
    message.routingKey = key;
    message.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    message.properties.contentType = "application/json";
    message.properties.deliveryMode = 2;
    message.properties.messageId = "m-" + QByteArray::number(++m_lastMessage);
    message.properties.appId = application;
    message.properties.type = key.mid(key.indexOf('.') + 1);
    message.properties.timestamp = quint64(QDateTime::currentSecsSinceEpoch());
    engine::FieldTable headers;
    headers.set("region", key.left(key.indexOf('.')));
    headers.set("trace-id", hexText(16));
    headers.set("schema", qint32(3));
    message.properties.headers = headers;
    return message;
}

ShopMessage Orders::newOrder(const QByteArray &channel)
{
    const QByteArray where = region();
    QJsonArray items;
    int cents = 0;
    const int lines = 1 + below(3);
    for (int i = 0; i < lines; ++i) {
        // The dear one is bought rarely, and always more than the card allows.
        const bool isDear = m_lastOrder + 1 == firstDearOrder || below(120) == 0;
        const size_t choice = isDear ? articles.size() - 1 : size_t(below(int(articles.size()) - 1));
        const Article &article = articles[choice];
        const int quantity = 1 + below(2);
        cents += article.cents * quantity;
        items.append(QJsonObject{{u"sku"_s, QString::fromUtf16(article.sku)},
                                 {u"name"_s, QString::fromUtf16(article.name)},
                                 {u"quantity"_s, quantity},
                                 {u"price"_s, article.cents / 100.0}});
    }
    const QString customer = QString::fromUtf16(customers[size_t(below(int(customers.size())))]);
    const QJsonObject order{
        {u"order"_s, u"%1-%2"_s.arg(QString::fromLatin1(channel).left(1).toUpper()).arg(++m_lastOrder)},
        {u"customer"_s, QJsonObject{{u"id"_s, 1000 + below(900)}, {u"name"_s, customer}}},
        {u"items"_s, items},
        {u"total"_s, cents / 100.0},
        {u"currency"_s, where == "eu" ? u"EUR"_s : u"USD"_s},
        {u"express"_s, below(4) == 0},
        {u"placed_at"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
    };
    ShopMessage message = make(where + ".order.new", "shop-" + channel, order);
    message.properties.correlationId = order[u"order"_s].toString().toLatin1();
    message.properties.priority = order[u"express"_s].toBool() ? 5 : 0;
    return message;
}

ShopMessage Orders::cancellation(const QByteArray &channel)
{
    const QString order =
        u"%1-%2"_s.arg(QString::fromLatin1(channel).left(1).toUpper()).arg(m_lastOrder - quint32(below(20)));
    return make(region() + ".order.cancelled", "shop-" + channel,
                {{u"order"_s, order}, {u"reason"_s, below(2) ? u"changed my mind"_s : u"ordered twice"_s}});
}

ShopMessage Orders::abandonedCart()
{
    return make(region() + ".cart.abandoned", "shop-mobile",
                {{u"cart"_s, QString::fromLatin1(hexText(8))}, {u"items"_s, 1 + below(4)}});
}

ShopMessage Orders::payment(const QByteArray &orderKey, const QJsonObject &order)
{
    ShopMessage message = make(orderKey.left(orderKey.indexOf('.')) + ".order.paid", "billing-svc",
                               {{u"order"_s, order[u"order"_s]},
                                {u"invoice"_s, u"INV-%1"_s.arg(m_lastOrder + m_lastMessage)},
                                {u"amount"_s, order[u"total"_s]},
                                {u"currency"_s, order[u"currency"_s]},
                                {u"express"_s, order[u"express"_s]}});
    message.properties.correlationId = order[u"order"_s].toString().toLatin1();
    return message;
}

ShopMessage Orders::click()
{
    const Article &article = articles[size_t(below(int(articles.size())))];
    ShopMessage message = make(region() + ".click", "store-front",
                               {{u"page"_s, QString(u"/item/"_s + QString::fromUtf16(article.sku))},
                                {u"visitor"_s, QString::fromLatin1(hexText(8))},
                                {u"from"_s, below(3) ? u"search"_s : u"newsletter"_s}});
    message.routingKey = "clicks";
    return message;
}

bool Orders::isHopeless(const QJsonObject &order)
{
    return order[u"total"_s].toDouble() > 900;
}

} // namespace app::demo
