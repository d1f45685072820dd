// SPDX-License-Identifier: GPL-3.0-or-later
// kafkajs against a Kafka broker: kafka.js HOST:PORT NAME [MECHANISM USER PASSWORD]. Ends with 0 when everything went as it should.
'use strict';

const assert = require('assert');
const { Kafka, CompressionCodecs, CompressionTypes, logLevel } = require('kafkajs');

const [, , server, , mechanism, username, password] = process.argv;
const kafka = new Kafka({
    clientId: 'kafkajs', brokers: [server], logLevel: logLevel.NOTHING, retry: { retries: mechanism ? 0 : 5 },
    ...(mechanism && { sasl: { mechanism: mechanism.toLowerCase(), username, password } }),
});
const unique = `node.${process.pid}.${Date.now()}`;

async function withAdmin(work) {
    const admin = kafka.admin();
    await admin.connect();
    try {
        return await work(admin);
    } finally {
        await admin.disconnect();
    }
}

async function newTopic(hint, numPartitions = 1, configEntries = []) {
    const topic = `${unique}.${hint}`;
    await withAdmin((admin) => admin.createTopics({ topics: [{ topic, numPartitions, configEntries }] }));
    return topic;
}

async function send(topic, messages, options = {}, producerOptions = {}) {
    const producer = kafka.producer({ allowAutoTopicCreation: false, ...producerOptions });
    await producer.connect();
    try {
        return await producer.send({ topic, messages, ...options });
    } finally {
        await producer.disconnect();
    }
}

// A member of a group that collects messages until there are as many as wanted.
async function receive(topic, wanted, { groupId = `${unique}.group`, ...options } = {}) {
    const consumer = kafka.consumer({ groupId, sessionTimeout: 6000, heartbeatInterval: 500, maxWaitTimeInMs: 100, ...options });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const messages = [];
    await new Promise((resolve, reject) => {
        consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
        consumer.run({
            eachMessage: async ({ partition, message }) => {
                messages.push({ partition, ...message });
                if (messages.length === wanted) {
                    resolve();
                }
            },
        }).catch(reject);
    });
    await consumer.disconnect();
    return messages;
}

const texts = (messages) => messages.map((message) => message.value.toString());

async function records() {
    const topic = await newTopic('records');
    const headers = { trace: 'abc', twice: ['1', '2'] };
    await send(topic, [{ key: 'k', value: 'plain', headers, timestamp: '1700000000123' }, { key: 'gone', value: null }]);
    await send(topic, Array.from({ length: 100 }, (_, index) => ({ value: `packed ${index}` })),
        { compression: CompressionTypes.GZIP });
    const messages = await receive(topic, 102);
    assert.deepStrictEqual(messages.map((message) => message.offset), messages.map((_, index) => String(index)));
    assert.strictEqual(messages[0].key.toString(), 'k');
    assert.strictEqual(messages[0].timestamp, '1700000000123');
    assert.strictEqual(messages[0].headers.trace.toString(), 'abc');
    assert.deepStrictEqual(messages[0].headers.twice.map(String), ['1', '2']);
    assert.strictEqual(messages[1].value, null);
    assert.deepStrictEqual(texts(messages.slice(2)), Array.from({ length: 100 }, (_, index) => `packed ${index}`));
}

async function compressions() {
    const lz4 = require('lz4js');
    CompressionCodecs[CompressionTypes.Snappy] = require('kafkajs-snappy');
    CompressionCodecs[CompressionTypes.LZ4] = () => ({
        compress: async ({ buffer }) => Buffer.from(lz4.compress(buffer)),
        decompress: async (buffer) => Buffer.from(lz4.decompress(buffer)),
    });
    const topic = await newTopic('compressions');
    const values = Array.from({ length: 100 }, (_, index) => `packed ${index}`);
    const types = [CompressionTypes.GZIP, CompressionTypes.Snappy, CompressionTypes.LZ4];
    for (const compression of types) {
        await send(topic, values.map((value) => ({ value })), { compression });
    }
    assert.deepStrictEqual(texts(await receive(topic, 300)), types.flatMap(() => values));
}

async function refused() {
    await assert.rejects(withAdmin((admin) => admin.listTopics()), /invalid credentials with SASL mechanism SCRAM-SHA-/);
}

async function acks() {
    const topic = await newTopic('acks');
    for (const each of [0, 1, -1]) {
        await send(topic, [{ value: `acks ${each}` }], { acks: each });
    }
    assert.deepStrictEqual(texts(await receive(topic, 3)), ['acks 0', 'acks 1', 'acks -1']);
}

async function groups() {
    const topic = await newTopic('groups', 4);
    const groupId = `${unique}.shared`;
    const values = Array.from({ length: 40 }, (_, index) => ({ value: String(index), partition: index % 4 }));
    await send(topic, values);
    const first = await receive(topic, 40, { groupId });
    assert.deepStrictEqual(texts(first).map(Number).sort((a, b) => a - b), values.map((_, index) => index));
    await withAdmin(async (admin) => {
        const [{ partitions }] = await admin.fetchOffsets({ groupId, topics: [topic] });
        assert.deepStrictEqual(partitions.map(({ offset }) => offset), ['10', '10', '10', '10']);
        const { groups: listed } = await admin.listGroups();
        assert.ok(listed.some((group) => group.groupId === groupId && group.protocolType === 'consumer'));
        const described = await admin.describeGroups([groupId]);
        assert.strictEqual(described.groups[0].state, 'Empty');

        await admin.resetOffsets({ groupId, topic, earliest: true });
        await admin.setOffsets({ groupId, topic, partitions: [{ partition: 2, offset: '7' }] });
    });
    const again = await receive(topic, 33, { groupId });
    assert.strictEqual(again.filter(({ partition }) => partition === 2).length, 3);
    await withAdmin(async (admin) => {
        await admin.deleteGroups([groupId]);
        const { groups: listed } = await admin.listGroups();
        assert.ok(!listed.some((group) => group.groupId === groupId));
    });
}

async function administration() {
    const topic = await newTopic('admin', 2, [{ name: 'retention.ms', value: '86400000' }]);
    const start = Date.now() - 60000; // within what the topic keeps
    await send(topic, Array.from({ length: 10 }, (_, index) => (
        { value: String(index), partition: 0, timestamp: String(start + index) })));
    await withAdmin(async (admin) => {
        assert.ok((await admin.listTopics()).includes(topic));
        const { clusterId, controller, brokers } = await admin.describeCluster();
        assert.ok(clusterId && brokers.some(({ nodeId }) => nodeId === controller));

        await admin.createPartitions({ topicPartitions: [{ topic, count: 3 }] });
        const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
        assert.strictEqual(topics[0].partitions.length, 3);

        const type = 2; // a topic
        await admin.alterConfigs({
            validateOnly: false, resources: [{ type, name: topic, configEntries: [{ name: 'retention.ms', value: '5000000' }] }],
        });
        const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type, name: topic, configNames: ['retention.ms'] }] });
        assert.deepStrictEqual(resources[0].configEntries.map(({ configName, configValue }) => [configName, configValue]),
            [['retention.ms', '5000000']]);

        const offsets = await admin.fetchTopicOffsetsByTimestamp(topic, start + 6);
        assert.strictEqual(offsets.find(({ partition }) => partition === 0).offset, '6');
        await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '4' }] });
        const ends = (await admin.fetchTopicOffsets(topic)).find(({ partition }) => partition === 0);
        assert.deepStrictEqual([ends.low, ends.high], ['4', '10']);
    });
    assert.deepStrictEqual(texts(await receive(topic, 6)), ['4', '5', '6', '7', '8', '9']);
    await withAdmin(async (admin) => {
        await admin.deleteTopics({ topics: [topic] });
        assert.ok(!(await admin.listTopics()).includes(topic));
    });
}

async function transactions() {
    const topic = await newTopic('transactions');
    const producer = kafka.producer({ transactionalId: `${unique}.txn`, maxInFlightRequests: 1, idempotent: true });
    await producer.connect();
    for (const commits of [true, false, true]) {
        const transaction = await producer.transaction();
        await transaction.send({ topic, messages: [{ value: `first ${commits}` }, { value: `second ${commits}` }] });
        await (commits ? transaction.commit() : transaction.abort());
    }
    await producer.disconnect();
    assert.deepStrictEqual(texts(await receive(topic, 4)), ['first true', 'second true', 'first true', 'second true']);
    assert.strictEqual((await receive(topic, 6, { groupId: `${unique}.all`, readUncommitted: true })).length, 6);
}

async function idempotent() {
    const topic = await newTopic('idempotent');
    const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    for (let index = 0; index < 20; ++index) {
        await producer.send({ topic, messages: [{ value: String(index) }] });
    }
    await producer.disconnect();
    assert.deepStrictEqual(texts(await receive(topic, 20)).map(Number), Array.from({ length: 20 }, (_, index) => index));
}

async function autoCreation() {
    const topic = `${unique}.made.by.sending`;
    await send(topic, [{ value: 'first' }], {}, { allowAutoTopicCreation: true });
    assert.deepStrictEqual(texts(await receive(topic, 1)), ['first']);
}

const tests = { records, compressions, refused, acks, groups, administration, transactions, idempotent, autoCreation };
const name = process.argv[3];
tests[name]().then(() => {
    console.log(`ok ${name}`);
}, (error) => {
    console.error(error);
    process.exitCode = 1;
});
