// SPDX-License-Identifier: GPL-3.0-or-later
// CompareMemory: the one message that was selected for comparing, with its body, whatever page is open and whether or not it is still
// where it was. Forgotten with the broker's run.
// Owner: MainWindow. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QObject>

#include <optional>

namespace ui::inspector {

class CompareMemory final : public QObject
{
    Q_OBJECT
public:
    CompareMemory(engine::BrokerSession &session, QObject *parent);

    /// In the place of what was remembered. It is asked for: changed(), or failed(), follows.
    void remember(engine::MessageRef ref);
    /// Nothing: none is.
    const std::optional<engine::MessageDetails> &remembered() const { return m_remembered; }
    /// Its place in words; empty where there is none.
    QString label() const;

Q_SIGNALS:
    void changed();
    /// It can not be remembered: why. What was remembered before still is.
    void failed(const QString &why);

private:
    void forget();

    engine::BrokerSession &m_session;
    std::optional<engine::MessageDetails> m_remembered;
    quint64 m_asked = 0; ///< only the latest answer counts
};

} // namespace ui::inspector
