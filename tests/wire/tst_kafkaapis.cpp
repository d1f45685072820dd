// SPDX-License-Identifier: GPL-3.0-or-later
// Every request and response there is, in every version, filled by its own field list; and what the table, the limits
// and the printing promise.
#include "program/testprogram.h"
#include "vectors/amqpvectors.h"
#include "vectors/kafkafiller.h"
#include "vectors/kafkavectors.h"
#include "wire/crc32c.h"
#include "wire/kafka/apis.h"
#include "wire/kafka/printed.h"

#include <QTest>

#include <set>

using namespace engine::wire;
using namespace engine::wire::kafka;
using namespace vectors;

namespace {

template <typename M>
QByteArray encoded(const M &message, qint16 version)
{
    OutBuffer out;
    ByteWriter writer(out);
    writeMessage(writer, message, version);
    return out.toByteArray();
}

QByteArray nameOf(ApiKey key, qint16 version)
{
    return QByteArray(apiInfo(key).name) + " v" + QByteArray::number(version);
}

// Empty when the message survives encoding and decoding, and no part of it decodes.
template <typename M>
QByteArray problemOf(qint16 version)
{
    vectors::KafkaFiller filler(version);
    M message;
    M::fields(message, filler);
    const QByteArray bytes = encoded(message, version);
    const auto decoded = decodeMessage<M>(bytes, version);
    if (!decoded)
        return nameOf(M::Key, version) + ": " + decoded.error().what;
    if (*decoded != message || decoded.consumed() != bytes.size() || encoded(*decoded, version) != bytes)
        return nameOf(M::Key, version) + " comes back as another";
    for (qsizetype n = 0; n < bytes.size(); ++n) {
        const auto part = decodeMessage<M>(QByteArrayView(bytes).first(n), version);
        if (!part.isMalformed() || part.error().fault != Fault::Truncated || part.error().offset > n)
            return nameOf(M::Key, version) + " cut at " + QByteArray::number(n);
    }
    return {};
}

template <typename M>
QByteArray filledBytes(qint16 version)
{
    vectors::KafkaFiller filler(version);
    M message;
    M::fields(message, filler);
    return encoded(message, version);
}

template <typename M>
DecodeResult<M> decodeHex(const char *digits, qint16 version)
{
    return decodeMessage<M>(hex(digits), version);
}

} // namespace

class TestKafkaApis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyVersionSurvives();
    void everyVersionIsTheSpecifications();
    void theTable();
    void apiVersionsAreTheTable();
    void headers();
    void unknownApisAndVersions();
    void fieldsOfOtherVersionsAreLeftOut();
    void nullIsNotEmpty();
    void nullBeforeThereWasNull();
    void unknownTaggedFieldsAreReadOver();
    void leftOverBytesAreNotLookedAt();
    void recordsAreBorrowed();
    void recordsOfManyPieces();
    void tooManyElements();
    void aCountReservesNoMemory();
    void errorsHaveNames();
    void longListsAndSecretsArePrintedShort();
    void malformedRequestsArePrintedByTheirHeader();
};

void TestKafkaApis::everyVersionSurvives()
{
    QByteArray problem;
    forEachRequest([&]<typename R>(std::type_identity<R>) {
        for (qint16 version = 0; version <= apiInfo(R::Key).maxVersion && problem.isEmpty(); ++version) {
            problem = problemOf<R>(version);
            if (problem.isEmpty())
                problem = problemOf<typename R::Response>(version);
        }
    });
    QVERIFY2(problem.isEmpty(), problem.constData());
}

// The bytes of every field in every version, against a program that read the schemas.
void TestKafkaApis::everyVersionIsTheSpecifications()
{
    QHash<qint16, quint32> expected;
    for (const KafkaDigest &digest : kafkaDigests())
        expected.insert(qint16(digest.key), digest.crc);
    QCOMPARE(expected.size(), qsizetype(Apis.size()));
    QByteArray wrong;
    forEachRequest([&]<typename R>(std::type_identity<R>) {
        QByteArray all;
        for (qint16 version = 0; version <= apiInfo(R::Key).maxVersion; ++version)
            all += filledBytes<R>(version) + filledBytes<typename R::Response>(version);
        if (crc32c(all) != expected.value(qint16(R::Key)))
            wrong += QByteArray(apiInfo(R::Key).name) + ' ';
    });
    QCOMPARE(wrong, QByteArray());
}

void TestKafkaApis::theTable()
{
    std::set<QByteArray> names;
    for (std::size_t i = 0; i < Apis.size(); ++i) {
        const ApiInfo &api = Apis.at(i);
        QVERIFY(i == 0 || Apis.at(i - 1).key < api.key);
        QVERIFY(api.minVersion >= 0 && api.minVersion <= api.maxVersion);
        QVERIFY(names.insert(api.name).second);
        QCOMPARE(findApi(qint16(api.key)), &api);
        QVERIFY(api.supports(api.minVersion) && api.supports(api.maxVersion));
        QVERIFY(!api.supports(qint16(api.minVersion - 1)) && !api.supports(qint16(api.maxVersion + 1)));
    }
    QCOMPARE(findApi(-1), nullptr);
    QCOMPARE(findApi(4), nullptr);
    QCOMPARE(findApi(32767), nullptr);
}

void TestKafkaApis::apiVersionsAreTheTable()
{
    const ApiVersionsResponse response = supportedApis();
    QCOMPARE(response.errorCode, ErrorCode::None);
    QCOMPARE(response.apiKeys.size(), qsizetype(Apis.size()));
    for (const auto &range : response.apiKeys) {
        const ApiInfo *api = findApi(range.apiKey);
        QVERIFY(api && api->minVersion == range.minVersion && api->maxVersion == range.maxVersion);
    }
    // To a version that we do not speak: version 0, error 35, the list.
    OutBuffer out;
    appendResponse(out, 0, 7, supportedApis(ErrorCode::UnsupportedVersion));
    QVERIFY(out.toByteArray().toHex().sliced(8).startsWith("00000007"
                                                           "0023"
                                                           "00000029"
                                                           "000000000009"));
    QCOMPARE(out.size(), FramePrefixSize + 4 + 2 + 4 + qsizetype(Apis.size()) * 6);
}

void TestKafkaApis::headers()
{
    // KIP-482 and KIP-511: ApiVersions is asked with a flexible header, and answered with none.
    OutBuffer out;
    appendResponse(out, 3, 1, ApiVersionsResponse{});
    QCOMPARE(out.toByteArray().toHex(), QByteArray("0000000c"
                                                   "00000001"
                                                   "0000"
                                                   "01"
                                                   "00000000"
                                                   "00"));
    out.clear();
    appendResponse(out, 4, 1, HeartbeatResponse{});
    QCOMPARE(out.toByteArray().toHex(), QByteArray("0000000c"
                                                   "00000001"
                                                   "00"
                                                   "00000000"
                                                   "0000"
                                                   "00"));
    out.clear();
    appendResponse(out, 3, 1, HeartbeatResponse{});
    QCOMPARE(out.toByteArray().toHex(), QByteArray("0000000a"
                                                   "00000001"
                                                   "00000000"
                                                   "0000"));
    // Tagged fields of the header are read over.
    const QByteArray tagged = hex("000c 0004 00000002 0001 61 02 00 01 ff 05 02 0102 ee");
    const auto header = decodeRequestHeader(tagged);
    QVERIFY(header.ok());
    QCOMPARE(*header, (RequestHeader{12, 4, 2, "a"}));
    QCOMPARE(header.consumed(), tagged.size() - 1);
}

void TestKafkaApis::unknownApisAndVersions()
{
    const auto unknown = decodeRequestHeader(hex("03e8 0000 00000009 ffff"));
    QVERIFY(unknown.ok());
    QCOMPARE(*unknown, (RequestHeader{1000, 0, 9, {}}));
    QCOMPARE(unknown->supportedApi(), nullptr);
    // A client of the future asks for versions in a version that we can not read further than its first fields.
    const auto future = decodeRequestHeader(hex("0012 0063 0000000a ff"));
    QVERIFY(future.ok());
    QCOMPARE(future->apiKey, qint16(ApiKey::ApiVersions));
    QCOMPARE(future->correlationId, 10);
    QCOMPARE(future->supportedApi(), nullptr);
    QVERIFY(decodeRequestHeader(hex("0012 ffff 0000000a"))->supportedApi() == nullptr);
}

void TestKafkaApis::fieldsOfOtherVersionsAreLeftOut()
{
    ProduceRequest request;
    request.transactionalId = "t";
    request.acks = 1;
    QCOMPARE(encoded(request, 2).toHex(), QByteArray("0001"
                                                     "00000000"
                                                     "00000000"));
    QCOMPARE(decodeMessage<ProduceRequest>(encoded(request, 2), 2)->transactionalId, NullableBytes());
    QCOMPARE(encoded(request, 3).toHex(), QByteArray("000174"
                                                     "0001"
                                                     "00000000"
                                                     "00000000"));
}

void TestKafkaApis::nullIsNotEmpty()
{
    const auto all = decodeHex<MetadataRequest>("ffffffff", 1);
    QVERIFY(all.ok() && !all->topics);
    const auto none = decodeHex<MetadataRequest>("00000000", 1);
    QVERIFY(none.ok() && none->topics && none->topics->isEmpty());
    const auto records =
        decodeHex<ProduceRequest>("0001 00000000 00000001 0001 74 00000002 00000000 ffffffff 00000001 00000000", 2);
    QVERIFY(records.ok());
    const auto &partitions = records->topicData.first().partitionData;
    QVERIFY(partitions.at(0).records.isNull());
    QVERIFY(!partitions.at(1).records.isNull() && partitions.at(1).records.isEmpty());
}

// What may be null in a later version only goes out empty before.
void TestKafkaApis::nullBeforeThereWasNull()
{
    const JoinGroupResponse failed;
    QCOMPARE(encoded(failed, 0).toHex(), QByteArray("0000"
                                                    "ffffffff"
                                                    "0000"
                                                    "0000"
                                                    "0000"
                                                    "00000000"));
    QCOMPARE(decodeMessage<JoinGroupResponse>(encoded(failed, 0), 0)->protocolName, NullableBytes(QByteArray("")));
    QCOMPARE(decodeMessage<JoinGroupResponse>(encoded(failed, 7), 7)->protocolName, NullableBytes());
    QCOMPARE(encoded(MetadataRequest{}, 0).toHex(), QByteArray("00000000"));
    QCOMPARE(encoded(MetadataRequest{}, 1).toHex(), QByteArray("ffffffff"));
}

void TestKafkaApis::unknownTaggedFieldsAreReadOver()
{
    // In the partition, the topic, and the request, where the known one (0) stands between them.
    const auto request = decodeHex<FetchRequest>(
        "ffffffff 00000000 00000000 00000000 00 00000000 ffffffff"
        "02 0274 02 00000001 ffffffff 0000000000000002 ffffffff ffffffffffffffff 00000003 01 7f 02 abcd"
        "01 05 00 01 01 03 00 03 036331 02 01 ff 85808080 08 00",
        12);
    QVERIFY2(request.ok(), request.error().what);
    QCOMPARE(request->clusterId, NullableBytes("c1"));
    QCOMPARE(request->topics.first().topic, QByteArray("t"));
    QCOMPARE(request->topics.first().partitions.first().partitionMaxBytes, 3);
}

void TestKafkaApis::leftOverBytesAreNotLookedAt()
{
    const auto request = decodeHex<SaslHandshakeRequest>("0005 504c41494e 0000", 1);
    QVERIFY(request.ok());
    QCOMPARE(request->mechanism, QByteArray("PLAIN"));
    QCOMPARE(request.consumed(), 7);
}

void TestKafkaApis::recordsAreBorrowed()
{
    ProduceRequest request;
    const QByteArray records(10'000'000, 'r');
    request.topicData = {{"t", {{0, records}}}};
    for (const qint16 version : {qint16(7), qint16(9)}) {
        const QByteArray bytes = encoded(request, version);
        const auto decoded = decodeMessage<ProduceRequest>(bytes, version);
        QVERIFY(decoded.ok());
        const QByteArrayView view = decoded->topicData.first().partitionData.first().records;
        QCOMPARE(view.size(), records.size());
        QVERIFY(view.data() > bytes.constData() && view.data() < bytes.constData() + bytes.size());
    }
}

void TestKafkaApis::recordsOfManyPieces()
{
    const QByteArray first("first-");
    const QByteArray second(300, '2');
    FetchResponse response;
    response.responses = {{"t", {FetchResponse::PartitionData{}}}};
    auto &partition = response.responses.first().partitions.first();
    partition.records.pieces = {first, second, first};
    QCOMPARE(partition.records.size(), 312);
    for (const qint16 version : {qint16(4), qint16(11), qint16(12)}) {
        const QByteArray bytes = encoded(response, version); // what is decoded borrows from it
        const auto decoded = decodeMessage<FetchResponse>(bytes, version);
        QVERIFY(decoded.ok());
        QCOMPARE(decoded->responses.first().partitions.first().records.joined(), first + second + first);
    }
    partition.records.pieces.clear();
    QVERIFY(encoded(response, 11).toHex().endsWith("00000000"));
}

void TestKafkaApis::tooManyElements()
{
    MetadataRequest request;
    request.topics.emplace().resize(MaxElements, {Uuid{}, QByteArray("")});
    QVERIFY(decodeMessage<MetadataRequest>(encoded(request, 1), 1).ok());
    request.topics->append({Uuid{}, QByteArray("")});
    const auto decoded = decodeMessage<MetadataRequest>(encoded(request, 1), 1);
    QVERIFY(decoded.isMalformed());
    QCOMPARE(decoded.error().fault, Fault::TooLarge);
}

// An element takes as many bytes as its fields do at least: 28 for a partition of Fetch 9. One byte too few for the
// last, and the count is refused before the first is read.
void TestKafkaApis::aCountReservesNoMemory()
{
    QCOMPARE(SizeFloor::of<FetchRequest::FetchPartition>(9, false), 28);
    QCOMPARE(SizeFloor::of<FetchRequest::FetchPartition>(12, true), 33);
    QCOMPARE(SizeFloor::of<MetadataRequest::MetadataRequestTopic>(0, false), 2);
    QCOMPARE(SizeFloor::of<QByteArray>(0, false), 2);
    QCOMPARE(SizeFloor::of<qint32>(0, false), 4);
    FetchRequest request;
    request.topics = {{"t", QList<FetchRequest::FetchPartition>(2)}};
    const QByteArray bytes = encoded(request, 9);
    const qsizetype tail = 4; // the forgotten topics
    const auto decoded = decodeMessage<FetchRequest>(QByteArrayView(bytes).chopped(tail + 1), 9);
    QVERIFY(decoded.isMalformed());
    QCOMPARE(decoded.error().fault, Fault::Truncated);
    QCOMPARE(decoded.error().offset, bytes.size() - tail - 2 * 28);
}

void TestKafkaApis::errorsHaveNames()
{
    QCOMPARE(QByteArray(errorName(ErrorCode::None)), QByteArray("NONE"));
    QCOMPARE(QByteArray(errorName(ErrorCode::UnknownServerError)), QByteArray("UNKNOWN_SERVER_ERROR"));
    QCOMPARE(QByteArray(errorName(ErrorCode::TransactionAbortable)), QByteArray("TRANSACTION_ABORTABLE"));
    std::set<QByteArray> names;
    for (qint16 code = -1; code <= qint16(ErrorCode::TransactionAbortable); ++code) {
        QVERIFY(errorName(ErrorCode(code)) && names.insert(errorName(ErrorCode(code))).second);
        QVERIFY(!QByteArray(errorText(ErrorCode(code))).isEmpty());
    }
    QCOMPARE(errorName(ErrorCode(-2)), nullptr);
    QCOMPARE(QByteArray(errorText(ErrorCode(4711))), QByteArray("unknown error"));
}

void TestKafkaApis::longListsAndSecretsArePrintedShort()
{
    DescribeGroupsRequest request;
    for (int i = 0; i < 20; ++i)
        request.groups.append(QByteArray::number(i));
    const auto fields = printedFields(request, 0);
    QCOMPARE(fields,
             (QList<PrintedField>{{"groups", "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, … 4 more]"}}));
    request.groups = {QByteArray(1000, 'g')};
    QCOMPARE(printedFields(request, 0).first().value, "[" + QByteArray(256, 'g') + "…]");
    QCOMPARE(printedFields(SaslAuthenticateRequest{QByteArray("\0guest\0guest", 12)}, 1),
             (QList<PrintedField>{{"authBytes", "(12 bytes)"}}));
}

void TestKafkaApis::malformedRequestsArePrintedByTheirHeader()
{
    QCOMPARE(describeRequest(hex("0003 0001 00000001 0001 61 00000009")),
             QByteArray("Metadata v1 correlationId=1 clientId=a"));
    QCOMPARE(describeRequest(hex("03e8 0002 00000001")), QByteArray("API 1000 v2 correlationId=1 clientId=null"));
    QCOMPARE(describeRequest(hex("0003 00")), QByteArray("(malformed)"));
}

SIGHTGLASS_TEST(TestKafkaApis)
#include "tst_kafkaapis.moc"
