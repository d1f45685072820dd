// SPDX-License-Identifier: GPL-3.0-or-later
// What Kafka clients send, as the first corpus of fuzz_kafka_session. Thread: any.
#pragma once

#include <QByteArray>
#include <QList>

/// Behind the byte by which the target chooses.
QList<QByteArray> kafkaSessionSeeds();
