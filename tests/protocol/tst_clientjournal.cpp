// SPDX-License-Identifier: GPL-3.0-or-later
// What went wrong with clients: what is kept of it, and that AMQP connections note it.
#include "core/accesscontrol.h"
#include "program/testprogram.h"
#include "protocol/amqpfixture.h"

using namespace test;
using namespace Qt::StringLiterals;
using Kind = ClientEvent::Kind;

class TestClientJournal : public QObject
{
    Q_OBJECT
private:
    static ClientEvent refused(const QString &client, const QString &peer, const QString &text)
    {
        ClientEvent event;
        event.kind = Kind::Refused;
        event.client = client;
        event.peer = peer;
        event.text = text;
        return event;
    }
    static ClientEvent latest(const Broking &broking)
    {
        const QList<ClientEvent> &events = broking.registry.journal().events();
        return events.isEmpty() ? ClientEvent() : events.first();
    }
    static void login(Client &client, const QByteArray &password)
    {
        client.send(Client::protocolHeader());
        client.expect<wa::ConnectionStart>(0);
        client.send(0, Client::login("guest", password));
    }

private Q_SLOTS:
    void keepsTheNewestFirst()
    {
        ClientJournal journal;
        for (int i = 0; i < int(ClientJournal::capacity) + 3; ++i)
            journal.note(refused(QString::number(i), u"peer:1"_s, u"no"_s));
        QCOMPARE(journal.events().size(), ClientJournal::capacity);
        QCOMPARE(journal.events().first().client, QString::number(ClientJournal::capacity + 2));
        QCOMPARE(journal.events().first().sequence, quint64(ClientJournal::capacity + 3));
        QCOMPARE(journal.events().last().client, u"3"_s);
    }

    void whatRepeatsItselfIsCounted()
    {
        ClientJournal journal;
        journal.note(refused(u"10.0.0.1:1 -> b"_s, u"10.0.0.1:1"_s, u"no"_s));
        journal.note(refused(u"shop"_s, u"10.0.0.1:2"_s, u"no"_s));
        journal.note(refused(u"10.0.0.1:3 -> b"_s, u"10.0.0.1:3"_s, u"no"_s));
        QCOMPARE(journal.events().size(), 2);
        QCOMPARE(journal.events().first().times, 2u);
        QCOMPARE(journal.events().first().peer, u"10.0.0.1:3"_s);
        QCOMPARE(journal.events().first().sequence, 3u);
        journal.note(refused(u"10.0.0.2:3 -> b"_s, u"10.0.0.2:3"_s, u"no"_s));
        journal.note(refused(u"10.0.0.1:4 -> b"_s, u"10.0.0.1:4"_s, u"something else"_s));
        QCOMPARE(journal.events().size(), 4);
    }

    void longTextsAreCut()
    {
        ClientJournal journal;
        journal.note(refused(QString(10'000, u'x'), u"p"_s, QString(10'000, u'y')));
        QCOMPARE(journal.events().first().client.size(), ClientJournal::longestText + 1);
        QCOMPARE(journal.events().first().text.size(), ClientJournal::longestText + 1);
    }

    void aRefusedLoginIsToldWithItsReason()
    {
        Broking broking;
        Client client(broking);
        login(client, "wrong");
        const ClientEvent event = latest(broking);
        QCOMPARE(event.kind, Kind::Refused);
        QCOMPARE(event.code, 403);
        QCOMPARE(event.text, u"PLAIN login refused: user 'guest' - invalid credentials"_s);
        QCOMPARE(event.protocol, u"AMQP 0-9-1"_s);
        QCOMPARE(event.peer, client.transport.info.address);
        QCOMPARE(event.atMs, broking.bench.clock.now);
    }

    void anUnknownVirtualHostNamesTheUser()
    {
        Broking broking;
        Client client(broking);
        login(client, "guest");
        client.expect<wa::ConnectionTune>(0);
        client.send(0, wa::ConnectionTuneOk{2047, 131072, 0});
        client.send(0, wa::ConnectionOpen{"nowhere"});
        QCOMPARE(latest(broking).kind, Kind::Refused);
        QCOMPARE(latest(broking).code, 530);
        QCOMPARE(latest(broking).user, u"guest"_s);
        QVERIFY(latest(broking).text.startsWith(u"NOT_ALLOWED - vhost nowhere not found"_s));
    }

    void anotherProtocolIsRefused()
    {
        Broking broking;
        Client client(broking);
        client.send("GET / HTTP/1.1\r\n\r\n");
        QCOMPARE(latest(broking).kind, Kind::Refused);
        QCOMPARE(latest(broking).code, 0);
        QVERIFY(latest(broking).text.contains(u"not served here"_s));
    }

    void errorsOfChannelsAndConnections()
    {
        Broking broking;
        Client client(broking);
        client.connect();
        client.open(3);
        wa::QueueDeclare passive;
        passive.queue = "none";
        passive.passive = true;
        client.send(3, passive);
        QCOMPARE(latest(broking).kind, Kind::ChannelClosed);
        QCOMPARE(latest(broking).code, 404);
        QCOMPARE(latest(broking).channel, quint16(3));
        QCOMPARE(latest(broking).virtualHost, u"/"_s);
        QCOMPARE(latest(broking).text, u"NOT_FOUND - no queue 'none' in vhost '/'"_s);
        client.connection().closeByOperator(u"enough"_s);
        QCOMPARE(latest(broking).kind, Kind::ConnectionClosed);
        QCOMPARE(latest(broking).code, 320);
        client.disconnect();
        QCOMPARE(broking.registry.journal().events().size(), 2); // that it went then is no news
    }

    void aLostClientIsToldOnce()
    {
        Broking broking;
        Client client(broking);
        client.connect();
        client.disconnect();
        QCOMPARE(latest(broking).kind, Kind::Lost);
        QCOMPARE(broking.registry.journal().events().size(), 1);
    }

    void whoSaysGoodbyeOrNothingIsNoNews()
    {
        Broking broking;
        Client polite(broking);
        polite.connect();
        polite.send(0, wa::ConnectionClose{200, "bye", 0, 0});
        polite.disconnect();
        Client silent(broking);
        silent.disconnect();
        QVERIFY(broking.registry.journal().events().isEmpty());
    }

    void missedHeartbeats()
    {
        Broking broking;
        Client client(broking);
        login(client, "guest");
        client.expect<wa::ConnectionTune>(0);
        client.send(0, wa::ConnectionTuneOk{2047, 131072, 1});
        client.send(0, wa::ConnectionOpen{"/"});
        for (qint64 now : {1'000, 2'000, 3'500})
            client.connection().tick(now);
        QVERIFY(client.transport.aborted);
        client.disconnect();
        QCOMPARE(broking.registry.journal().events().size(), 1);
        QVERIFY(latest(broking).text.startsWith(u"missed heartbeats"_s));
    }
};

SIGHTGLASS_TEST(TestClientJournal)
#include "tst_clientjournal.moc"
