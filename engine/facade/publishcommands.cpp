// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/publishcommands.h"

namespace engine::facade {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t mostWaiting = 64;

} // namespace

/// Counts what became of a batch. Shared by the messages that are still unsettled: the last one that lets go answers.
class PublishCommands::Tally
{
public:
    explicit Tally(AnswerPtr<BatchReceipt> answer)
        : m_answer(std::move(answer))
    {}
    ~Tally() { m_answer->finish(m_receipt); }
    Q_DISABLE_COPY_MOVE(Tally)

    void note(const Result<WindowPublisher::Published> &published)
    {
        if (!published)
            fail(1, published.error().detail);
        else
            ++(published->isRouted ? m_receipt.sent : m_receipt.unroutable);
    }
    void note(const RecordPublisher::Appended &appended, bool ok)
    {
        if (appended.problem)
            fail(appended.failed, appended.problem->detail);
        if (!ok)
            return fail(appended.records, u"the records could not be stored"_s);
        m_receipt.sent += appended.records;
        m_receipt.last = appended.last;
    }
    void fail(quint64 count, const QString &problem)
    {
        if (m_receipt.failed == 0)
            m_receipt.problem = problem;
        m_receipt.failed += count;
    }

private:
    const AnswerPtr<BatchReceipt> m_answer;
    BatchReceipt m_receipt;
};

PublishCommands::PublishCommands(core::Broker &broker, ConnectionId window)
    : m_broker(broker)
    , m_window(window)
    , m_records(broker, {window, 0})
{
    m_broker.addLeavingObserver(this);
}

PublishCommands::~PublishCommands()
{
    m_broker.removeLeavingObserver(this);
}

void PublishCommands::virtualHostLeaves(core::VirtualHost &host, const QString &)
{
    m_publishers.erase(host.name());
}

Result<WindowPublisher *> PublishCommands::publisherOf(const QString &virtualHost)
{
    core::VirtualHost *host = m_broker.virtualHost(virtualHost.toUtf8());
    if (!host)
        return Error{BrokerError::NotFound, u"vhost '%1' not found"_s.arg(virtualHost)};
    std::unique_ptr<WindowPublisher> &publisher = m_publishers[host->name()];
    if (!publisher)
        publisher = std::make_unique<WindowPublisher>(m_broker, *host, m_window);
    return publisher.get();
}

void PublishCommands::publish(const PublishRequest &request, const AnswerPtr<PublishReceipt> &answer)
{
    const Result<WindowPublisher *> publisher = publisherOf(request.virtualHost);
    if (!publisher)
        return answer->finish(publisher.error());
    (*publisher)
        ->publish(request, WindowPublisher::Report::Names,
                  [answer](const Result<WindowPublisher::Published> &published) {
                      answer->finish(published ? Result<PublishReceipt>(published->receipt) : published.error());
                  });
    m_broker.settle();
}

void PublishCommands::publishRecord(const RecordRequest &request, const AnswerPtr<RecordReceipt> &answer)
{
    const RecordPublisher::Appended appended = m_records.append({&request, 1});
    if (appended.problem)
        return answer->finish(*appended.problem);
    m_broker.whenCommitted([answer, receipt = *appended.last](bool ok) {
        answer->finish(ok ? Result<RecordReceipt>(receipt)
                          : Error{BrokerError::StorageFailed, u"the record could not be stored"_s});
    });
    m_broker.settle();
}

void PublishCommands::publishBatch(const PublishBatch &batch, const AnswerPtr<BatchReceipt> &answer)
{
    if (batch.messages.size() + batch.records.size() > PublishBatch::mostMessages) {
        return answer->finish(
            Error{BrokerError::InvalidArgument, u"a batch has at most %1 messages"_s.arg(PublishBatch::mostMessages)});
    }
    if (!m_broker.isCongested() && m_waiting.empty())
        return run({batch, answer});
    if (m_waiting.size() >= mostWaiting)
        return answer->finish(Error{BrokerError::ResourceExhausted, u"too many batches wait for the broker"_s});
    m_waiting.push_back({batch, answer});
    awaitRoom();
}

void PublishCommands::run(const WaitingBatch &waiting)
{
    const auto tally = std::make_shared<Tally>(waiting.answer);
    for (const PublishRequest &request : waiting.batch.messages) {
        const Result<WindowPublisher *> publisher = publisherOf(request.virtualHost);
        if (!publisher)
            tally->fail(1, publisher.error().detail);
        else
            (*publisher)
                ->publish(request, WindowPublisher::Report::Count,
                          [tally](const Result<WindowPublisher::Published> &published) { tally->note(published); });
    }
    if (!waiting.batch.records.isEmpty()) {
        const RecordPublisher::Appended appended =
            m_records.append({waiting.batch.records.constData(), size_t(waiting.batch.records.size())});
        m_broker.whenCommitted([tally, appended](bool ok) { tally->note(appended, ok); });
    }
    m_broker.settle();
}

/// The broker calls from the middle of its settling: the work is done in a turn of its own.
void PublishCommands::awaitRoom()
{
    if (std::exchange(m_awaitsRoom, true))
        return;
    m_broker.whenCaughtUp(m_whileAlive([this] {
        QMetaObject::invokeMethod(
            &m_later, [this] { runWaiting(); }, Qt::QueuedConnection);
    }));
}

void PublishCommands::runWaiting()
{
    m_awaitsRoom = false;
    while (!m_waiting.empty() && !m_broker.isCongested()) {
        const WaitingBatch next = std::move(m_waiting.front());
        m_waiting.pop_front();
        run(next);
    }
    if (!m_waiting.empty())
        awaitRoom();
}

} // namespace engine::facade
