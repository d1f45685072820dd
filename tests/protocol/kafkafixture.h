// SPDX-License-Identifier: GPL-3.0-or-later
// What the Kafka protocol's tests share: a client on an in-memory transport that writes requests with the codec and reads back
// what the session answers, in front of the real core over a store whose commits the test can hold back.
// Thread: engine (the test's).
#pragma once

#include "core/corefixture.h"
#include "protocol/kafka/limits.h"
#include "protocol/kafka/session.h"
#include "protocol/memorytransport.h"
#include "protocol/records/recordformat.h"
#include "protocol/sessionender.h"
#include "wire/kafka/apis.h"
#include "wire/kafka/recordbatch.h"

#include <QtTest>

namespace test {

namespace wk = engine::wire::kafka;
using engine::wire::OutBuffer;
using wk::ErrorCode;

/// A broker that any number of clients connect to.
struct Broking
{
    /// before: what an earlier broker has left.
    explicit Broking(BrokerLimits limits = {}, DiskImage before = {})
        : disk(std::move(before))
        , bench(disk, limits)
    {
        bench.broker.setRecordFormat(&format);
        bench.store.autoCommit = true;
        bench.settle();
    }
    core::Topics &topics() { return bench.host().topics(); }
    core::Topic &makeTopic(const QByteArray &name, quint32 partitions = 1, const FieldTable &config = {})
    {
        const auto made = topics().create({name, partitions, config, {}});
        Q_ASSERT(made.ok());
        bench.settle();
        return **made;
    }
    /// Moves the clock; what is due happens.
    void advance(qint64 milliseconds)
    {
        bench.clock.now += milliseconds;
        bench.broker.wake();
        bench.settle();
    }

    DiskImage disk;
    records::RecordFormat format;
    Bench bench;
    SessionRegistry registry;
    SessionEnder ender{bench.broker, registry};
    LocalAuthenticator authenticator;
    kafka::Environment environment{bench.broker, registry, authenticator};
};

/// A batch of records with these values; no keys, timestamps from `timestamp` on.
inline QByteArray batchOf(const QList<QByteArray> &values, qint64 timestamp = 1'000'000,
                          const wk::BatchOptions &options = {})
{
    OutBuffer out;
    wk::RecordBatchBuilder builder(out, 0, options);
    for (qsizetype i = 0; i < values.size(); ++i)
        builder.append(i, timestamp + i, {}, values[i]);
    builder.finish();
    return out.toByteArray();
}

/// The values of all records in consecutive batches, from this offset on.
inline QList<QByteArray> valuesOf(QByteArrayView batches, qint64 from = 0)
{
    QList<QByteArray> values;
    while (!batches.isEmpty()) {
        const auto info = wk::peek(batches);
        if (!info) {
            values.append("(damaged)");
            break;
        }
        wk::RecordReader reader(batches, *info);
        wk::RecordView record;
        while (reader.next(record)) {
            if (record.offset >= from)
                values.append(record.value.toByteArray());
        }
        batches = batches.sliced(info.consumed());
    }
    return values;
}

class Client
{
public:
    explicit Client(Broking &broking)
        : m_broking(broking)
    {
        transport.info.server = QStringLiteral("127.0.0.1:9092");
        renew();
    }
    ~Client() { disconnect(); }

    MemoryTransport transport;
    kafka::Session &session() { return *m_session; }
    /// A new connection, for instance after the transport's peer was changed.
    void renew()
    {
        transport.closed = false;
        m_session = std::make_unique<kafka::Session>(m_broking.environment, transport);
    }
    /// As net does it when the socket has closed.
    void disconnect()
    {
        if (m_session)
            m_session->disconnected();
        m_session.reset();
        m_broking.bench.settle();
    }
    /// The client reads what has waited for it.
    void readAll()
    {
        transport.stuck = false;
        transport.sent += std::exchange(transport.unsent, {});
        m_session->written();
        offer();
    }

    // ---- sending
    void send(const QByteArray &bytes)
    {
        m_toServer += bytes;
        offer();
    }
    void offer()
    {
        qsizetype taken = 1;
        while (taken > 0) {
            taken = transport.reading && !m_toServer.isEmpty() ? m_session->consume(m_toServer) : 0;
            m_toServer.remove(0, taken);
            m_broking.bench.settle();
        }
    }
    qsizetype unread() const { return m_toServer.size(); }
    template <typename R>
    QByteArray encoded(qint16 version, const R &request)
    {
        OutBuffer out;
        wk::appendRequest(out, {qint16(R::Key), version, ++m_correlation, QByteArray("tester")}, request);
        return out.toByteArray();
    }
    /// Without waiting for the answer.
    template <typename R>
    void send(qint16 version, const R &request)
    {
        send(encoded(version, request));
    }

    // ---- receiving
    /// The next answer, which must be to a request of this kind; the correlation ids count on.
    template <typename R>
    typename R::Response expect(qint16 version)
    {
        const auto frame = wk::decodeFrame(transport.sent, 0x7fffffff);
        if (!frame) {
            QTest::qFail(QByteArray(QByteArray(wk::apiInfo(R::Key).name) + " is not answered").constData(), __FILE__,
                         __LINE__);
            return {};
        }
        const QByteArray bytes = frame->toByteArray();
        transport.sent.remove(0, frame.consumed());
        engine::wire::ByteReader reader(bytes);
        if (const qint32 correlation = reader.i32(); correlation != ++m_answered)
            QTest::qFail("an answer is out of order", __FILE__, __LINE__);
        if (wk::apiInfo(R::Key).responseHeaderVersion(version) == 1)
            reader.u8();
        m_last = bytes.sliced(reader.offset());
        const auto response = wk::decodeMessage<typename R::Response>(m_last, version);
        if (!response || response.consumed() != m_last.size()) {
            QTest::qFail("an answer cannot be read", __FILE__, __LINE__);
            return {};
        }
        return *response;
    }
    /// Sends and takes the answer. What it borrows is good until the next one.
    template <typename R>
    typename R::Response call(qint16 version, const R &request)
    {
        send(version, request);
        return expect<R>(version);
    }
    bool silent() const { return transport.sent.isEmpty(); }
    /// Nothing will come for the last request.
    void skipAnswer() { ++m_answered; }

    // ---- common ways
    wk::ProduceRequest producing(const QByteArray &topic, const QByteArray &records, qint32 partition = 0,
                                 qint16 acks = -1)
    {
        m_records = records;
        wk::ProduceRequest request;
        request.acks = acks;
        request.timeoutMs = 1000;
        request.topicData = {{topic, {{partition, m_records}}}};
        return request;
    }
    using Produced = wk::ProduceResponse::PartitionProduceResponse;
    Produced produce(const QByteArray &topic, const QByteArray &records, qint32 partition = 0, qint16 version = 9)
    {
        const auto response = call(version, producing(topic, records, partition));
        return response.responses.isEmpty() ? Produced{} : response.responses.first().partitionResponses.first();
    }
    static wk::FetchRequest fetching(const QByteArray &topic, qint64 offset, qint32 partition = 0)
    {
        wk::FetchRequest request;
        request.maxWaitMs = 500;
        request.minBytes = 1;
        request.topics = {{topic, {{partition, -1, offset, -1, -1, 1024 * 1024}}}};
        return request;
    }
    using Fetched = wk::FetchResponse::PartitionData;
    static Fetched only(const wk::FetchResponse &response)
    {
        if (response.responses.size() != 1 || response.responses.first().partitions.size() != 1) {
            QTest::qFail("one partition expected", __FILE__, __LINE__);
            return {};
        }
        return response.responses.first().partitions.first();
    }
    QList<QByteArray> fetch(const QByteArray &topic, qint64 offset, qint32 partition = 0)
    {
        auto request = fetching(topic, offset, partition);
        request.maxWaitMs = 0;
        const Fetched fetched = only(call(12, request));
        return valuesOf(fetched.records.joined(), offset);
    }

private:
    Broking &m_broking;
    std::unique_ptr<kafka::Session> m_session;
    QByteArray m_toServer;
    QByteArray m_records, m_last;
    qint32 m_correlation = 0, m_answered = 0;
};

} // namespace test
