// SPDX-License-Identifier: GPL-3.0-or-later
// What the facade's tests share: a running session in a temporary directory on a free port, answers that are waited for,
// and a client that is connected to it.
#pragma once

#include "demo/amqpclient.h"
#include "facade/embeddedsession.h"

#include <QTemporaryDir>
#include <QTest>

namespace test {

using namespace engine;
using app::demo::AmqpClient;
using app::demo::Delivery;
using facade::EmbeddedSession;
using facade::EngineConfig;
using State = BrokerSession::State;

constexpr int patienceMs = 20000;

/// Finishes the future, or the test.
template <typename T>
Result<T> await(const QFuture<Result<T>> &future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, patienceMs))
        return Error{BrokerError::Internal, QStringLiteral("no answer")};
    return future.result();
}

class Engine
{
public:
    explicit Engine(core::BrokerLimits limits = {}, bool keepInMemory = false)
    {
        config.dataDirectory = directory.filePath(QStringLiteral("data"));
        config.amqpAddress = QStringLiteral("127.0.0.1:0");
        config.kafkaAddress = QStringLiteral("127.0.0.1:0");
        config.socketPath = directory.filePath(QStringLiteral("socket"));
        config.keepInMemory = keepInMemory;
        config.limits = limits;
    }
    bool start()
    {
        session = std::make_unique<EmbeddedSession>(config);
        session->start();
        return QTest::qWaitFor([&] { return session->state() == State::Running; }, patienceMs);
    }
    bool stop()
    {
        session->stop();
        return QTest::qWaitFor([&] { return session->state() == State::Stopped; }, patienceMs);
    }
    bool restart() { return stop() && start(); }

    std::unique_ptr<AmqpClient> connectClient(const QByteArray &name)
    {
        auto client = std::make_unique<AmqpClient>(app::demo::Address{*config.socketPath, {}, 0}, name);
        client->open();
        return QTest::qWaitFor([&] { return client->isReady(); }, patienceMs) ? std::move(client) : nullptr;
    }
    bool declareQueue(const QString &name, bool durable = true)
    {
        QueueSpec spec;
        spec.name = name;
        spec.durable = durable;
        return await(session->declareQueue(spec)).ok();
    }
    Result<PublishReceipt> publish(const QString &queue, const QByteArray &body, bool persistent = true)
    {
        PublishRequest request;
        request.routingKey = queue;
        request.body = body;
        request.properties.deliveryMode = quint8(persistent ? 2 : 1);
        return await(session->publish(request));
    }
    /// As they are now; watches them for a moment.
    QList<QueueSnapshot> queues()
    {
        QObject context;
        std::optional<QList<QueueSnapshot>> queues;
        const auto subscription = session->watchQueues(
            &context, [&](const QList<QueueSnapshot> &now) { queues = now; }, 20);
        const bool arrived = QTest::qWaitFor([&] { return queues.has_value(); }, patienceMs);
        return arrived ? *queues : QList<QueueSnapshot>();
    }
    QueueSnapshot queue(const QString &name)
    {
        for (const QueueSnapshot &queue : queues()) {
            if (queue.spec.name == name)
                return queue;
        }
        return {};
    }
    /// Waits for so many messages, ready and unacked.
    bool waitForMessages(const QString &name, quint64 count)
    {
        return QTest::qWaitFor([&] { return queue(name).total() == count; }, patienceMs);
    }

    QTemporaryDir directory;
    EngineConfig config;
    std::unique_ptr<EmbeddedSession> session;
};

} // namespace test
