// SPDX-License-Identifier: GPL-3.0-or-later
// The list models under QAbstractItemModelTester while random snapshots go through them, alone and below a filter proxy.
#include "program/testprogram.h"
#include "ui/models/bindingmodel.h"
#include "ui/models/clienteventmodel.h"
#include "ui/models/connectionmodel.h"
#include "ui/models/consumermodel.h"
#include "ui/models/exchangemodel.h"
#include "ui/models/features.h"
#include "ui/models/listfilterproxy.h"
#include "ui/models/messagecells.h"
#include "ui/models/navigatormodel.h"
#include "ui/models/queuemodel.h"
#include "ui/models/roles.h"
#include "ui/pages/queuedetails.h"
#include "ui/widgets/fieldtext.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace ui::models;

namespace {

constexpr int rounds = 200;
constexpr int treeRounds = 25; // the tester walks the whole tree at every signal
constexpr quint32 seed = 20261122;

engine::QueueSnapshot queueAt(quint64 id, QRandomGenerator &random)
{
    engine::QueueSnapshot queue;
    queue.id = {id};
    queue.spec.name = u"queue.%1"_s.arg(id);
    queue.ready = random.bounded(5u) * 1000;
    queue.unacked = random.bounded(3u);
    queue.incomingRate = random.bounded(2) ? random.bounded(100.0) : 0;
    return queue;
}

template <typename T, typename Make>
QList<T> someOf(QRandomGenerator &random, Make make, quint64 most = 40)
{
    QList<T> list;
    for (quint64 id = 1; id <= most; ++id) {
        if (random.bounded(3))
            list << make(id);
    }
    std::shuffle(list.begin(), list.end(), random);
    return list;
}

engine::ConnectionSnapshot connectionAt(quint64 id, QRandomGenerator &random)
{
    engine::ConnectionSnapshot connection;
    connection.id = {id};
    connection.name = u"client %1"_s.arg(id);
    connection.bytesInRate = random.bounded(3);
    for (quint16 number = 1; number <= 4; ++number) {
        if (!random.bounded(2))
            continue;
        engine::ChannelSnapshot channel;
        channel.channel = {connection.id, number};
        channel.unacked = random.bounded(3u);
        for (quint64 consumer = 1; consumer <= 3; ++consumer) {
            if (!random.bounded(2))
                continue;
            engine::ConsumerSnapshot snapshot;
            snapshot.id = {id * 100 + number * 10 + consumer};
            snapshot.tag = u"tag.%1"_s.arg(snapshot.id.v);
            channel.consumers << snapshot;
        }
        connection.channels << channel;
    }
    return connection;
}

QSet<quint64> idsOf(const QAbstractItemModel &model)
{
    QSet<quint64> ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids << model.index(row, 0).data(IdRole).toULongLong();
    return ids;
}

} // namespace

class TestModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void queuesFollowAnySequence();
    void queuesKeepAPersistentIndex();
    void queuesNeverReset();
    void unchangedQueuesAreNotRepainted();
    void exchangesFollowAnySequence();
    void bindingsFollowAnySequence();
    void bindingsAreFilteredByExchange();
    void connectionsFollowAnySequence();
    void channelsShowAllTheirRates();
    void columnsAreCalledAsUsersKnowThem();
    void consumersFollowAnySequence();
    void consumersTellWhatTheyTake();
    void clientEventsFollowAnySequence();
    void queueDetailsFollowAnySequence();
    void navigatorFollowsAnySequence();
    void sortsFiguresAsNumbers();
    void filtersEveryWord();
    void namesFeatures();
    void parsesTypedValues_data();
    void parsesTypedValues();
    void writesWhatItParses();
    void aDelayedMessageTellsTheTimeThatIsLeft();
};

void TestModels::queuesFollowAnySequence()
{
    QRandomGenerator random(seed);
    QueueModel model;
    ListFilterProxy proxy;
    proxy.setSourceModel(&model);
    proxy.sort(QueueModel::Ready, Qt::DescendingOrder);
    proxy.setFilterText(u"queue"_s);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QAbstractItemModelTester proxyTester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int round = 0; round < rounds; ++round) {
        const auto queues = someOf<engine::QueueSnapshot>(random, [&](quint64 id) { return queueAt(id, random); });
        model.update(queues);
        QCOMPARE(model.rowCount(), int(queues.size()));
        QCOMPARE(proxy.rowCount(), int(queues.size()));
        for (const engine::QueueSnapshot &queue : queues)
            QCOMPARE(model.at(model.rowOf(queue.id)), queue);
    }
}

void TestModels::queuesKeepAPersistentIndex()
{
    QRandomGenerator random(seed);
    QueueModel model;
    model.update({queueAt(7, random)});
    const QPersistentModelIndex kept = model.index(0, QueueModel::Name);
    for (int round = 0; round < rounds; ++round) {
        auto queues = someOf<engine::QueueSnapshot>(random, [&](quint64 id) { return queueAt(id, random); });
        queues.removeIf([](const engine::QueueSnapshot &queue) { return queue.id.v == 7; });
        queues << queueAt(7, random);
        model.update(queues);
        QVERIFY(kept.isValid());
        QCOMPARE(kept.data(IdRole).toULongLong(), quint64(7));
    }
    model.update({});
    QVERIFY(!kept.isValid());
}

void TestModels::queuesNeverReset()
{
    QRandomGenerator random(seed);
    QueueModel model;
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy layouts(&model, &QAbstractItemModel::layoutChanged);
    for (int round = 0; round < 20; ++round)
        model.update(someOf<engine::QueueSnapshot>(random, [&](quint64 id) { return queueAt(id, random); }));
    QCOMPARE(resets.count(), 0);
    QCOMPARE(layouts.count(), 0);
}

void TestModels::unchangedQueuesAreNotRepainted()
{
    QueueModel model;
    QList<engine::QueueSnapshot> queues;
    for (quint64 id = 1; id <= 10; ++id) {
        engine::QueueSnapshot queue;
        queue.id = {id};
        queues << queue;
    }
    model.update(queues);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.update(queues);
    QCOMPARE(changes.count(), 0);
    queues[3].ready = 1;
    queues[4].ready = 1;
    queues[8].ready = 1;
    model.update(queues);
    QCOMPARE(changes.count(), 2); // two ranges
    QCOMPARE(changes.at(0).at(0).toModelIndex().row(), 3);
    QCOMPARE(changes.at(0).at(1).toModelIndex().row(), 4);
}

void TestModels::exchangesFollowAnySequence()
{
    QRandomGenerator random(seed);
    ExchangeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int round = 0; round < rounds; ++round) {
        model.update(someOf<engine::ExchangeSnapshot>(random, [&](quint64 id) {
            engine::ExchangeSnapshot exchange;
            exchange.id = {id};
            exchange.spec.name = u"exchange.%1"_s.arg(id);
            exchange.rateIn = random.bounded(3);
            return exchange;
        }));
    }
    model.update({engine::ExchangeSnapshot{}});
    QCOMPARE(model.index(0, ExchangeModel::Name).data().toString(), u"(AMQP default)"_s);
}

void TestModels::bindingsFollowAnySequence()
{
    QRandomGenerator random(seed);
    BindingModel model;
    BindingFilterProxy proxy;
    proxy.setSourceModel(&model);
    proxy.showFrom(u"/"_s, u"orders"_s);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QAbstractItemModelTester proxyTester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int round = 0; round < rounds; ++round) {
        const auto bindings = someOf<engine::BindingSnapshot>(random, [&](quint64 id) {
            engine::BindingSnapshot binding;
            binding.spec.source = id % 2 ? u"orders"_s : u"events"_s;
            binding.spec.destination = u"queue.%1"_s.arg(id % 5);
            binding.spec.routingKey = u"key.%1"_s.arg(id);
            return binding;
        });
        model.update(bindings);
        QCOMPARE(model.rowCount(), int(bindings.size()));
    }
}

void TestModels::bindingsAreFilteredByExchange()
{
    BindingModel model;
    engine::BindingSnapshot queue;
    queue.spec.source = u"orders"_s;
    queue.spec.destination = u"orders.eu"_s;
    engine::BindingSnapshot exchange;
    exchange.spec.source = u"orders"_s;
    exchange.spec.destination = u"audit"_s;
    exchange.spec.destinationType = engine::DestinationType::Exchange;
    engine::BindingSnapshot withArguments = queue;
    withArguments.spec.arguments.set("x-match", QByteArray("all"));
    model.update({queue, exchange, withArguments});
    QCOMPARE(model.rowCount(), 3);
    BindingFilterProxy proxy;
    proxy.setSourceModel(&model);
    proxy.showFrom(u"/"_s, u"orders"_s);
    QCOMPARE(proxy.rowCount(), 3);
    proxy.showTo(u"/"_s, engine::DestinationType::Exchange, u"audit"_s);
    QCOMPARE(proxy.rowCount(), 1);
    proxy.showTo(u"/"_s, engine::DestinationType::Queue, u"audit"_s);
    QCOMPARE(proxy.rowCount(), 0);
    proxy.showFrom(u"other"_s, u"orders"_s);
    QCOMPARE(proxy.rowCount(), 0);
}

void TestModels::connectionsFollowAnySequence()
{
    QRandomGenerator random(seed);
    ConnectionModel model;
    ListFilterProxy proxy;
    proxy.setSourceModel(&model);
    proxy.sort(ConnectionModel::Name);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QAbstractItemModelTester proxyTester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int round = 0; round < treeRounds; ++round) {
        const auto connections = someOf<engine::ConnectionSnapshot>(
            random, [&](quint64 id) { return connectionAt(id, random); }, 9);
        model.update(connections);
        QCOMPARE(model.rowCount(), int(connections.size()));
        QSet<quint64> wanted;
        for (const engine::ConnectionSnapshot &connection : connections)
            wanted << connection.id.v;
        QCOMPARE(idsOf(model), wanted);
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex index = model.index(row, 0);
            const engine::ConnectionSnapshot &connection = model.connectionOf(index);
            QCOMPARE(model.rowCount(index), int(connection.channels.size()));
            for (int channel = 0; channel < model.rowCount(index); ++channel)
                QCOMPARE(model.rowCount(model.index(channel, 0, index)),
                         int(connection.channels.at(channel).consumers.size()));
        }
    }
}

void TestModels::channelsShowAllTheirRates()
{
    engine::ConnectionSnapshot connection;
    connection.id = {1};
    connection.protocol = u"AMQP 0-9-1"_s;
    connection.tls = true;
    for (quint16 number = 1; number <= 2; ++number) {
        engine::ChannelSnapshot channel;
        channel.channel = {connection.id, number};
        channel.confirmRate = 10 * number;
        channel.unroutableRate = number;
        connection.channels << channel;
    }
    ConnectionModel model;
    model.update({connection});
    const QModelIndex row = model.index(0, 0);
    QCOMPARE(row.siblingAtColumn(ConnectionModel::Protocol).data().toString(), u"AMQP 0-9-1"_s);
    QCOMPARE(row.siblingAtColumn(ConnectionModel::Tls).data().toString(), u"yes"_s);
    QCOMPARE(row.siblingAtColumn(ConnectionModel::Confirm).data(SortRole).toDouble(), 30.0);
    QCOMPARE(model.index(1, ConnectionModel::Confirm, row).data().toString(), u"20/s"_s);
    QCOMPARE(model.index(1, ConnectionModel::Unroutable, row).data(SortRole).toDouble(), 2.0);
    // A protocol without channels has rates of its own.
    engine::ConnectionSnapshot kafka;
    kafka.id = {2};
    kafka.publishRate = 7;
    kafka.deliverRate = 9;
    model.update({connection, kafka});
    QCOMPARE(model.index(1, ConnectionModel::Publish).data().toString(), u"7/s"_s);
    QCOMPARE(model.index(1, ConnectionModel::DeliverGet).data().toString(), u"9/s"_s);
}

void TestModels::columnsAreCalledAsUsersKnowThem()
{
    const auto headings = [](const QAbstractItemModel &model) {
        QStringList all;
        for (int column = 0; column < model.columnCount(); ++column)
            all << model.headerData(column, Qt::Horizontal).toString();
        return all;
    };
    ConnectionModel connections;
    for (const QString &heading : {u"Name"_s, u"User name"_s, u"State"_s, u"TLS"_s, u"Protocol"_s, u"Channels"_s,
                                   u"From client"_s, u"To client"_s, u"Unconfirmed"_s, u"Prefetch"_s, u"Unacked"_s,
                                   u"publish"_s, u"confirm"_s, u"unroutable (drop)"_s, u"deliver / get"_s, u"ack"_s})
        QVERIFY2(headings(connections).contains(heading), qPrintable(heading));
    // A channel's row says what RabbitMQ's list of channels says.
    engine::ConnectionSnapshot connection;
    connection.id = {1};
    connection.state = engine::ConnectionSnapshot::State::Running;
    connection.channels = {engine::ChannelSnapshot()};
    const auto state = [&] {
        connections.update({connection});
        return connections.index(0, ConnectionModel::State, connections.index(0, 0)).data().toString();
    };
    QCOMPARE(state(), u"idle"_s);
    connection.channels[0].ackRate = 2;
    QCOMPARE(state(), u"running"_s);
    const QSignalSpy changed(&connections, &QAbstractItemModel::dataChanged);
    connection.state = engine::ConnectionSnapshot::State::Flow;
    QCOMPARE(state(), u"flow"_s);
    QCOMPARE(changed.size(), 2); // the connection's row, and the channel's, of which nothing else has changed
    ConsumerModel consumers;
    for (const QString &heading :
         {u"Owner"_s, u"Consumer tag"_s, u"Ack required"_s, u"Exclusive"_s, u"Prefetch count"_s, u"Active"_s,
          u"Activity status"_s, u"Consumer timeout"_s, u"Arguments"_s})
        QVERIFY2(headings(consumers).contains(heading), qPrintable(heading));
}

void TestModels::consumersFollowAnySequence()
{
    QRandomGenerator random(seed);
    ConsumerModel model;
    ListFilterProxy proxy;
    proxy.setSourceModel(&model);
    proxy.sort(ConsumerModel::Unacked, Qt::DescendingOrder);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QAbstractItemModelTester proxyTester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int round = 0; round < rounds; ++round) {
        auto connections = someOf<engine::ConnectionSnapshot>(
            random, [&](quint64 id) { return connectionAt(id, random); }, 9);
        QSet<quint64> wanted;
        for (engine::ConnectionSnapshot &connection : connections) {
            for (engine::ChannelSnapshot &channel : connection.channels) {
                for (engine::ConsumerSnapshot &consumer : channel.consumers) {
                    consumer.queue = {consumer.id.v % 2 + 1};
                    consumer.unacked = random.bounded(3u);
                    if (consumer.queue.v == 1)
                        wanted << consumer.id.v;
                }
            }
        }
        model.update(consumersOf(connections, {1}));
        QCOMPARE(idsOf(model), wanted);
        QCOMPARE(idsOf(proxy), wanted);
    }
    model.update({});
    QCOMPARE(model.rowCount(), 0);
}

/// Events come with ever higher numbers, an old one comes again as a new one, and the oldest are forgotten.
void TestModels::clientEventsFollowAnySequence()
{
    QRandomGenerator random(seed);
    ClientEventModel model;
    ListFilterProxy proxy;
    proxy.setSourceModel(&model);
    proxy.sort(ClientEventModel::Time, Qt::DescendingOrder);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QAbstractItemModelTester proxyTester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QList<engine::ClientEvent> events;
    quint64 sequence = 0;
    for (int round = 0; round < rounds; ++round) {
        engine::ClientEvent event;
        if (!events.isEmpty() && random.bounded(4) == 0) {
            event = events.takeAt(random.bounded(int(events.size())));
            ++event.times;
        }
        event.kind = engine::ClientEvent::Kind(random.bounded(4));
        event.sequence = ++sequence;
        event.atMs = qint64(sequence) * 1000;
        event.client = u"client %1"_s.arg(random.bounded(5));
        event.code = random.bounded(2) ? 403 : 0;
        events << event;
        if (events.size() > 30)
            events.remove(0, 1 + random.bounded(10));
        model.update(events);
        QSet<quint64> wanted;
        for (const engine::ClientEvent &kept : std::as_const(events))
            wanted << kept.sequence;
        QCOMPARE(idsOf(model), wanted);
        QCOMPARE(idsOf(proxy), wanted);
        QCOMPARE(proxy.index(0, 0).data(IdRole).toULongLong(), sequence);
        for (int column = 0; column < ClientEventModel::columnEnd; ++column)
            QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
        QVERIFY(!model.index(0, ClientEventModel::What).data().toString().isEmpty());
    }
    model.update({});
    QCOMPARE(model.rowCount(), 0);
}

void TestModels::queueDetailsFollowAnySequence()
{
    QRandomGenerator random(seed);
    ui::pages::QueueDetailModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int round = 0; round < rounds; ++round) {
        engine::QueueSnapshot queue = queueAt(1, random);
        for (const char *name : {"x-max-length", "x-message-ttl", "x-expires", "x-delivery-limit"}) {
            if (random.bounded(2))
                queue.spec.arguments.set(name, qint64(random.bounded(1000)));
        }
        if (random.bounded(2)) {
            queue.policy.policy = u"limits"_s;
            queue.policy.effective.set("max-length", qint64(random.bounded(1000)));
        }
        const QList<ui::pages::QueueDetail> details = ui::pages::queueDetails(queue);
        model.update(details);
        QCOMPARE(model.rowCount(), int(details.size()));
        for (int row = 0; row < model.rowCount(); ++row) {
            QVERIFY(!model.index(row, ui::pages::QueueDetailModel::Name).data().toString().isEmpty());
            QVERIFY(!model.index(row, ui::pages::QueueDetailModel::Value).data().toString().isEmpty());
        }
    }
    model.update({});
    QCOMPARE(model.rowCount(), 0);
}

void TestModels::consumersTellWhatTheyTake()
{
    ConsumerModel model;
    engine::ConsumerSnapshot consumer;
    consumer.id = {1};
    consumer.tag = u"worker"_s;
    consumer.connectionName = u"billing-svc"_s;
    consumer.channel = {{3}, 2};
    consumer.unacked = 4;
    model.update({consumer});
    const auto text = [&](int column) { return model.index(0, column).data().toString(); };
    QCOMPARE(text(ConsumerModel::Tag), u"worker"_s);
    QCOMPARE(text(ConsumerModel::Owner), u"billing-svc"_s);
    QCOMPARE(text(ConsumerModel::Channel), u"2"_s);
    QCOMPARE(text(ConsumerModel::Prefetch), u"unlimited"_s);
    QCOMPARE(text(ConsumerModel::AckRequired), u"yes"_s);
    consumer.prefetch = 10;
    consumer.active = false;
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.update({consumer});
    QCOMPARE(changes.count(), 1);
    QCOMPARE(text(ConsumerModel::Prefetch), u"10"_s);
    QCOMPARE(text(ConsumerModel::Active), u"no"_s);
    QCOMPARE(text(ConsumerModel::ActivityStatus), u"waiting"_s);
    QCOMPARE(text(ConsumerModel::Timeout), u"∞"_s);
    QVERIFY(!model.headerData(ConsumerModel::Tag, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
}

void TestModels::navigatorFollowsAnySequence()
{
    QRandomGenerator random(seed);
    NavigatorModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QModelIndex section = model.sectionIndex(NavigatorModel::Section::Queues);
    for (int round = 0; round < rounds; ++round) {
        const auto queues = someOf<engine::QueueSnapshot>(random, [&](quint64 id) { return queueAt(id, random); });
        model.updateQueues(queues);
        QCOMPARE(model.rowCount(section), int(queues.size()));
        for (int row = 1; row < model.rowCount(section); ++row)
            QVERIFY(model.index(row - 1, 0, section).data().toString() <
                    model.index(row, 0, section).data().toString());
    }
}

void TestModels::sortsFiguresAsNumbers()
{
    QueueModel model;
    QList<engine::QueueSnapshot> queues;
    for (const quint64 ready : {quint64(9), quint64(10), quint64(1204)}) {
        engine::QueueSnapshot queue;
        queue.id = {ready};
        queue.ready = ready;
        queues << queue;
    }
    model.update(queues);
    ListFilterProxy proxy;
    proxy.setSourceModel(&model);
    proxy.sort(QueueModel::Ready, Qt::DescendingOrder);
    QCOMPARE(proxy.index(0, QueueModel::Ready).data().toString(), u"1,204"_s);
    QCOMPARE(proxy.index(1, QueueModel::Ready).data().toString(), u"10"_s);
    QCOMPARE(proxy.index(2, QueueModel::Ready).data().toString(), u"9"_s);
}

void TestModels::filtersEveryWord()
{
    QRandomGenerator random(seed);
    QueueModel model;
    model.update({queueAt(1, random), queueAt(12, random), queueAt(23, random)});
    ListFilterProxy proxy;
    proxy.setSourceModel(&model);
    proxy.setFilterText(u"QUEUE 2"_s);
    QCOMPARE(proxy.rowCount(), 2);
    proxy.setFilterText(u"queue 2 3"_s);
    QCOMPARE(proxy.rowCount(), 1);
    proxy.setFilterText({});
    QCOMPARE(proxy.rowCount(), 3);
}

void TestModels::namesFeatures()
{
    engine::QueueSpec queue;
    queue.exclusive = true;
    queue.arguments.set("x-max-length", qint32(10));
    queue.arguments.set("x-queue-type", QByteArray("classic"));
    QCOMPARE(featuresOf(queue), (QStringList{u"D"_s, u"Excl"_s, u"Lim"_s}));
    queue.arguments.set("x-own", QByteArray("1"));
    QVERIFY(featuresOf(queue).contains(u"Args"_s));
    engine::QueueSpec all;
    all.autoDelete = true;
    for (const char *argument :
         {"x-queue-type", "x-delivery-limit", "x-single-active-consumer", "x-max-priority", "x-dead-letter-routing-key",
          "x-dead-letter-exchange", "x-overflow", "x-max-length-bytes", "x-max-length", "x-expires", "x-message-ttl"})
        all.arguments.set(argument, qint32(1));
    QCOMPARE(featuresOf(all).join(u' '), u"D AD TTL Exp Lim Lim B Ovfl DLX DLK Pri SAC DlL"_s);
    all.arguments.set("x-delayed-retry-type", QByteArray("all"));
    QCOMPARE(featuresOf(all).last(), u"Args"_s);
    engine::ExchangeSpec exchange;
    exchange.durable = false;
    exchange.internal = true;
    exchange.arguments.set("alternate-exchange", QByteArray("other"));
    QCOMPARE(featuresOf(exchange), (QStringList{u"I"_s, u"AE"_s}));
    for (const QString &badge : featuresOf(queue) + featuresOf(exchange))
        QVERIFY(!featureMeaning(badge).isEmpty());
}

void TestModels::parsesTypedValues_data()
{
    QTest::addColumn<char>("type");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("good");
    const auto row = [](const char *name, char type, const char16_t *text, bool good) {
        QTest::newRow(name) << type << QString::fromUtf16(text) << good;
    };
    row("text", 'S', u"anything at all", true);
    row("empty text", 'S', u"", true);
    row("integer", 'l', u"-42", true);
    row("integer with letters", 'l', u"4x", false);
    row("integer empty", 'l', u"", false);
    row("8 bit at its limit", 'b', u"-128", true);
    row("8 bit beyond", 'b', u"128", false);
    row("unsigned negative", 'B', u"-1", false);
    row("16 bit beyond", 's', u"40000", false);
    row("unsigned 64 bit at its limit", 'L', u"18446744073709551615", true);
    row("boolean", 't', u"true", true);
    row("boolean maybe", 't', u"maybe", false);
    row("number", 'd', u"9.5", true);
    row("number with comma", 'd', u"9,5", false);
    row("decimal", 'D', u"12.50", true);
    row("decimal too long", 'D', u"12345678901.5", false);
    row("time", 'T', u"2026-11-22T12:00:00Z", true);
    row("seconds", 'T', u"1795348800", true);
    row("no time", 'T', u"yesterday", false);
    row("bytes", 'x', u"0x00ff", true);
    row("half a byte", 'x', u"0x0", false);
    row("not hexadecimal", 'x', u"zz", false);
    row("list", 'A', u"[1, \"two\"]", true);
    row("list that is a table", 'A', u"{}", false);
    row("table", 'F', u"{\"a\": {\"b\": [1.5, null]}}", true);
    row("table cut short", 'F', u"{\"a\":", false);
    row("no value", 'V', u"", true);
}

void TestModels::parsesTypedValues()
{
    QFETCH(char, type);
    QFETCH(QString, text);
    QFETCH(bool, good);
    const auto parsed = ui::widgets::parseField(type, text);
    QCOMPARE(parsed.ok(), good);
    if (good)
        QCOMPARE(parsed->typeCode(), type);
    else
        QVERIFY(!parsed.error().detail.isEmpty());
}

void TestModels::writesWhatItParses()
{
    const std::pair<char, const char16_t *> values[] = {
        {'S', u"text"},       {'l', u"-42"},    {'L', u"18446744073709551615"},
        {'t', u"false"},      {'d', u"9.5"},    {'D', u"12.50"},
        {'T', u"1795348800"}, {'x', u"0x00ff"}, {'A', u"[1,\"two\"]"},
        {'F', u"{\"a\":1}"},  {'V', u""}};
    for (const auto &[type, text] : values) {
        const auto parsed = ui::widgets::parseField(type, QString::fromUtf16(text));
        QVERIFY(parsed.ok());
        QCOMPARE(ui::widgets::editableText(*parsed), QString::fromUtf16(text));
    }
}

void TestModels::aDelayedMessageTellsTheTimeThatIsLeft()
{
    engine::MessageSummary message;
    message.state = engine::MessageState::Delayed;
    const auto said = [&](qint64 ms, int role) {
        message.readyAt = QDateTime::currentDateTime().addMSecs(ms);
        return ui::models::messageData(&message, {}, 0, ui::models::StateColumn, role).toString();
    };
    QCOMPARE(said(90 * 60'000 + 500, Qt::DisplayRole), u"in 1 h 30 min"_s);
    QVERIFY(said(9'000, Qt::DisplayRole).startsWith(u"in 8."_s) || said(9'000, Qt::DisplayRole) == u"in 9 s");
    QCOMPARE(said(-5, Qt::DisplayRole), u"in 0 ms"_s);
    QVERIFY(said(60'000, Qt::ToolTipRole).startsWith(u"Delayed: ready at "_s));
}

SIGHTGLASS_TEST(TestModels)
#include "tst_models.moc"
