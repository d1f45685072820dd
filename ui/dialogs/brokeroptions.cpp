// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/brokeroptions.h"

#include <QCoreApplication>

namespace ui::dialogs {

using namespace Qt::StringLiterals;

namespace {

struct OptionWords
{
    Q_DECLARE_TR_FUNCTIONS(BrokerOptions)
};

} // namespace

QList<BrokerOption> brokerOptions()
{
    return {
        {u"amqp"_s, OptionWords::tr("AMQP"), u"127.0.0.1:5672"_s,
         OptionWords::tr(
             "Where AMQP 0-9-1 clients connect: address and port, or off. 0.0.0.0 lets other machines in.")},
        {u"amqps"_s, OptionWords::tr("AMQP with TLS"), u"127.0.0.1:5671"_s,
         OptionWords::tr("The same, encrypted. Without anything here it is there when there is a certificate.")},
        {u"kafka"_s, OptionWords::tr("Kafka"), u"127.0.0.1:9092"_s,
         OptionWords::tr("Where Kafka clients connect, or off.")},
        {u"kafka-advertised"_s, OptionWords::tr("Kafka, advertised"), OptionWords::tr("where the client has connected"),
         OptionWords::tr("Where Kafka clients are told to connect: the name by which other machines know this one.")},
        {u"socket"_s, OptionWords::tr("Local socket"), u"sightglass"_s,
         OptionWords::tr("A name, or a path; for clients on this machine, of this user only. Or off.")},
        {u"kafka-auto-create"_s, OptionWords::tr("Make topics"), u"on"_s,
         OptionWords::tr("on: a topic is made when a Kafka client asks for it. off: it has to be made first.")},
        {u"kafka-partitions"_s, OptionWords::tr("Partitions"), u"1"_s,
         OptionWords::tr("Of a topic whose maker does not say how many.")},
        {u"kafka-retention"_s, OptionWords::tr("Retention"), u"604800000"_s,
         OptionWords::tr("Milliseconds that such a topic keeps its records; -1: for ever.")},
        {u"sync"_s, OptionWords::tr("Confirm after the disk"), u"on"_s,
         OptionWords::tr(
             "on: what was confirmed survives a power failure. off is faster, and survives a crash of the program "
             "only.")},
        {u"memory-limit"_s, OptionWords::tr("Memory limit"), OptionWords::tr("40 % of the machine’s memory"),
         OptionWords::tr("Publishers wait above it: 500MB, 2GiB; 0: no limit.")},
        {u"disk-free-limit"_s, OptionWords::tr("Free disk limit"), u"50MB"_s,
         OptionWords::tr("Publishers wait when the disk has less; 0: no limit.")},
        {u"channel-max"_s, OptionWords::tr("Channels"), u"2047"_s, OptionWords::tr("That one connection may have.")},
        {u"consumer-timeout"_s, OptionWords::tr("Consumer timeout"), u"1800000"_s,
         OptionWords::tr("Milliseconds that a delivery may stay unacknowledged; 0: for ever.")},
    };
}

} // namespace ui::dialogs
