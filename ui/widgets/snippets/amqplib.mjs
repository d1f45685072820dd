// SPDX-License-Identifier: GPL-3.0-or-later
// hello.mjs
import amqp from "amqplib";

const client = await amqp.connect("amqp://{host}:{port}");
const channel = await client.createChannel();
await channel.assertQueue("hello");
channel.sendToQueue("hello", Buffer.from("Hello!"));
await channel.close();
await client.close();
