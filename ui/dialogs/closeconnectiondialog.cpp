// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/closeconnectiondialog.h"

#include "ui/theme/format.h"

#include <QLineEdit>

#include <numeric>

namespace ui::dialogs {

namespace {

constexpr qsizetype reasonLimit = 255; // reply-text is a short string

quint64 unackedOf(const engine::ConnectionSnapshot &connection)
{
    return std::accumulate(connection.channels.cbegin(), connection.channels.cend(), quint64(0),
                           [](quint64 sum, const engine::ChannelSnapshot &channel) { return sum + channel.unacked; });
}

} // namespace

CloseConnectionDialog::CloseConnectionDialog(engine::BrokerSession &session,
                                             const engine::ConnectionSnapshot &connection, QWidget *parent)
    : FormDialog(session, tr("Close the connection?"), tr("Close connection"), parent)
    , m_connection(connection.id)
    , m_reason(new QLineEdit(tr("closed by hand in Sightglass"), this))
{
    setDangerous();
    QString text = tr("%1 gets CONNECTION_FORCED (320).").arg(connection.name);
    if (const quint64 unacked = unackedOf(connection))
        text += u' ' + theme::formatCounted(unacked, tr("Its unacked message goes back to its queue."),
                                            tr("Its %1 unacked messages go back to their queues."));
    setIntroduction(text);
    addField(tr("&Reason"), m_reason, tr("The client is told this."), [this] {
        return m_reason->text().toUtf8().size() > reasonLimit ? tr("At most %1 bytes.").arg(reasonLimit) : QString();
    });
    connect(m_reason, &QLineEdit::textChanged, this, [this] { touch(m_reason); });
    revalidate();
}

void CloseConnectionDialog::submit()
{
    follow<void>(session().closeConnection(m_connection, m_reason->text()));
}

} // namespace ui::dialogs
