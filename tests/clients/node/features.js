// SPDX-License-Identifier: GPL-3.0-or-later
// What RabbitMQ adds to queues and channels, as amqplib meets it: features.js URL NAME. Ends with 0 when everything went as RabbitMQ does it.
'use strict';

const assert = require('assert');
const amqp = require('amqplib');

const url = process.argv[2];
const unique = `node.${process.pid}.${Date.now()}`;

async function open(make = 'createChannel') {
    const connection = await amqp.connect(url);
    const channel = await connection[make]();
    channel.end = () => connection.close();
    return channel;
}

// Gets again and again until there is a message.
async function arrived(channel, queue) {
    for (const end = Date.now() + 10000; Date.now() < end;) {
        const message = await channel.get(queue, { noAck: true });
        if (message) {
            return message;
        }
    }
    throw new Error(`nothing arrived in ${queue}`);
}

const text = (message) => message.content.toString();

async function temporary(channel, args = {}) {
    return (await channel.assertQueue('', { exclusive: true, durable: false, arguments: args })).queue;
}

function to(dead, args = {}) {
    return { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': dead, ...args };
}

async function died(channel, dead, queue, reason) {
    const letter = await arrived(channel, dead);
    const { headers } = letter.properties;
    const [death] = headers['x-death'];
    assert.deepStrictEqual([death.reason, death.queue, death.count, death['routing-keys']], [reason, queue, 1, [queue]]);
    assert.strictEqual(headers['x-first-death-reason'], reason);
    return letter;
}

async function deadLetters() {
    const channel = await open();
    const dead = await temporary(channel);
    const expired = await temporary(channel, to(dead, { 'x-message-ttl': 20 }));
    channel.sendToQueue(expired, Buffer.from('e'));
    await died(channel, dead, expired, 'expired');
    const full = await temporary(channel, to(dead, { 'x-max-length': 1 }));
    channel.sendToQueue(full, Buffer.from('first'));
    channel.sendToQueue(full, Buffer.from('second'));
    assert.strictEqual(text(await died(channel, dead, full, 'maxlen')), 'first');
    const rejected = await temporary(channel, to(dead));
    await channel.consume(rejected, (message) => channel.reject(message, false));
    channel.sendToQueue(rejected, Buffer.from('r'), { headers: { own: 7 } });
    assert.strictEqual((await died(channel, dead, rejected, 'rejected')).properties.headers.own, 7);
    const quorum = `${unique}.quorum`;
    await channel.assertQueue(quorum, { durable: true, arguments: to(dead, { 'x-queue-type': 'quorum', 'x-delivery-limit': 1 }) });
    const counts = [];
    const { consumerTag } = await channel.consume(quorum, (message) => {
        counts.push(message.properties.headers['x-delivery-count'] ?? 0);
        channel.reject(message, true);
    });
    channel.sendToQueue(quorum, Buffer.from('q'), { persistent: true });
    await died(channel, dead, quorum, 'delivery_limit');
    assert.deepStrictEqual(counts, [0, 1]);
    await channel.cancel(consumerTag);
    await channel.deleteQueue(quorum);
    await channel.end();
}

async function timeToLive() {
    const channel = await open();
    const dead = await temporary(channel);
    const queue = await temporary(channel, to(dead));
    channel.sendToQueue(queue, Buffer.from('short'), { expiration: 20 });
    channel.sendToQueue(queue, Buffer.from('long'), { expiration: 3600000 });
    const letter = await died(channel, dead, queue, 'expired');
    assert.strictEqual(text(letter), 'short');
    assert.strictEqual(letter.properties.headers['x-death'][0]['original-expiration'], '20');
    assert.strictEqual(letter.properties.expiration, undefined);
    assert.strictEqual(text(await arrived(channel, queue)), 'long');
    await channel.end();
}

async function lengths() {
    const channel = await open('createConfirmChannel');
    const head = await temporary(channel, { 'x-max-length': 2 });
    for (const body of ['a', 'b', 'c']) {
        channel.sendToQueue(head, Buffer.from(body));
    }
    await channel.waitForConfirms();
    assert.strictEqual(text(await arrived(channel, head)), 'b');
    const refusing = await temporary(channel, { 'x-max-length': 1, 'x-overflow': 'reject-publish' });
    const publish = (body) => new Promise((resolve) => {
        channel.sendToQueue(refusing, Buffer.from(body), {}, (error) => resolve(error === null));
    });
    assert.deepStrictEqual([await publish('a'), await publish('b')], [true, false]);
    await channel.end();
}

async function priorities() {
    const channel = await open('createConfirmChannel');
    const queue = await temporary(channel, { 'x-max-priority': 5 });
    for (const priority of [1, 5, 3, 5]) {
        channel.sendToQueue(queue, Buffer.from(String(priority)), { priority });
    }
    await channel.waitForConfirms();
    const bodies = [];
    while (bodies.length < 4) {
        bodies.push(text(await arrived(channel, queue)));
    }
    assert.deepStrictEqual(bodies, ['5', '5', '3', '1']);
    await channel.end();
}

// A consumer, and what it has received so far.
async function collect(channel, queue, args = {}) {
    const bodies = [];
    const { consumerTag } = await channel.consume(queue, (message) => {
        bodies.push(text(message));
        channel.ack(message);
    }, { arguments: args });
    return { bodies, consumerTag };
}

async function until(condition) {
    for (const end = Date.now() + 10000; !condition();) {
        assert(Date.now() < end, `${condition} did not come true`);
        await new Promise((resolve) => { setTimeout(resolve, 5); });
    }
}

async function consumerPriority() {
    const channel = await open();
    const queue = await temporary(channel);
    const low = await collect(channel, queue);
    const high = await collect(channel, queue, { 'x-priority': 5 });
    for (const body of ['a', 'b', 'c']) {
        channel.sendToQueue(queue, Buffer.from(body));
    }
    await until(() => high.bodies.length === 3);
    await channel.cancel(high.consumerTag);
    channel.sendToQueue(queue, Buffer.from('d'));
    await until(() => low.bodies.length === 1);
    assert.deepStrictEqual([high.bodies, low.bodies], [['a', 'b', 'c'], ['d']]);
    await channel.end();
}

async function singleActiveConsumer() {
    const channel = await open();
    const queue = await temporary(channel, { 'x-single-active-consumer': true });
    const first = await collect(channel, queue);
    const second = await collect(channel, queue);
    for (const body of ['a', 'b', 'c']) {
        channel.sendToQueue(queue, Buffer.from(body));
    }
    await until(() => first.bodies.length === 3);
    await channel.cancel(first.consumerTag);
    channel.sendToQueue(queue, Buffer.from('d'));
    await until(() => second.bodies.length === 1);
    assert.deepStrictEqual([first.bodies, second.bodies], [['a', 'b', 'c'], ['d']]);
    await channel.end();
}

async function delayedRetry() {
    const channel = await open();
    const queue = `${unique}.retry`;
    await channel.assertQueue(queue, { durable: true, arguments: {
        'x-queue-type': 'quorum', 'x-delayed-retry-type': 'all', 'x-delayed-retry-min': 100, 'x-delayed-retry-max': 150 } });
    const times = [];
    const { consumerTag } = await channel.consume(queue, (message) => {
        times.push(Date.now());
        if (times.length < 3) {
            channel.reject(message, true);
        } else {
            channel.ack(message);
        }
    });
    channel.sendToQueue(queue, Buffer.from('a'), { persistent: true });
    await until(() => times.length === 3);
    assert(times[1] - times[0] >= 95 && times[2] - times[1] >= 145, String(times));
    await channel.cancel(consumerTag);
    await channel.deleteQueue(queue);
    await channel.end();
}

// A consumer without acknowledgements hears of the queue's end.
async function cancelled() {
    const [consumer, other] = [await open(), await open()];
    const { queue } = await consumer.assertQueue(`${unique}.cancelled`, { durable: false });
    const told = new Promise((resolve) => { consumer.consume(queue, resolve, { noAck: true }); });
    await consumer.checkQueue(queue);
    await other.deleteQueue(queue);
    assert.strictEqual(await told, null);
    await Promise.all([consumer.end(), other.end()]);
}

async function alternate() {
    const channel = await open();
    const [fallback, exchange] = [`${unique}.fallback`, `${unique}.alternate`];
    await channel.assertExchange(fallback, 'fanout', { autoDelete: true });
    await channel.assertExchange(exchange, 'direct', { alternateExchange: fallback });
    const queue = await temporary(channel);
    await channel.bindQueue(queue, fallback, '');
    channel.publish(exchange, 'nobody', Buffer.from('a'));
    const message = await arrived(channel, queue);
    assert.deepStrictEqual([message.fields.exchange, message.fields.routingKey], [exchange, 'nobody']);
    await channel.deleteExchange(exchange);
    await channel.end();
}

async function delayed() {
    const channel = await open();
    const exchange = `${unique}.later`;
    await channel.assertExchange(exchange, 'x-delayed-message', { arguments: { 'x-delayed-type': 'direct' } });
    const queue = await temporary(channel);
    await channel.bindQueue(queue, exchange, 'k');
    channel.publish(exchange, 'k', Buffer.from('second'), { headers: { 'x-delay': 120 } });
    channel.publish(exchange, 'k', Buffer.from('first'), { headers: { 'x-delay': 10 } });
    assert.strictEqual(text(await arrived(channel, queue)), 'first');
    const second = await arrived(channel, queue);
    assert.deepStrictEqual([text(second), second.properties.headers['x-delay']], ['second', -120]);
    await channel.deleteExchange(exchange);
    await channel.end();
}

// Against a broker that is short of memory.
async function blocked() {
    const connection = await amqp.connect(url);
    const told = new Promise((resolve) => { connection.on('blocked', resolve); });
    const channel = await connection.createChannel();
    channel.sendToQueue(`${unique}.nowhere`, Buffer.from('x'));
    assert.strictEqual(await told, 'low on memory');
}

async function main() {
    const all = { deadLetters, timeToLive, lengths, priorities, consumerPriority, singleActiveConsumer, delayedRetry,
        cancelled, alternate, delayed, blocked };
    await all[process.argv[3]]();
    console.log(`ok ${process.argv[3]}`);
    process.exit(); // of a blocked connection the broker reads nothing more, not even its end
}

main().catch((error) => {
    console.error(error);
    process.exit(1);
});
