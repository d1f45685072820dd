// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/clienteventmodel.h"

#include <QCoreApplication>

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::ClientEvent;
using Kind = ClientEvent::Kind;

namespace {

constexpr char meaningsContext[] = "ClientEvents";

/// AMQP 0-9-1's reply codes as a person would say them.
constexpr struct
{
    int code;
    const char *meaning;
} meanings[] = {
    {320, QT_TRANSLATE_NOOP("ClientEvents", "It was closed by hand, or what it worked in was deleted.")},
    {402, QT_TRANSLATE_NOOP("ClientEvents", "It asked for a virtual host that is not there.")},
    {403, QT_TRANSLATE_NOOP("ClientEvents", "Its user may not do that; Users shows who may do what.")},
    {404, QT_TRANSLATE_NOOP("ClientEvents", "It asked for a queue or an exchange that is not there.")},
    {405, QT_TRANSLATE_NOOP("ClientEvents", "The queue belongs to another connection alone.")},
    {406, QT_TRANSLATE_NOOP("ClientEvents", "What it asked for does not fit what is there: other arguments than the "
                                            "queue or exchange has, a delivery tag that is not open, or an "
                                            "acknowledgement that came too late.")},
    {501, QT_TRANSLATE_NOOP("ClientEvents", "It sent bytes that are no frame.")},
    {502, QT_TRANSLATE_NOOP("ClientEvents", "It sent a frame whose content can not be read.")},
    {503, QT_TRANSLATE_NOOP("ClientEvents", "It sent a command that is not valid here.")},
    {504, QT_TRANSLATE_NOOP("ClientEvents", "It used a channel that is not open, or opened one twice.")},
    {505, QT_TRANSLATE_NOOP("ClientEvents", "It sent a frame that does not belong there.")},
    {506, QT_TRANSLATE_NOOP("ClientEvents", "It asked for more than the broker gives one client.")},
    {530, QT_TRANSLATE_NOOP("ClientEvents", "It asked for what is not allowed, or a limit is reached.")},
    {540, QT_TRANSLATE_NOOP("ClientEvents", "This broker does not have what it asked for.")},
    {541, QT_TRANSLATE_NOOP("ClientEvents", "The broker could not do its part.")},
};

QString meaningOf(const ClientEvent &event)
{
    if (!event.protocol.startsWith(u"AMQP 0-9"))
        return {};
    for (const auto &known : meanings) {
        if (known.code == event.code)
            return QCoreApplication::translate(meaningsContext, known.meaning);
    }
    return {};
}

bool isLogin(const ClientEvent &event)
{
    return event.kind == Kind::Refused && event.text.contains(u"login refused");
}

QString eventText(const ClientEvent &event)
{
    switch (event.kind) {
    case Kind::Refused:
        return isLogin(event) ? ClientEventModel::tr("login refused") : ClientEventModel::tr("not let in");
    case Kind::ChannelClosed:
        return ClientEventModel::tr("channel %1 closed").arg(event.channel);
    case Kind::ConnectionClosed:
        return ClientEventModel::tr("connection closed");
    case Kind::Lost:
        return ClientEventModel::tr("connection lost");
    }
    return {};
}

QString eventTimeText(const ClientEvent &event)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(event.atMs);
    return time.date() == QDate::currentDate() ? theme::formatTime(time) : theme::formatDateTime(time);
}

/// By its own name; one without is its address, the broker's side of which says nothing.
QString clientText(const ClientEvent &event)
{
    return event.client.isEmpty() || event.client.startsWith(QString(event.peer + u" -> ")) ? event.peer : event.client;
}

QString whereFrom(const ClientEvent &event)
{
    QStringList parts;
    if (clientText(event) != event.peer)
        parts << event.peer;
    if (!event.user.isEmpty())
        parts << ClientEventModel::tr("user %1").arg(event.user);
    if (!event.virtualHost.isEmpty())
        parts << ClientEventModel::tr("virtual host %1").arg(event.virtualHost);
    if (!event.protocol.isEmpty())
        parts << event.protocol;
    return parts.isEmpty() ? QString() : u" (%1)"_s.arg(parts.join(u", "_s));
}

QString outcomeOf(const ClientEvent &event)
{
    switch (event.kind) {
    case Kind::Refused:
        return ClientEventModel::tr("%1%2 was not let in.");
    case Kind::ChannelClosed:
        return ClientEventModel::tr("A channel of %1%2 was closed; the connection goes on.");
    case Kind::ConnectionClosed:
        return ClientEventModel::tr("The connection of %1%2 was closed.");
    case Kind::Lost:
        return ClientEventModel::tr("%1%2 is gone without a goodbye; what it had not acknowledged is ready again.");
    }
    return {};
}

} // namespace

QString clientEventTitle(const ClientEvent &event)
{
    return event.times > 1 ? ClientEventModel::tr("%1 × %2").arg(eventText(event), theme::formatCount(event.times))
                           : eventText(event);
}

QString clientEventStory(const ClientEvent &event)
{
    QStringList sentences{outcomeOf(event).arg(clientText(event), whereFrom(event))};
    if (isLogin(event))
        sentences << ClientEventModel::tr("User and password do not fit, or this user may not come from there.");
    else if (const QString meaning = meaningOf(event); !meaning.isEmpty())
        sentences << meaning;
    return sentences.join(u' ');
}

const ClientEventModel::Columns &ClientEventModel::columns() const
{
    using Event = ClientEvent;
    static const auto quiet = [](const Event &) { return Tone::Muted; };
    static const Columns all{
        {.title = tr("Time"),
         .text = eventTimeText,
         .style = MonoCell,
         .sortKey = [](const Event &e) { return e.atMs; },
         .tone = [](const Event &) { return Tone::Faint; },
         .toolTip = [](const Event &e) { return theme::formatDateTime(QDateTime::fromMSecsSinceEpoch(e.atMs)); }},
        {.title = tr("What happened"),
         .text = clientEventTitle,
         .style = DotCell,
         .tone = [](const Event &e) { return e.kind == Kind::Lost ? Tone::Unacked : Tone::Dead; },
         .toolTip = clientEventStory},
        {.title = tr("Client"), .text = clientText, .style = StrongCell, .toolTip = clientEventStory},
        {.title = tr("User name"), .text = [](const Event &e) { return e.user; }, .tone = quiet},
        {.title = tr("Protocol"), .text = [](const Event &e) { return e.protocol; }, .tone = quiet},
        {.title = tr("Code"),
         .text = [](const Event &e) { return e.code ? QString::number(e.code) : QString(); },
         .style = FigureCell,
         .sortKey = [](const Event &e) { return e.code; }},
        {.title = tr("Reply"), .text = [](const Event &e) { return e.text; }, .tone = quiet},
    };
    return all;
}

QString ClientEventModel::filterText(const ClientEvent &event) const
{
    return clientText(event) + u'\n' + event.user + u'\n' + event.text + u'\n' + clientEventTitle(event);
}

} // namespace ui::models
