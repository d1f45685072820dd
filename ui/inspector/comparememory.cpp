// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/comparememory.h"

#include "ui/async/whendone.h"
#include "ui/models/features.h"
#include "ui/theme/format.h"

namespace ui::inspector {

using engine::BrokerSession;
using engine::MessageDetails;

CompareMemory::CompareMemory(BrokerSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &BrokerSession::stateChanged, this, [this](BrokerSession::State state) {
        if (state != BrokerSession::State::Running)
            forget();
    });
}

void CompareMemory::remember(engine::MessageRef ref)
{
    const quint64 asked = ++m_asked;
    async::whenDone(m_session.message(ref), this, [this, asked](const engine::Result<MessageDetails> &answer) {
        if (asked != m_asked)
            return;
        if (!answer) {
            Q_EMIT failed(tr("The message can not be read: %1").arg(answer.error().detail));
            return;
        }
        m_remembered = *answer;
        Q_EMIT changed();
    });
}

QString CompareMemory::label() const
{
    if (!m_remembered)
        return {};
    return tr("%1 · offset %2")
        .arg(models::queueLabel(m_remembered->virtualHost, m_remembered->queue),
             theme::formatCount(m_remembered->summary.ref.offset));
}

void CompareMemory::forget()
{
    ++m_asked;
    if (!m_remembered)
        return;
    m_remembered.reset();
    Q_EMIT changed();
}

} // namespace ui::inspector
