// SPDX-License-Identifier: GPL-3.0-or-later
// The six classic tutorials with amqplib: tutorials.js URL [NAME [SOCKET]]. Ends with 0 when every message went where the tutorial says.
'use strict';

const assert = require('assert');
const amqp = require('amqplib');

const url = process.argv[2];
// What amqplib hands to net.connect(): with a path the connection goes to that local socket, whatever host the URL names.
const socketOptions = process.argv[4] ? { path: process.argv[4] } : {};
const unique = `node.${process.pid}.${Date.now()}`;

// Collects messages and resolves once there are as many as wanted.
class Inbox {
    constructor(wanted) {
        this.wanted = wanted;
        this.messages = [];
        this.full = new Promise((resolve) => { this.resolve = resolve; });
    }

    take(message) {
        this.messages.push(message);
        if (this.messages.length === this.wanted) {
            this.resolve();
        }
    }

    bodies() {
        return this.messages.map((message) => message.content.toString());
    }
}

async function channel() {
    const connection = await amqp.connect(url, socketOptions);
    const opened = await connection.createChannel();
    opened.end = () => connection.close();
    return opened;
}

async function temporaryQueue(consumer, exchange, keys, inbox) {
    const { queue } = await consumer.assertQueue('', { exclusive: true });
    for (const key of keys) {
        await consumer.bindQueue(queue, exchange, key);
    }
    await consumer.consume(queue, (message) => inbox.take(message), { noAck: true });
}

async function hello() {
    const queue = `${unique}.hello`;
    const [sender, receiver] = [await channel(), await channel()];
    const inbox = new Inbox(1);
    await sender.assertQueue(queue, { durable: false });
    sender.sendToQueue(queue, Buffer.from('Hello World!'));
    await receiver.consume(queue, (message) => inbox.take(message), { noAck: true });
    await inbox.full;
    assert.deepStrictEqual(inbox.bodies(), ['Hello World!']);
    await receiver.deleteQueue(queue);
    await Promise.all([sender.end(), receiver.end()]);
}

async function work() {
    const queue = `${unique}.tasks`;
    const sender = await channel();
    await sender.assertQueue(queue, { durable: true });
    const workers = [await channel(), await channel()];
    const inbox = new Inbox(10);
    const shares = [0, 0];
    for (const [index, worker] of workers.entries()) {
        await worker.prefetch(1);
        await worker.consume(queue, (message) => {
            shares[index] += 1;
            inbox.take(message);
            worker.ack(message);
        });
    }
    for (let task = 0; task < 10; task += 1) {
        sender.sendToQueue(queue, Buffer.from(`task ${task}`), { persistent: true });
    }
    await inbox.full;
    assert.deepStrictEqual(inbox.bodies().sort(), [...Array(10).keys()].map((task) => `task ${task}`));
    assert.ok(shares.every((share) => share > 0), `fair dispatch, got ${shares}`);
    await Promise.all(workers.map((each) => each.end()));
    await sender.deleteQueue(queue);
    await sender.end();
}

async function pubsub() {
    const exchange = `${unique}.logs`;
    const sender = await channel();
    await sender.assertExchange(exchange, 'fanout', { durable: false });
    const [receiver, inboxes] = [await channel(), [new Inbox(2), new Inbox(2)]];
    for (const inbox of inboxes) {
        await temporaryQueue(receiver, exchange, [''], inbox);
    }
    sender.publish(exchange, '', Buffer.from('info: one'));
    sender.publish(exchange, '', Buffer.from('info: two'));
    for (const inbox of inboxes) {
        await inbox.full;
        assert.deepStrictEqual(inbox.bodies(), ['info: one', 'info: two']);
    }
    await sender.deleteExchange(exchange);
    await Promise.all([sender.end(), receiver.end()]);
}

async function selective(kind, keysOfReceivers, published, expected) {
    const exchange = `${unique}.${kind}`;
    const [sender, receiver] = [await channel(), await channel()];
    await sender.assertExchange(exchange, kind, { durable: false });
    const inboxes = [];
    for (const [index, keys] of keysOfReceivers.entries()) {
        inboxes.push(new Inbox(expected[index].length));
        await temporaryQueue(receiver, exchange, keys, inboxes[index]);
    }
    for (const key of published) {
        sender.publish(exchange, key, Buffer.from(key));
    }
    for (const [index, inbox] of inboxes.entries()) {
        await inbox.full;
        assert.deepStrictEqual(inbox.bodies(), expected[index]);
    }
    await sender.deleteExchange(exchange);
    await Promise.all([sender.end(), receiver.end()]);
}

function routing() {
    return selective('direct', [['error'], ['info', 'warning', 'error']], ['info', 'error', 'debug', 'warning'],
        [['error'], ['info', 'error', 'warning']]);
}

function topics() {
    return selective('topic', [['kern.*'], ['*.critical'], ['#'], ['lazy.#']],
        ['kern.info', 'cron.critical', 'kern.critical', 'lazy.a.b', 'other'],
        [['kern.info', 'kern.critical'], ['cron.critical', 'kern.critical'],
            ['kern.info', 'cron.critical', 'kern.critical', 'lazy.a.b', 'other'], ['lazy.a.b']]);
}

async function rpc() {
    const requests = `${unique}.rpc`;
    const [server, client] = [await channel(), await channel()];
    const fibonacci = (n) => (n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2));
    await server.assertQueue(requests, { durable: false });
    await server.prefetch(1);
    await server.consume(requests, (message) => {
        const answer = fibonacci(Number(message.content.toString()));
        server.sendToQueue(message.properties.replyTo, Buffer.from(String(answer)),
            { correlationId: message.properties.correlationId });
        server.ack(message);
    });
    const { queue: replies } = await client.assertQueue('', { exclusive: true });
    const inbox = new Inbox(2);
    await client.consume(replies, (message) => inbox.take(message), { noAck: true });
    client.sendToQueue(requests, Buffer.from('10'), { correlationId: 'ten', replyTo: replies });
    client.sendToQueue(requests, Buffer.from('15'), { correlationId: 'fifteen', replyTo: replies });
    await inbox.full;
    const answers = inbox.messages.map((message) => [message.properties.correlationId, message.content.toString()]);
    assert.deepStrictEqual(answers, [['ten', '55'], ['fifteen', '610']]);
    await server.end();
    await client.deleteQueue(requests);
    await client.end();
}

// Beyond the tutorials: what amqplib adds, confirms and channel errors among it.
async function confirms() {
    const connection = await amqp.connect(url, socketOptions);
    const confirming = await connection.createConfirmChannel();
    const { queue } = await confirming.assertQueue('', { exclusive: true, durable: false });
    const headers = { text: 'größe', number: 42, big: 2 ** 40, yes: true, nested: { list: [1, 'two', null] } };
    for (let number = 0; number < 100; number += 1) {
        confirming.sendToQueue(queue, Buffer.from(String(number)), { headers, persistent: true });
    }
    await confirming.waitForConfirms();
    const message = await confirming.get(queue, { noAck: true });
    assert.deepStrictEqual(message.properties.headers, headers);
    const broken = await connection.createChannel();
    const closed = new Promise((resolve) => { broken.on('error', resolve); });
    await assert.rejects(broken.checkQueue(`${unique}.none`), /404 \(NOT-FOUND\)/);
    assert.strictEqual((await closed).code, 404);
    await connection.close();
}

async function directReply() {
    const requests = `${unique}.direct`;
    const [server, client] = [await channel(), await channel()];
    await server.assertQueue(requests, { durable: false });
    await server.consume(requests, (message) => {
        assert.match(message.properties.replyTo, /^amq\.rabbitmq\.reply-to\..+/);
        server.sendToQueue(message.properties.replyTo, Buffer.from(`re: ${message.content}`),
            { correlationId: message.properties.correlationId });
        server.ack(message);
    });
    const inbox = new Inbox(2);
    await client.consume('amq.rabbitmq.reply-to', (message) => inbox.take(message), { noAck: true });
    for (const request of ['one', 'two']) {
        client.sendToQueue(requests, Buffer.from(request), { correlationId: request, replyTo: 'amq.rabbitmq.reply-to' });
    }
    await inbox.full;
    const answers = inbox.messages.map((message) => [message.properties.correlationId, message.content.toString()]);
    assert.deepStrictEqual(answers, [['one', 're: one'], ['two', 're: two']]);
    await server.end();
    await client.deleteQueue(requests);
    await client.end();
}

async function recover() {
    const opened = await channel();
    const { queue } = await opened.assertQueue('', { exclusive: true });
    opened.sendToQueue(queue, Buffer.from('again'));
    const inbox = new Inbox(2);
    await opened.consume(queue, (message) => inbox.take(message));
    while (inbox.messages.length === 0) {
        await opened.checkQueue(queue);
    }
    await opened.recover();
    await inbox.full;
    assert.deepStrictEqual(inbox.messages.map((message) => message.fields.redelivered), [false, true]);
    await opened.end();
}

async function main() {
    const all = { hello, work, pubsub, routing, topics, rpc, confirms, directReply, recover };
    const wanted = process.argv[3] ? [process.argv[3]] : Object.keys(all);
    for (const name of wanted) {
        await all[name]();
        console.log(`ok ${name}`);
    }
}

main().catch((error) => {
    console.error(error);
    process.exit(1);
});
