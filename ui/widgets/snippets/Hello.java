// SPDX-License-Identifier: GPL-3.0-or-later
var factory = new com.rabbitmq.client.ConnectionFactory();
factory.setHost("{host}");
factory.setPort({port});
try (var connection = factory.newConnection()) {
    var channel = connection.createChannel();
    channel.queueDeclare("hello", true, false, false, null);
    channel.basicPublish("", "hello", null, "Hello!".getBytes());
}
