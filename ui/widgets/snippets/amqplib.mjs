// SPDX-License-Identifier: GPL-3.0-or-later
import amqp from "amqplib"; // in a file hello.mjs

const client = await amqp.connect("amqp://{host}:{port}");
const channel = await client.createChannel();
await channel.assertQueue("hello");
channel.sendToQueue("hello", Buffer.from("Hello!"));
await channel.close();
await client.close();
