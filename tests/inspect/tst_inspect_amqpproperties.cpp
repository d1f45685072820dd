// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/amqpproperties.h"
#include "program/testprogram.h"

#include <QTest>

using namespace engine;

class TestAmqpProperties : public QObject
{
    Q_OBJECT
private:
    static MessageProperties full()
    {
        MessageProperties p;
        p.contentType = QStringLiteral("application/json");
        p.contentEncoding = QStringLiteral("utf-8");
        p.headers.set("n", qint32(7));
        p.headers.set("t", FieldTable{{{"inner", QByteArray("x")}}});
        p.deliveryMode = quint8(2);
        p.priority = quint8(9);
        p.correlationId = QStringLiteral("c");
        p.replyTo = QStringLiteral("r");
        p.expiration = QStringLiteral("60000");
        p.messageId = QStringLiteral("m");
        p.timestamp = quint64(1700000000);
        p.type = QStringLiteral("t");
        p.userId = QStringLiteral("guest");
        p.appId = QStringLiteral("ä");
        p.clusterId = QStringLiteral("");
        return p;
    }
    static core::Message messageWith(const QByteArray &properties)
    {
        core::Message message;
        message.payload = properties + QByteArray("body");
        message.propertiesSize = quint32(properties.size());
        message.format = core::PropertiesFormat::Amqp091;
        return message;
    }

private Q_SLOTS:
    void allOfThemComeBack()
    {
        const Result<QByteArray> encoded = inspect::encodeProperties(full());
        QVERIFY(encoded.ok());
        const core::Message message = messageWith(*encoded);
        QCOMPARE(inspect::propertiesOf(message), full());
        QCOMPARE(inspect::contentTypeOf(message), QStringLiteral("application/json"));
        QCOMPARE(message.body().toByteArray(), QByteArray("body"));
    }
    void noneIsNone()
    {
        const Result<QByteArray> encoded = inspect::encodeProperties({});
        QVERIFY(encoded.ok());
        QCOMPARE(inspect::propertiesOf(messageWith(*encoded)), MessageProperties{});
    }
    void damagedBytesAreNone()
    {
        QCOMPARE(inspect::propertiesOf(messageWith(QByteArray("\xff\xff\xff", 3))), MessageProperties{});
        QVERIFY(inspect::contentTypeOf(messageWith(QByteArray("\xff", 1))).isEmpty());
    }
    void whatDoesNotFitIsRefused()
    {
        const auto refused = [](const MessageProperties &p) {
            const auto result = inspect::encodeProperties(p);
            return !result.ok() && result.error().code == BrokerError::InvalidArgument;
        };
        MessageProperties p;
        p.replyTo = QString(256, u'x');
        QVERIFY(refused(p));
        p = {};
        p.headers.set(QByteArray(256, 'h'), true);
        QVERIFY(refused(p));
        p = {};
        p.expiration = QStringLiteral("soon");
        QVERIFY(refused(p));
        p = {};
        FieldTable nested;
        for (int i = 0; i < 100; ++i) {
            FieldTable outer;
            outer.set("n", nested);
            nested = outer;
        }
        p.headers = nested;
        QVERIFY(refused(p));
    }
};

SIGHTGLASS_TEST(TestAmqpProperties)
#include "tst_inspect_amqpproperties.moc"
