// SPDX-License-Identifier: GPL-3.0-or-later
// PublishCommands: what is published by hand: one message, one record, or many at once with one answer.
// Owner: EngineHost. Thread: engine.
#pragma once

#include "core/broker.h"
#include "core/whilealive.h"
#include "facade/answer.h"
#include "facade/recordpublisher.h"
#include "facade/windowpublisher.h"

#include <engine/publishing.h>

#include <QObject>

#include <deque>
#include <map>
#include <memory>

namespace engine::facade {

class PublishCommands final : public core::Broker::LeavingObserver
{
public:
    /// `window`: the connection in whose name it publishes.
    PublishCommands(core::Broker &broker, ConnectionId window);
    ~PublishCommands() override;

    void publish(const PublishRequest &request, const AnswerPtr<PublishReceipt> &answer);
    void publishRecord(const RecordRequest &request, const AnswerPtr<RecordReceipt> &answer);
    void publishBatch(const PublishBatch &batch, const AnswerPtr<BatchReceipt> &answer);

    // LeavingObserver: nothing is published by hand to a virtual host that goes.
    void virtualHostLeaves(core::VirtualHost &host, const QString &reason) override;
    void userLeaves(const QByteArray &, const QString &) override {}

private:
    struct WaitingBatch
    {
        PublishBatch batch;
        AnswerPtr<BatchReceipt> answer;
    };
    class Tally;

    Result<WindowPublisher *> publisherOf(const QString &virtualHost);
    void run(const WaitingBatch &waiting);
    void awaitRoom();
    void runWaiting();

    core::Broker &m_broker;
    const ConnectionId m_window;
    std::map<QByteArray, std::unique_ptr<WindowPublisher>> m_publishers; ///< by virtual host
    RecordPublisher m_records;
    std::deque<WaitingBatch> m_waiting; ///< until the broker has room again
    bool m_awaitsRoom = false;
    QObject m_later; ///< a turn of its own is posted to it, and goes with it
    core::WhileAlive m_whileAlive;
};

} // namespace engine::facade
