// SPDX-License-Identifier: GPL-3.0-or-later
// The six classic tutorials with librabbitmq: tutorials --port N | --socket PATH [--external] [NAME]…
// Ends with 0 when every message went where the tutorial says.
#include "channel.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <utility>

namespace {

using Strings = std::vector<std::string>;

std::string unique(const std::string &name)
{
    return "c." + std::to_string(::getpid()) + "." + name;
}

Strings bodies(const std::vector<Message> &messages)
{
    Strings result;
    for (const Message &message : messages)
        result.push_back(message.body);
    return result;
}

void expect(const Strings &got, const Strings &wanted)
{
    if (got == wanted)
        return;
    std::string seen;
    for (const std::string &body : got)
        seen += " '" + body + "'";
    fail("received" + seen);
}

void hello(const Where &where)
{
    const std::string queue = unique("hello");
    Channel sender(where);
    sender.declareQueue(queue);
    sender.publish("", queue, {.body = "Hello World!"});
    Channel receiver(where);
    receiver.consume(queue, true);
    expect({receiver.take().body}, {"Hello World!"});
    receiver.deleteQueue(queue);
}

void work(const Where &where)
{
    const std::string queue = unique("tasks");
    Channel sender(where);
    sender.declareQueue(queue, true);
    Channel first(where);
    Channel second(where);
    for (Channel *worker : {&first, &second}) {
        worker->prefetch(1);
        worker->consume(queue, false);
    }
    for (int task = 0; task < 10; ++task)
        sender.publish("", queue, {.body = std::to_string(task)}, true);
    // The first worker sits on its first task: the other gets all the rest.
    const Message slow = first.take();
    Strings done = {slow.body};
    for (int task = 0; task < 9; ++task) {
        const Message message = second.take();
        done.push_back(message.body);
        second.ack(message);
    }
    first.ack(slow);
    std::sort(done.begin(), done.end());
    expect(done, {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"});
    sender.deleteQueue(queue);
}

void publishSubscribe(const Where &where)
{
    const std::string exchange = unique("logs");
    Channel sender(where);
    sender.declareExchange(exchange, "fanout");
    Channel first(where);
    Channel second(where);
    for (Channel *receiver : {&first, &second}) {
        const std::string queue = receiver->declareQueue("");
        receiver->bind(queue, exchange, "");
        receiver->consume(queue, true);
    }
    sender.publish(exchange, "", {.body = "info: one"});
    sender.publish(exchange, "", {.body = "info: two"});
    for (Channel *receiver : {&first, &second})
        expect(bodies(receiver->take(2)), {"info: one", "info: two"});
    sender.deleteExchange(exchange);
}

struct Receiver
{
    Strings keys;
    Strings expected;
};

void selective(const Where &where, const std::string &type, const Strings &published,
               const std::vector<Receiver> &receivers)
{
    const std::string exchange = unique(type);
    Channel sender(where);
    sender.declareExchange(exchange, type);
    std::vector<std::unique_ptr<Channel>> channels;
    for (const Receiver &receiver : receivers) {
        channels.push_back(std::make_unique<Channel>(where));
        const std::string queue = channels.back()->declareQueue("");
        for (const std::string &key : receiver.keys)
            channels.back()->bind(queue, exchange, key);
        channels.back()->consume(queue, true);
    }
    for (const std::string &key : published)
        sender.publish(exchange, key, {.body = key});
    for (std::size_t index = 0; index < receivers.size(); ++index)
        expect(bodies(channels[index]->take(receivers[index].expected.size())), receivers[index].expected);
    sender.deleteExchange(exchange);
}

void routing(const Where &where)
{
    selective(where, "direct", {"info", "error", "debug", "warning"},
              {{{"error"}, {"error"}}, {{"info", "warning", "error"}, {"info", "error", "warning"}}});
}

void topics(const Where &where)
{
    selective(where, "topic", {"kern.info", "cron.critical", "kern.critical", "lazy.a.b"},
              {{{"kern.*"}, {"kern.info", "kern.critical"}},
               {{"*.critical"}, {"cron.critical", "kern.critical"}},
               {{"#"}, {"kern.info", "cron.critical", "kern.critical", "lazy.a.b"}},
               {{"lazy.#"}, {"lazy.a.b"}}});
}

int fibonacci(int n)
{
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

void rpc(const Where &where)
{
    const std::string requests = unique("rpc");
    Channel server(where);
    server.declareQueue(requests);
    server.prefetch(1);
    server.consume(requests, false);
    Channel client(where);
    const std::string replies = client.declareQueue("");
    client.consume(replies, true);
    for (const auto &[number, id] : std::vector<std::pair<std::string, std::string>>{{"10", "ten"}, {"15", "fifteen"}})
        client.publish("", requests, {.body = number, .correlationId = id, .replyTo = replies});
    for (int request = 0; request < 2; ++request) {
        const Message message = server.take();
        server.publish("", message.replyTo,
                       {.body = std::to_string(fibonacci(std::atoi(message.body.c_str()))),
                        .correlationId = message.correlationId});
        server.ack(message);
    }
    Strings answers;
    for (const Message &answer : client.take(2))
        answers.push_back(answer.correlationId + " " + answer.body);
    expect(answers, {"ten 55", "fifteen 610"});
    server.deleteQueue(requests);
}

void confirms(const Where &where)
{
    Channel sender(where);
    const std::string queue = unique("confirms");
    sender.declareQueue(queue, true);
    sender.selectConfirms();
    const std::string large(1 << 20, 'x');
    for (const std::string &body : {std::string(), std::string("one"), large}) {
        sender.publish("", queue, {.body = body}, true);
        sender.awaitConfirm();
    }
    Channel receiver(where);
    receiver.consume(queue, true);
    expect(bodies(receiver.take(3)), {"", "one", large});
    receiver.deleteQueue(queue);
}

const std::vector<std::pair<std::string, std::function<void(const Where &)>>> Tutorials = {
    {"hello", hello},   {"work", work}, {"pubsub", publishSubscribe}, {"routing", routing},
    {"topics", topics}, {"rpc", rpc},   {"confirms", confirms},
};

} // namespace

int main(int argc, char **argv)
{
    Where where;
    Strings wanted;
    for (int index = 1; index < argc; ++index) {
        const std::string argument = argv[index];
        if (argument == "--external")
            where.external = true;
        else if (argument == "--port" && index + 1 < argc)
            where.port = std::atoi(argv[++index]);
        else if (argument == "--socket" && index + 1 < argc)
            where.path = argv[++index];
        else
            wanted.push_back(argument);
    }
    for (const auto &[name, tutorial] : Tutorials) {
        if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), name) == wanted.end())
            continue;
        tutorial(where);
        std::printf("ok %s\n", name.c_str());
    }
    return 0;
}
