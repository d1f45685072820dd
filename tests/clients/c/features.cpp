// SPDX-License-Identifier: GPL-3.0-or-later
// What RabbitMQ adds to queues and channels, as librabbitmq meets it: features --port N NAME…
// Ends with 0 when everything went as RabbitMQ does it.
#include "channel.h"

#include <amqp_framing.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <utility>

namespace {

std::string unique(const std::string &name)
{
    return "c." + std::to_string(::getpid()) + "." + name;
}

void expect(const std::string &what, const std::string &got, const std::string &wanted)
{
    if (got != wanted)
        fail(what + ": '" + got + "' instead of '" + wanted + "'");
}

void expect(bool holds, const char *what)
{
    if (!holds)
        fail(what);
}

Arguments deadLettersTo(const std::string &queue, Arguments more = {})
{
    more.push_back({"x-dead-letter-exchange", ""});
    more.push_back({"x-dead-letter-routing-key", queue});
    return more;
}

/// The dead letter, and that it tells why and where it died.
Message expectDeath(Channel &channel, const std::string &dead, const std::string &queue, const std::string &reason)
{
    const Message letter = channel.await(dead);
    expect("reason", letter.seen.at("x-death.0.reason"), reason);
    expect("queue", letter.seen.at("x-death.0.queue"), queue);
    expect("count", letter.seen.at("x-death.0.count"), "1");
    expect("routing key", letter.seen.at("x-death.0.routing-keys.0"), queue);
    expect("first death", letter.seen.at("x-first-death-reason"), reason);
    return letter;
}

void deadLetters(const Where &where)
{
    Channel channel(where);
    const std::string dead = channel.declareQueue("");
    const std::string rejected = unique("rejected"), expired = unique("expired"), full = unique("full"),
                      quorum = unique("quorum");
    channel.declareQueue(rejected, false, deadLettersTo(dead));
    channel.declareQueue(expired, false, deadLettersTo(dead, {{"x-message-ttl", 20}}));
    channel.declareQueue(full, false, deadLettersTo(dead, {{"x-max-length", 1}}));
    channel.declareQueue(quorum, true, deadLettersTo(dead, {{"x-queue-type", "quorum"}, {"x-delivery-limit", 1}}));

    channel.publish("", expired, {.body = "e"});
    expectDeath(channel, dead, expired, "expired");
    channel.publish("", full, {.body = "first"});
    channel.publish("", full, {.body = "second"});
    expect("pushed out", expectDeath(channel, dead, full, "maxlen").body, "first");

    Channel consumer(where);
    consumer.consume(rejected, false);
    channel.publish("", rejected, {.body = "r", .headers = {{"own", 7}}});
    consumer.reject(consumer.take(), false);
    expect("its own header", expectDeath(channel, dead, rejected, "rejected").seen.at("own"), "7");

    Channel returning(where);
    returning.consume(quorum, false);
    channel.publish("", quorum, {.body = "q"}, true);
    returning.reject(returning.take(), true);
    const Message again = returning.take();
    expect("delivery count", again.seen.at("x-delivery-count"), "1");
    returning.reject(again, true);
    expectDeath(channel, dead, quorum, "delivery_limit");
    for (const std::string &queue : {rejected, expired, full, quorum})
        channel.deleteQueue(queue);
}

void timeToLive(const Where &where)
{
    Channel channel(where);
    const std::string dead = channel.declareQueue("");
    const std::string queue = unique("ttl");
    channel.declareQueue(queue, false, deadLettersTo(dead));
    channel.publish("", queue, {.body = "short", .expiration = "20"});
    channel.publish("", queue, {.body = "long", .expiration = "3600000"});
    const Message letter = expectDeath(channel, dead, queue, "expired");
    expect("body", letter.body, "short");
    expect("expiration", letter.seen.at("x-death.0.original-expiration"), "20");
    expect("its own", letter.expiration, "");
    expect("left", channel.await(queue).body, "long");
    channel.deleteQueue(queue);
}

void lengths(const Where &where)
{
    Channel channel(where);
    const std::string head = unique("head"), refusing = unique("refusing");
    channel.declareQueue(head, false, {{"x-max-length", 2}});
    channel.declareQueue(refusing, false, {{"x-max-length", 1}, {"x-overflow", "reject-publish"}});
    channel.selectConfirms();
    for (const char *body : {"a", "b", "c"}) {
        channel.publish("", head, {.body = body});
        channel.awaitConfirm();
    }
    expect("the head was dropped", channel.await(head).body, "b");
    channel.publish("", refusing, {.body = "a"});
    expect(channel.isConfirmed(), "the first one fits");
    channel.publish("", refusing, {.body = "b"});
    expect(!channel.isConfirmed(), "the second one is refused");
    for (const std::string &queue : {head, refusing})
        channel.deleteQueue(queue);
}

void priorities(const Where &where)
{
    Channel channel(where);
    const std::string queue = unique("priorities");
    channel.declareQueue(queue, false, {{"x-max-priority", 5}});
    channel.selectConfirms();
    for (const std::uint8_t priority : {1, 5, 3, 5}) {
        channel.publish("", queue, {.body = std::to_string(priority), .priority = priority});
        channel.awaitConfirm();
    }
    for (const char *body : {"5", "5", "3", "1"})
        expect("in order", channel.await(queue).body, body);
    channel.deleteQueue(queue);
}

/// Three to the one that is ahead; another to the other one, as soon as that has gone with its connection.
void expectOneAhead(const Where &where, const std::string &queue, const Arguments &ofOther, const Arguments &ofFirst)
{
    Channel channel(where);
    Channel other(where);
    {
        Channel first(where);
        first.consume(queue, false, ofFirst);
        other.consume(queue, false, ofOther);
        for (const char *body : {"a", "b", "c"})
            channel.publish("", queue, {.body = body});
        for (const char *body : {"a", "b", "c"}) {
            const Message message = first.take();
            expect("to the first one", message.body, body);
            first.ack(message);
        }
    }
    channel.publish("", queue, {.body = "d"});
    // An acknowledgement may be lost on a connection that ends; what was not acknowledged comes first.
    Message message = other.take();
    for (; message.body != "d"; message = other.take())
        other.ack(message);
    other.ack(message);
}

void consumerPriority(const Where &where)
{
    const std::string queue = unique("ahead");
    Channel channel(where);
    channel.declareQueue(queue);
    expectOneAhead(where, queue, {}, {{"x-priority", 5}});
    channel.deleteQueue(queue);
}

void singleActiveConsumer(const Where &where)
{
    const std::string queue = unique("single");
    Channel channel(where);
    channel.declareQueue(queue, false, {{"x-single-active-consumer", true}});
    expectOneAhead(where, queue, {}, {});
    channel.deleteQueue(queue);
}

void delayedRetry(const Where &where)
{
    using Clock = std::chrono::steady_clock;
    const std::string queue = unique("retry");
    Channel channel(where);
    channel.declareQueue(queue, true,
                         {{"x-queue-type", "quorum"},
                          {"x-delayed-retry-type", "all"},
                          {"x-delayed-retry-min", 100},
                          {"x-delayed-retry-max", 150}});
    channel.publish("", queue, {.body = "a"}, true);
    Channel consumer(where);
    consumer.consume(queue, false);
    Message message = consumer.take();
    for (const int least : {95, 145}) {
        const Clock::time_point returned = Clock::now();
        consumer.reject(message, true);
        message = consumer.take();
        expect(Clock::now() - returned >= std::chrono::milliseconds(least), "it waits before it comes again");
    }
    consumer.ack(message);
    channel.deleteQueue(queue);
}

void transactions(const Where &where)
{
    Channel channel(where);
    Channel other(where);
    const std::string queue = unique("tx");
    other.declareQueue(queue);
    channel.selectTransactions();
    channel.publish("", queue, {.body = "rolled back"});
    channel.rollback();
    channel.publish("", queue, {.body = "committed"});
    expect(!other.get(queue), "nothing before the commit");
    channel.commit();
    expect("body", other.await(queue).body, "committed");
    expect(!other.get(queue), "nothing else");
    other.deleteQueue(queue);
}

void directReply(const Where &where)
{
    const std::string requests = unique("direct");
    Channel server(where);
    server.declareQueue(requests);
    server.consume(requests, true);
    Channel client(where);
    client.consume("amq.rabbitmq.reply-to", true);
    client.publish("", requests, {.body = "?", .correlationId = "1", .replyTo = "amq.rabbitmq.reply-to"});
    const Message request = server.take();
    expect(request.replyTo.rfind("amq.rabbitmq.reply-to.", 0) == 0, "an address of the requester's own");
    server.publish("", request.replyTo, {.body = "!", .correlationId = request.correlationId});
    const Message reply = client.take();
    expect("reply", reply.correlationId + reply.body, "1!");
    server.deleteQueue(requests);
}

void cancelled(const Where &where)
{
    const std::string queue = unique("cancelled");
    Channel consumer(where);
    consumer.declareQueue(queue);
    consumer.consume(queue, true);
    Channel(where).deleteQueue(queue);
    expect(consumer.awaitMethod() == AMQP_BASIC_CANCEL_METHOD, "the consumer is told");
}

void alternate(const Where &where)
{
    Channel channel(where);
    const std::string fallback = unique("fallback"), exchange = unique("alternate");
    const std::string queue = channel.declareQueue("");
    channel.declareExchange(fallback, "fanout");
    channel.declareExchange(exchange, "direct", {{"alternate-exchange", fallback}});
    channel.bind(queue, fallback, "");
    channel.publish(exchange, "nobody", {.body = "a"});
    const Message message = channel.await(queue);
    expect("routing key", message.routingKey + message.body, "nobodya");
    for (const std::string &name : {exchange, fallback})
        channel.deleteExchange(name);
}

void delayed(const Where &where)
{
    Channel channel(where);
    const std::string exchange = unique("later");
    const std::string queue = channel.declareQueue("");
    channel.declareExchange(exchange, "x-delayed-message", {{"x-delayed-type", "direct"}});
    channel.bind(queue, exchange, "k");
    channel.publish(exchange, "k", {.body = "second", .headers = {{"x-delay", 120}}});
    channel.publish(exchange, "k", {.body = "first", .headers = {{"x-delay", 10}}});
    expect("the sooner one", channel.await(queue).body, "first");
    const Message second = channel.await(queue);
    expect("the later one", second.body, "second");
    expect("its header", second.seen.at("x-delay"), "-120");
    channel.deleteExchange(exchange);
}

/// Against a broker that is short of memory.
void blocked(const Where &where)
{
    Channel channel(where);
    channel.publish("", unique("nowhere"), {.body = "x"});
    expect(channel.awaitMethod() == AMQP_CONNECTION_BLOCKED_METHOD, "the publisher is told");
    std::puts("ok blocked");
    std::fflush(stdout);
    std::_Exit(0); // the broker reads nothing more of this connection, not even its end
}

const std::vector<std::pair<std::string, std::function<void(const Where &)>>> Features = {
    {"consumerPriority", consumerPriority},
    {"singleActiveConsumer", singleActiveConsumer},
    {"delayedRetry", delayedRetry},
    {"deadLetters", deadLetters},
    {"timeToLive", timeToLive},
    {"lengths", lengths},
    {"priorities", priorities},
    {"transactions", transactions},
    {"directReply", directReply},
    {"cancelled", cancelled},
    {"alternate", alternate},
    {"delayed", delayed},
    {"blocked", blocked},
};

} // namespace

int main(int argc, char **argv)
{
    Where where;
    for (int index = 1; index < argc; ++index) {
        const std::string argument = argv[index];
        if (argument == "--port" && index + 1 < argc) {
            where.port = std::atoi(argv[++index]);
            continue;
        }
        const auto feature = std::find_if(Features.begin(), Features.end(),
                                          [&argument](const auto &entry) { return entry.first == argument; });
        if (feature == Features.end())
            fail("no such feature: " + argument);
        feature->second(where);
        std::printf("ok %s\n", argument.c_str());
    }
    return 0;
}
