// SPDX-License-Identifier: GPL-3.0-or-later
// Every method there is, filled by its own field list: encoded, decoded, printed.
#include "program/testprogram.h"
#include "wire/amqp/method.h"

#include <QTest>

#include <set>

using namespace engine;
using namespace engine::wire;
using namespace engine::wire::amqp;

namespace {

// Gives each field a value of its own, so that two that were swapped would show.
class Filler
{
public:
    void octet(const char *, quint8 &v) { v = quint8(next()); }
    void shortInt(const char *, quint16 &v) { v = quint16(0x0100 + next()); }
    void longInt(const char *, quint32 &v) { v = 0x01000000u + next(); }
    void longLong(const char *, quint64 &v) { v = (quint64(1) << 40) + next(); }
    void bit(const char *, bool &v) { v = m_bits++ % 2 == 0; }
    void shortString(const char *name, QByteArray &v) { v = name + QByteArray::number(next()); }
    void longString(const char *name, QByteArray &v) { v = QByteArray(name).repeated(100); }
    void table(const char *name, FieldTable &v) { v = FieldTable{{{name, qint32(next())}}}; }
    void reservedShort() {}
    void reservedShortString() {}
    void reservedLongString() {}
    void reservedBit() {}

private:
    quint32 next() { return ++m_count; }

    quint32 m_count = 0;
    quint32 m_bits = 0;
};

template <size_t I>
Method filled()
{
    std::variant_alternative_t<I, Method> method;
    Filler filler;
    method.fields(method, filler);
    return method;
}

template <size_t... I>
QList<Method> allMethods(std::index_sequence<I...>)
{
    return {filled<I + 1>()...};
}

QList<Method> allMethods()
{
    return allMethods(std::make_index_sequence<std::variant_size_v<Method> - 1>());
}

} // namespace

class TestAmqpMethods : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allSurvive();
    void idsAreDistinct();
    void bitsShareAnOctet();
    void viewsEqualValues();
    void printed();
    void secretsAreHidden();
    void contentCarriers();
};

void TestAmqpMethods::allSurvive()
{
    for (const Method &method : allMethods()) {
        OutBuffer out;
        appendMethod(out, 7, method);
        const auto frame = decodeFrame(out.view(), 0);
        QVERIFY(frame.ok());
        QCOMPARE(frame.consumed(), out.size());
        QCOMPARE(peekMethodId(frame->payload).key(), methodId(method).key());
        const auto decoded = decodeMethod(frame->payload);
        QVERIFY2(decoded.ok(), methodName(methodId(method)));
        QVERIFY2(*decoded == method, describe(*decoded).constData());
    }
}

void TestAmqpMethods::idsAreDistinct()
{
    std::set<quint32> ids;
    std::set<QByteArray> names;
    for (const Method &method : allMethods()) {
        ids.insert(methodId(method).key());
        names.insert(methodName(methodId(method)));
    }
    QCOMPARE(ids.size(), std::variant_size_v<Method> - 1);
    QCOMPARE(names.size(), ids.size());
    QVERIFY(!methodName({60, 1}));
    QCOMPARE(methodId(Method()).key(), 0u);
}

void TestAmqpMethods::bitsShareAnOctet()
{
    QueueDeclare method;
    method.passive = true;
    method.noWait = true;
    OutBuffer out;
    appendMethod(out, 1, method);
    // header 7, ids 4, ticket 2, empty name 1, then the bits
    QCOMPARE(quint8(out.view().at(14)), quint8(0x11));
    QCOMPARE(out.size(), 7 + 4 + 2 + 1 + 1 + 4 + 1);
}

void TestAmqpMethods::viewsEqualValues()
{
    const BasicPublish method{"exchange", "key", true, false};
    OutBuffer out;
    appendMethod(out, 1, method);
    const auto view = decodeMethodAs<BasicPublishView>(out.view().sliced(7).chopped(1));
    QVERIFY(view.ok());
    QCOMPARE(view->exchange, QByteArrayView("exchange"));
    QCOMPARE(view->routingKey, QByteArrayView("key"));
    QCOMPARE(view->mandatory, true);
    QCOMPARE(view->immediate, false);
    OutBuffer again;
    appendMethod(again, 1, *view);
    QCOMPARE(again.view(), out.view());
}

void TestAmqpMethods::printed()
{
    QueueBind method{"q", "e", "k", false, {}};
    method.arguments.set("x-match", QByteArray("all"));
    QCOMPARE(describe(Method(method)),
             QByteArray("queue.bind queue=q exchange=e routing-key=k no-wait=false arguments={x-match=\"all\"}"));
    QCOMPARE(describe(Method(TxSelect{})), QByteArray("tx.select"));
    const QList<PrintedField> fields = printedFields(BasicAck{5, true});
    QCOMPARE(fields, (QList<PrintedField>{{"delivery-tag", "5"}, {"multiple", "true"}}));
    const FieldTable table{
        {{"a", FieldDecimal{2, -5}}, {"b", FieldArray{{true, FieldValue()}}}, {"c", FieldBytes{"\1"}}}};
    QCOMPARE(describe(table), QByteArray("{a=-0.05, b=[true, void], c=0x01}"));
    QCOMPARE(describe(FieldValue(QByteArray("a\"\n"))), QByteArray("\"a\\\"\\x0a\""));
    QCOMPARE(describe(FieldValue(QByteArray(10, 'x')), 3), QByteArray("\"xxx…\""));
}

void TestAmqpMethods::secretsAreHidden()
{
    ConnectionStartOk method;
    method.response = "guest-password";
    QVERIFY(!describe(Method(method)).contains("guest-password"));
    QVERIFY(describe(Method(method)).contains("(14 bytes)"));
    QVERIFY(!describe(Method(ConnectionUpdateSecret{"token", "r"})).contains("token"));
}

void TestAmqpMethods::contentCarriers()
{
    int carriers = 0;
    for (const Method &method : allMethods())
        carriers += carriesContent(methodId(method));
    QCOMPARE(carriers, 4);
    QVERIFY(carriesContent(BasicPublish::Id));
}

SIGHTGLASS_TEST(TestAmqpMethods)
#include "tst_amqpmethods.moc"
