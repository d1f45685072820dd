// SPDX-License-Identifier: GPL-3.0-or-later
// The flow's graph, what it tells of changes, and its layout.
#include "support/fakefleet.h"
#include "support/fakeshop.h"
#include "support/faketopics.h"
#include "support/flowhelpers.h"

#include "program/testprogram.h"
#include "ui/canvas/geometry.h"
#include "ui/canvas/graphmodel.h"
#include "ui/canvas/layout.h"
#include "ui/canvas/story.h"
#include "ui/theme/format.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace tests;

class TestFlowGraph : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void clientsOfOneNameAreOne();
    void whatArrivesIsSharedOutToItsWays();
    void theWayLeadsThroughExchanges();
    void deadLettersHaveTheirWay();
    void whatNobodyUsesIsHidden();
    void troubleIsNamed();
    void bytesFillAQueue();
    void topicsHaveTheirReaders();
    void topicsHaveTheirWriters();
    void recordsPassAllExchanges();
    void readersWithoutAGroupAreConsumers();
    void oneSentenceTellsWhatMattersMost();
    void theModelTellsWhatHasChanged();
    void ofTooManyTheBusiestAreShown();
    void everythingStandsInItsColumn();
    void aWayLeadsAroundWhatItDoesNotReach();
    void loneQueuesStandInRows();
    void threeHundredNodesHaveRoom();
};

void TestFlowGraph::clientsOfOneNameAreOne()
{
    tests::FakeSession session;
    tests::openFakeShop(session);
    session.connections[0].name = u"shop 1"_s;
    session.connections[1].name = u"shop 2"_s;
    // Of a stream that is sampled nothing was seen of them: after some seconds their rates are enough.
    Traffic traffic;
    traffic.keepOnly(session.connections, 1000);
    QVERIFY(!buildGraph(inputsOf(session), traffic).graph.find(producerId(u"shop"_s)));
    traffic.keepOnly(session.connections, 7000);
    const BuiltGraph built = buildGraph(inputsOf(session), traffic);
    const FlowNode *shop = built.graph.find(producerId(u"shop"_s));
    QVERIFY(shop);
    QCOMPARE(shop->title, u"shop"_s);
    QVERIFY(shop->caption.startsWith(u"×2 "_s));
    QCOMPARE(shop->connections.size(), 2);
    QCOMPARE(shop->rate, 236.0);
    // One alone has its whole name.
    session.connections.removeAt(1);
    QCOMPARE(buildGraph(inputsOf(session), traffic).graph.find(producerId(u"shop"_s))->title, u"shop 1"_s);
}

void TestFlowGraph::whatArrivesIsSharedOutToItsWays()
{
    tests::FakeSession session;
    tests::openFakeShop(session);
    Traffic traffic = shopTraffic();
    // One message in four comes straight to the queue.
    traffic.take(batchOf({told(LifecycleStep::Enqueued, u"orders"_s, u"orders.eu"_s, 0),
                          told(LifecycleStep::Enqueued, u"orders"_s, u"orders.eu"_s, 0),
                          told(LifecycleStep::Enqueued, {}, u"orders.eu"_s, 0)}),
                 1000);
    session.queues[0].incomingRate = 80;
    const FlowGraph graph = buildGraph(inputsOf(session), traffic).graph;
    const FlowEdge *bound = edgeBetween(graph, EdgeKind::Route, exchangeId(u"orders"_s), queueId(u"orders.eu"_s));
    QVERIFY(bound);
    QCOMPARE(bound->label, u"eu.*"_s);
    QCOMPARE(qRound(bound->rate), 60);
    const FlowEdge *direct = edgeBetween(graph, EdgeKind::Route, exchangeId({}), queueId(u"orders.eu"_s));
    QVERIFY(direct);
    QCOMPARE(qRound(direct->rate), 20);
    QVERIFY(!graph.find(exchangeId({}))->isInternal);
    const FlowEdge *publish = edgeBetween(graph, EdgeKind::Publish, producerId(u"shop-web"_s), exchangeId(u"orders"_s));
    QVERIFY(publish);
    QCOMPARE(publish->rate, 118.0);
}

void TestFlowGraph::theWayLeadsThroughExchanges()
{
    tests::FakeSession session;
    tests::openFakeShop(session);
    engine::ExchangeSnapshot mobile = session.exchanges[6];
    mobile.spec.name = u"mobile"_s;
    mobile.id = {40};
    session.exchanges << mobile;
    engine::BindingSnapshot binding;
    binding.spec.source = u"mobile"_s;
    binding.spec.destination = u"orders"_s;
    binding.spec.destinationType = engine::DestinationType::Exchange;
    session.bindings << binding;
    Traffic traffic;
    traffic.take(batchOf({told(LifecycleStep::Enqueued, u"mobile"_s, u"orders.eu"_s, 0)}), 1000);
    session.queues[0].incomingRate = 10;
    const FlowGraph graph = buildGraph(inputsOf(session), traffic).graph;
    QCOMPARE(edgeBetween(graph, EdgeKind::Route, exchangeId(u"mobile"_s), exchangeId(u"orders"_s))->rate, 10.0);
    QCOMPARE(edgeBetween(graph, EdgeKind::Route, exchangeId(u"orders"_s), queueId(u"orders.eu"_s))->rate, 10.0);
}

void TestFlowGraph::deadLettersHaveTheirWay()
{
    tests::FakeSession session;
    tests::openFakeShop(session);
    Traffic traffic;
    LiveBatch batch = batchOf({told(LifecycleStep::DeadLettered, u"orders"_s, u"orders.eu"_s, 0)});
    batch.seen = 8; // seven were left out
    traffic.take(batch, 1000);
    const FlowGraph graph = buildGraph(inputsOf(session), traffic).graph;
    const FlowEdge *dead =
        edgeBetween(graph, EdgeKind::DeadLetter, queueId(u"orders.eu"_s), exchangeId(u"orders.dlx"_s));
    QVERIFY(dead);
    QCOMPARE(dead->rate, 2.0);
    QVERIFY(graph.find(queueId(u"orders.dead"_s))->keepsDeadLetters);
    QCOMPARE(graph.find(queueId(u"orders.dead"_s))->trouble, Trouble::None);
    QVERIFY(!graph.find(queueId(u"orders.eu"_s))->keepsDeadLetters);
    // That it is paused is seen all the same.
    for (engine::QueueSnapshot &queue : session.queues)
        queue.state = queue.spec.name == u"orders.dead" ? engine::QueueSnapshot::State::Paused : queue.state;
    QCOMPARE(buildGraph(inputsOf(session), traffic).graph.find(queueId(u"orders.dead"_s))->trouble, Trouble::Warning);
    // By a policy, and straight into a queue.
    session.queues[1].policy.effective.set("dead-letter-exchange", QByteArray());
    session.queues[1].policy.effective.set("dead-letter-routing-key", QByteArray("orders.dead"));
    QVERIFY(edgeBetween(buildGraph(inputsOf(session), {}).graph, EdgeKind::DeadLetter, queueId(u"orders.us"_s),
                        queueId(u"orders.dead"_s)));
}

void TestFlowGraph::whatNobodyUsesIsHidden()
{
    tests::FakeSession session;
    tests::openFakeShop(session);
    engine::QueueSnapshot reply = session.queues[2];
    reply.id = {60};
    reply.spec.name = u"amq.gen-1"_s;
    reply.spec.exclusive = true;
    session.queues << reply;
    session.connections[2].channels[0].consumers[0].queueName = u"amq.gen-1"_s;
    const FlowGraph whole = buildGraph(inputsOf(session), shopTraffic()).graph;
    const FlowGraph seen = visiblePart(whole, {});
    QVERIFY(!seen.find(exchangeId(u"amq.topic"_s)));
    QVERIFY(!seen.find(exchangeId({})));
    QVERIFY(!seen.find(queueId(u"amq.gen-1"_s)));
    QVERIFY(!seen.find(consumerId(u"billing-svc"_s))); // takes answers only
    QVERIFY(seen.find(queueId(u"billing"_s)));         // unused, but somebody's
    FlowChoice choice;
    choice.internals = true;
    QVERIFY(visiblePart(whole, choice).find(queueId(u"amq.gen-1"_s)));
    choice = {};
    choice.idle = false;
    QVERIFY(!visiblePart(whole, choice).find(queueId(u"billing"_s)));
    QVERIFY(visiblePart(whole, choice).find(queueId(u"orders.eu"_s)));
    // No edge leads to what is not shown.
    for (const FlowEdge &edge : seen.edges)
        QVERIFY(seen.find(edge.from) && seen.find(edge.to));
}

void TestFlowGraph::troubleIsNamed()
{
    tests::FakeSession session;
    tests::openFakeShop(session);
    session.queues[0].ready = 2000; // the limit
    session.queues[3].consumers = 0;
    session.connections[0].state = engine::ConnectionSnapshot::State::Blocked;
    session.connections[0].waitsFor = u"low on memory"_s;
    const FlowGraph graph = buildGraph(inputsOf(session), shopTraffic()).graph;
    QCOMPARE(graph.find(queueId(u"orders.eu"_s))->trouble, Trouble::Serious);
    QVERIFY(graph.find(queueId(u"orders.eu"_s))->caption.contains(u"full"_s));
    QCOMPARE(graph.find(queueId(u"shipping"_s))->trouble, Trouble::Warning);
    QVERIFY(graph.find(queueId(u"shipping"_s))->caption.contains(u"no consumer"_s));
    QCOMPARE(graph.find(producerId(u"shop-web"_s))->trouble, Trouble::Warning);
    QVERIFY(graph.find(producerId(u"shop-web"_s))->caption.contains(u"low on memory"_s));
    QCOMPARE(graph.find(consumerId(u"billing-svc"_s))->trouble, Trouble::Warning); // its prefetch is used up
}

void TestFlowGraph::bytesFillAQueue()
{
    tests::FakeSession session;
    tests::openFakeShop(session);
    engine::QueueSnapshot &queue = session.queues[3]; // shipping
    queue.spec.arguments.set("x-max-length-bytes", qint64(10'000'000));
    queue.ready = 40;
    queue.unacked = 0;
    queue.readyBytes = 4'000'000;
    queue.unackedBytes = 0;
    queue.incomingRate = 20;
    queue.deliverGetRate = queue.ackRate = 10;
    queue.consumers = 1;
    const auto build = [&] { return buildGraph(inputsOf(session), shopTraffic()).graph; };
    FlowGraph graph = build();
    const FlowNode *node = graph.find(queueId(u"shipping"_s));
    QCOMPARE(node->trouble, Trouble::None);
    QVERIFY2(node->caption.contains(QString(u"limit "_s + ui::theme::formatSize(10'000'000))),
             qPrintable(node->caption));
    QCOMPARE(node->level.share(), 0.4);
    // 60 more of them fit, and each second brings ten.
    const ui::canvas::Story story = storyOf(inputsOf(session), graph, shopTraffic(), session.overview);
    QVERIFY2(story.text.contains(u"full in about 6 s"_s), qPrintable(story.text));
    QCOMPARE(story.about, queueId(u"shipping"_s));
    // Nearer than the limit of messages, which would have room.
    queue.spec.arguments.set("x-max-length", qint64(1000));
    queue.ready = 99;
    queue.readyBytes = 9'950'000;
    graph = build();
    node = graph.find(queueId(u"shipping"_s));
    QCOMPARE(node->trouble, Trouble::Serious);
    QVERIFY2(node->caption.contains(u"full"_s), qPrintable(node->caption));
    QVERIFY(storyOf(inputsOf(session), graph, shopTraffic(), session.overview).text.contains(u"shipping is full"_s));
    // And the other way round.
    queue.readyBytes = 99;
    node = (graph = build()).find(queueId(u"shipping"_s));
    QCOMPARE(node->trouble, Trouble::None);
    QVERIFY2(node->caption.contains(u"limit 1,000"_s), qPrintable(node->caption));
}

void TestFlowGraph::topicsHaveTheirReaders()
{
    tests::FakeSession session;
    tests::openFakeTopics(session);
    const FlowGraph graph = buildGraph(inputsOf(session), {}).graph;
    const NodeId clicks = nodeId(NodeKind::Topic, u"/"_s, u"clicks"_s);
    const NodeId analytics = nodeId(NodeKind::Group, u"/"_s, u"analytics"_s);
    QCOMPARE(graph.find(clicks)->lanes.size(), 3);
    QCOMPARE(graph.find(clicks)->lanes.front().marks.size(), 3);
    QVERIFY(graph.find(clicks)->lanes.front().marks.front().isBehind);
    QVERIFY(!graph.find(clicks)->lanes.front().marks.back().isBehind);
    const FlowEdge *read = edgeBetween(graph, EdgeKind::Consume, clicks, analytics);
    QVERIFY(read && read->isBehind);
    QVERIFY(graph.find(analytics)->caption.contains(u"lag"_s));
    // How fast a group reads is seen from how far its offsets move.
    Traffic traffic;
    traffic.takeGroups(session.groups, 1000);
    session.groups[0].offsets[0].committed += 4000;
    traffic.takeGroups(session.groups, 41'000);
    QVERIFY(traffic.readPerSecond({u"/"_s, u"analytics"_s}, u"clicks"_s) > 90);
    // Where nothing is committed nobody knows how far a group is behind.
    session.groups[0].offsets.clear();
    session.groups[0].lag = session.groups[0].lagMs = std::nullopt;
    const FlowGraph without = buildGraph(inputsOf(session), {}).graph;
    QVERIFY(without.find(analytics)->caption.contains(u"lag –"_s));
    QCOMPARE(without.find(analytics)->trouble, Trouble::None);
}

void TestFlowGraph::topicsHaveTheirWriters()
{
    tests::FakeSession session;
    tests::openFakeTopics(session);
    engine::ConnectionSnapshot writer;
    writer.id = {71};
    writer.name = u"tracker 1"_s;
    writer.protocol = u"Kafka"_s;
    writer.virtualHost = u"/"_s;
    writer.topics = {{u"clicks"_s, 5000, 0, 30, 0}, {u"gone"_s, 9, 0, 0, 0}};
    engine::ConnectionSnapshot second = writer;
    second.id = {72};
    second.name = u"tracker 2"_s;
    engine::ConnectionSnapshot reader = writer;
    reader.id = {73};
    reader.name = u"reader"_s;
    reader.topics = {{u"clicks"_s, 0, 100, 0, 10}};
    session.connections = {writer, second, reader};
    const NodeId clicks = nodeId(NodeKind::Topic, u"/"_s, u"clicks"_s);
    const BuiltGraph built = buildGraph(inputsOf(session), {});
    const FlowNode *node = built.graph.find(producerId(u"tracker"_s));
    QVERIFY(node);
    QCOMPARE(node->rate, 60.0);
    QCOMPARE(node->connections.size(), 2);
    QVERIFY(!node->isIdle);
    const FlowEdge *write = edgeBetween(built.graph, EdgeKind::Publish, producerId(u"tracker"_s), clicks);
    QVERIFY(write && write->isLog);
    QCOMPARE(write->rate, 60.0);
    QVERIFY(write->words.contains(u"clicks"_s));
    QVERIFY(!built.graph.find(producerId(u"reader"_s)));
    QCOMPARE(std::count_if(built.graph.edges.begin(), built.graph.edges.end(),
                           [](const FlowEdge &edge) { return edge.kind == EdgeKind::Publish; }),
             qptrdiff(1));
}

void TestFlowGraph::recordsPassAllExchanges()
{
    tests::FakeSession session;
    tests::openFakeShop(session);
    tests::openFakeTopics(session);
    session.connections << kafkaClient(71, u"tracker"_s, {u"clicks"_s, 5000, 0, 30, 0});
    Traffic traffic = shopTraffic();
    traffic.take(batchOf({toldRecord(LifecycleStep::Published, u"clicks"_s, 71),
                          toldRecord(LifecycleStep::Enqueued, u"clicks"_s, 71)}),
                 1000);
    FlowGraph graph = buildGraph(inputsOf(session), traffic).graph;
    QVERIFY(!edgeBetween(graph, EdgeKind::Publish, producerId(u"tracker"_s), exchangeId({})));
    QVERIFY(graph.find(exchangeId({}))->isInternal);
    const FlowEdge *write = edgeBetween(graph, EdgeKind::Publish, producerId(u"tracker"_s), topicId(u"clicks"_s));
    QVERIFY(write && write->isTold);
    QCOMPARE(write->rate, 30.0);
    QCOMPARE(graph.find(producerId(u"tracker"_s))->rate, 30.0);
    // What goes through exchanges beside is counted there, and only that.
    engine::ChannelSnapshot channel;
    channel.publishRate = 5;
    session.connections.last().channels << channel;
    traffic.take(batchOf({told(LifecycleStep::Published, u"orders"_s, {}, 71)}), 1000);
    graph = buildGraph(inputsOf(session), traffic).graph;
    QCOMPARE(edgeBetween(graph, EdgeKind::Publish, producerId(u"tracker"_s), exchangeId(u"orders"_s))->rate, 5.0);
}

void TestFlowGraph::readersWithoutAGroupAreConsumers()
{
    tests::FakeSession session;
    tests::openFakeTopics(session);
    session.groups[0].members[0].host = u"/127.0.0.1"_s; // as a client of Kafka is told
    session.connections = {kafkaClient(71, u"tailer"_s, {u"clicks"_s, 0, 900, 0, 12}),
                           kafkaClient(72, u"analytics-0"_s, {u"clicks"_s, 0, 900, 0, 40}),
                           kafkaClient(73, u"analytics-1"_s, {u"clicks"_s, 0, 900, 0, 40}),
                           kafkaClient(74, u"analytics-0"_s, {u"clicks"_s, 0, 900, 0, 7})};
    session.connections[3].peer = u"10.0.0.9:4000"_s; // another one, elsewhere
    FlowGraph graph = buildGraph(inputsOf(session), {}).graph;
    const FlowNode *tailer = graph.find(consumerId(u"tailer"_s));
    QVERIFY(tailer);
    QCOMPARE(tailer->rate, 12.0);
    QVERIFY(!tailer->isInternal && !tailer->isIdle);
    const FlowEdge *read = edgeBetween(graph, EdgeKind::Consume, topicId(u"clicks"_s), consumerId(u"tailer"_s));
    QVERIFY(read && read->isLog);
    QCOMPARE(read->rate, 12.0);
    QVERIFY(read->words.contains(u"clicks"_s));
    // What a member reads is its group's.
    QVERIFY(!graph.find(consumerId(u"analytics-1"_s)));
    const FlowNode *elsewhere = graph.find(consumerId(u"analytics-0"_s));
    QVERIFY(elsewhere);
    QCOMPARE(elsewhere->connections, QList<engine::ConnectionId>{engine::ConnectionId{74}});
    session.connections.removeLast();
    graph = buildGraph(inputsOf(session), {}).graph;
    QVERIFY(!graph.find(consumerId(u"analytics-0"_s)));
}

void TestFlowGraph::oneSentenceTellsWhatMattersMost()
{
    tests::FakeSession session;
    tests::openFakeShop(session);
    session.queues[0].incomingRate = 68;
    session.queues[0].deliverGetRate = session.queues[0].ackRate = 12;
    session.queues[0].ready = 1216; // 784 short of full, at 56 a second
    const auto tell = [&] {
        const FlowInputs inputs = inputsOf(session);
        return storyOf(inputs, buildGraph(inputs, shopTraffic()).graph, shopTraffic(), session.overview);
    };
    QCOMPARE(tell().text, u"billing-svc takes 12/s, 68/s arrive in orders.eu: full in about 14 s"_s);
    QCOMPARE(tell().about, queueId(u"orders.eu"_s));
    session.overview.alarm = u"low on memory"_s;
    QVERIFY(tell().text.contains(u"low on memory"_s));
    session.overview.alarm.clear();
    session.queues.clear();
    session.overview.publishRate = session.overview.deliverRate = 50;
    session.overview.unroutableRate = 0;
    QVERIFY(tell().text.contains(u"everybody keeps up"_s));
}

void TestFlowGraph::theModelTellsWhatHasChanged()
{
    tests::FakeSession session;
    tests::openFakeShop(session);
    GraphModel model;
    QSignalSpy added(&model, &GraphModel::nodeAdded), changed(&model, &GraphModel::nodeChanged),
        removed(&model, &GraphModel::nodeRemoved), edgesAdded(&model, &GraphModel::edgeAdded),
        edgesRemoved(&model, &GraphModel::edgeRemoved), shape(&model, &GraphModel::shapeChanged);
    const auto update = [&] {
        for (QSignalSpy *spy : {&added, &changed, &removed, &edgesAdded, &edgesRemoved, &shape})
            spy->clear();
        model.update(visiblePart(buildGraph(inputsOf(session), shopTraffic()).graph, {}));
    };
    update();
    QCOMPARE(added.size(), model.graph().nodes.size());
    QCOMPARE(shape.size(), 1);
    update();
    QCOMPARE(added.size() + changed.size() + removed.size() + edgesAdded.size() + shape.size(), 0);
    session.queues[0].ready += 5;
    update();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.front().front().value<NodeId>(), queueId(u"orders.eu"_s));
    QCOMPARE(shape.size(), 0);
    session.queues.removeFirst();
    update();
    QCOMPARE(removed.size(), 2); // and who has nothing to take any more
    QCOMPARE(removed.at(0).front().value<NodeId>(), queueId(u"orders.eu"_s));
    QCOMPARE(removed.at(1).front().value<NodeId>(), consumerId(u"billing-svc"_s));
    QVERIFY(edgesRemoved.size() >= 3); // its binding, its dead letters, its consumer
    QCOMPARE(shape.size(), 1);
    QVERIFY(!model.node(queueId(u"orders.eu"_s)));
    for (const FlowEdge &edge : model.graph().edges)
        QVERIFY(model.node(edge.from) && model.node(edge.to) && model.edge(edge.id));
}

void TestFlowGraph::ofTooManyTheBusiestAreShown()
{
    tests::FakeSession session;
    tests::openFakeFleet(session, 30);
    FlowChoice choice;
    choice.most = 50;
    int leftOut = 0;
    const FlowGraph whole = buildGraph(inputsOf(session), {}).graph;
    const FlowGraph seen = visiblePart(whole, choice, &leftOut);
    QCOMPARE(seen.nodes.size(), 50);
    QCOMPARE(leftOut, whole.nodes.size() - 50);
    double least = seen.nodes.front().rate;
    for (const FlowNode &node : seen.nodes)
        least = std::min(least, node.rate);
    QVERIFY(least > 0);
}

// ---- the layout

void TestFlowGraph::everythingStandsInItsColumn()
{
    tests::FakeSession session;
    tests::openFakeShop(session);
    tests::openFakeTopics(session);
    const FlowGraph graph = visiblePart(buildGraph(inputsOf(session), shopTraffic()).graph, {});
    const Places places = layOut(requestFor(graph, 1.4));
    QCOMPARE(places.size(), graph.nodes.size());
    for (const FlowEdge &edge : graph.edges) {
        if (edge.kind != EdgeKind::DeadLetter && edge.kind != EdgeKind::Alternate)
            QVERIFY2(places.value(edge.from).x() < places.value(edge.to).x(), qPrintable(edge.id.v));
    }
    QCOMPARE(places.value(queueId(u"orders.eu"_s)).x(), places.value(queueId(u"audit"_s)).x());
    QCOMPARE(places.value(queueId(u"orders.eu"_s)).x(), places.value(nodeId(NodeKind::Topic, u"/"_s, u"clicks"_s)).x());
    QCOMPARE(places.value(consumerId(u"billing-svc"_s)).x(),
             places.value(nodeId(NodeKind::Group, u"/"_s, u"archive"_s)).x());
    QCOMPARE(layOut(requestFor(graph, 1.4)), places); // the same again
}

void TestFlowGraph::aWayLeadsAroundWhatItDoesNotReach()
{
    EdgeEnds ends;
    ends.from = QRectF(0, -20, 150, 40);
    ends.to = QRectF(500, -24, 136, 48);
    const QRectF between(260, -24, 136, 48), beside(260, 60, 136, 48), behind(700, -24, 136, 48);
    const auto touches = [](const EdgeWay &way, const QRectF &body) {
        return std::any_of(way.points.begin(), way.points.end(),
                           [&body](const QPointF &point) { return body.contains(point); });
    };
    // Straight where nothing is in its way.
    const EdgeWay straight = wayAround(ends, {ends.from, ends.to, beside, behind});
    QCOMPARE(straight.points, wayOf(ends).points);
    QVERIFY(touches(straight, between));
    // Above, as there is something below, too; from and to the same places.
    const EdgeWay around = wayAround(ends, {ends.from, ends.to, between, beside, behind});
    QVERIFY(!touches(around, between) && !touches(around, beside));
    QCOMPARE(around.points.front(), straight.points.front());
    QCOMPARE(around.points.back(), straight.points.back());
    // A wall is passed straight.
    QCOMPARE(wayAround(ends, {QRectF(260, -1000, 136, 2000)}).points, straight.points);
}

void TestFlowGraph::loneQueuesStandInRows()
{
    tests::FakeSession session;
    tests::openFakeShop(session);
    for (quint64 i = 0; i < 9; ++i) {
        session.queues << session.queues[2]; // nothing leads to it
        session.queues.last().id = {70 + i};
        session.queues.last().spec.name = u"lone.%1"_s.arg(i);
    }
    const FlowGraph graph = visiblePart(buildGraph(inputsOf(session), shopTraffic()).graph, {});
    const Places places = layOut(requestFor(graph, 1.4));
    QCOMPARE(places.size(), graph.nodes.size());
    QSet<double> columns, rows;
    double lowest = std::numeric_limits<double>::lowest();
    for (const FlowNode &node : graph.nodes) {
        if (node.name.startsWith(u"lone."_s)) {
            columns << places.value(node.id).x();
            rows << places.value(node.id).y();
        } else if (node.name != u"billing" && node.name != u"shipping") {
            lowest = std::max(lowest, places.value(node.id).y());
        }
    }
    QVERIFY(columns.size() >= 3);
    QVERIFY(rows.size() <= 4);
    for (const double row : std::as_const(rows))
        QVERIFY(row > lowest); // below all that is connected
}

void TestFlowGraph::threeHundredNodesHaveRoom()
{
    tests::FakeSession session;
    tests::openFakeFleet(session, 30);
    Traffic traffic;
    traffic.take(tests::fleetTraffic(session), 1000);
    const FlowGraph graph = visiblePart(buildGraph(inputsOf(session), traffic).graph, {});
    QCOMPARE(graph.nodes.size(), 300);
    const Places places = layOut(requestFor(graph, 1.5));
    QCOMPARE(places.size(), 300);
    QRectF whole;
    QList<QRectF> taken;
    for (const FlowNode &node : graph.nodes) {
        QRectF rect(QPointF(), sizeOf(node));
        rect.moveCenter(places.value(node.id));
        for (const QRectF &other : taken)
            QVERIFY2(!other.intersects(rect), qPrintable(node.title));
        taken << rect;
        whole |= rect;
    }
    // In the shape of the room, not a thin strip.
    QVERIFY(whole.width() / whole.height() > 0.6 && whole.width() / whole.height() < 4);
}

SIGHTGLASS_WINDOW_TEST(TestFlowGraph)
#include "tst_flowgraph.moc"
