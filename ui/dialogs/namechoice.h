// SPDX-License-Identifier: GPL-3.0-or-later
// NameChoice: a list of names to choose from that follows what exists while the form is open: virtual hosts or users.
// Owner: its form. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QComboBox>

namespace ui::dialogs {

class NameChoice final : public QComboBox
{
    Q_OBJECT
public:
    enum class Of : quint8 { VirtualHosts, Users };

    /// `wanted` is chosen as soon as it is there. `none`, where it is not empty, is offered first and means no name.
    NameChoice(engine::BrokerSession &session, Of of, const QString &wanted, const QString &none, QWidget *parent);

    /// Before the first names have arrived: the one that is wanted.
    QString name() const;
    /// How many there are, "none" aside.
    qsizetype offered() const { return m_names.size(); }

Q_SIGNALS:
    void namesChanged();
    /// Another one is chosen, by hand or because the wanted one was not there.
    void nameChanged(const QString &name);

private:
    void setNames(const QStringList &names);

    QString m_wanted;
    const QString m_none;
    QStringList m_names;
    engine::SubscriptionPtr m_watching;
};

} // namespace ui::dialogs
