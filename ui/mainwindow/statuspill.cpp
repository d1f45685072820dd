// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/statuspill.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace ui::mainwindow {

using namespace Qt::StringLiterals;
using engine::BrokerSession;
using engine::ListenerSnapshot;

namespace {

constexpr int padding = 10;
constexpr int dotSpace = 15;
constexpr int wordSpace = 10;
constexpr int pillHeight = 27;

QString wordFor(BrokerSession::State state)
{
    switch (state) {
    case BrokerSession::State::Starting:
        return StatusPill::tr("Starting…");
    case BrokerSession::State::Running:
        return StatusPill::tr("Running");
    case BrokerSession::State::Stopping:
        return StatusPill::tr("Stopping…");
    case BrokerSession::State::Stopped:
        return StatusPill::tr("Stopped");
    case BrokerSession::State::Failed:
        return StatusPill::tr("Failed");
    }
    return {};
}

/// "amqp 5672"; the local socket by its word, its path is in the popup.
QString shortAddress(const ListenerSnapshot &listener)
{
    return listener.protocol == u"socket" ? listener.protocol
                                          : listener.protocol + u' ' + listener.address.section(u':', -1);
}

} // namespace

StatusPill::StatusPill(BrokerSession &session, QWidget *parent)
    : QAbstractButton(parent)
    , m_session(session)
{
    setFocusPolicy(Qt::StrongFocus);
    setToolTip(tr("Where clients connect"));
    setAttribute(Qt::WA_Hover);
    connect(&session, &BrokerSession::stateChanged, this, &StatusPill::refresh);
    connect(&session, &BrokerSession::listenersChanged, this, &StatusPill::refresh);
    refresh();
}

void StatusPill::refresh()
{
    QStringList addresses;
    QStringList failed;
    for (const ListenerSnapshot &listener : m_session.listeners()) {
        if (listener.state == ListenerSnapshot::State::Listening)
            addresses << shortAddress(listener);
        else if (listener.state == ListenerSnapshot::State::Failed)
            failed << tr("%1 not listening").arg(listener.protocol);
    }
    const BrokerSession::State state = m_session.state();
    if (state == BrokerSession::State::Failed || state == BrokerSession::State::Stopped)
        m_health = Health::Bad;
    else if (state != BrokerSession::State::Running)
        m_health = Health::Waiting;
    else if (!failed.isEmpty())
        m_health = addresses.isEmpty() ? Health::Bad : Health::Warning;
    else
        m_health = Health::Good;
    setText(wordFor(state));
    m_addresses = (failed + addresses).join(u" · "_s);
    setAccessibleName(tr("Broker: %1. %2").arg(text(), m_addresses));
    updateGeometry();
    update();
}

QSize StatusPill::sizeHint() const
{
    const QFontMetrics mono(theme::monospaceFont(font()));
    const int addresses = m_addresses.isEmpty() ? 0 : wordSpace + mono.horizontalAdvance(m_addresses);
    return {2 * padding + dotSpace + fontMetrics().horizontalAdvance(text()) + addresses + 2, pillHeight};
}

void StatusPill::paintEvent(QPaintEvent *)
{
    const theme::Tokens &tokens = theme::tokensFor(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool bad = m_health == Health::Bad;
    const bool warns = m_health == Health::Warning;
    painter.setPen(hasFocus() ? tokens.accent : bad ? tokens.dead : warns ? tokens.unacked : tokens.line);
    painter.setBrush(bad ? tokens.deadBg : warns ? tokens.unackedBg : underMouse() ? tokens.hover : tokens.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(bad ? tokens.dead : warns ? tokens.unacked : m_health == Health::Good ? tokens.ok : tokens.faint);
    painter.drawEllipse(QRectF(padding, rect().center().y() - 3.5, 8, 8));
    int x = padding + dotSpace;
    painter.setPen(tokens.text);
    painter.drawText(QRect(x, 0, width() - x, rect().height()), Qt::AlignVCenter, text());
    x += fontMetrics().horizontalAdvance(text()) + wordSpace;
    painter.setFont(theme::monospaceFont(font()));
    painter.setPen(bad ? tokens.dead : warns ? tokens.unackedText : tokens.text);
    painter.drawText(QRect(x, 0, width() - x, rect().height()), Qt::AlignVCenter, m_addresses);
}

} // namespace ui::mainwindow
