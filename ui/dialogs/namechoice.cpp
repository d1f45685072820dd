// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/namechoice.h"

namespace ui::dialogs {

NameChoice::NameChoice(engine::BrokerSession &session, Of of, const QString &wanted, const QString &none,
                       QWidget *parent)
    : QComboBox(parent)
    , m_wanted(wanted)
    , m_none(none)
{
    if (!none.isEmpty())
        addItem(none, QString());
    connect(this, &QComboBox::activated, this, [this] {
        m_wanted = currentData().toString();
        Q_EMIT nameChanged(m_wanted);
    });
    if (of == Of::VirtualHosts) {
        m_watching = session.watchVirtualHosts(this, [this](const QList<engine::VirtualHostSnapshot> &hosts) {
            QStringList names;
            for (const engine::VirtualHostSnapshot &host : hosts)
                names << host.spec.name;
            setNames(names);
        });
    } else {
        m_watching = session.watchUsers(this, [this](const QList<engine::UserSnapshot> &users) {
            QStringList names;
            for (const engine::UserSnapshot &user : users)
                names << user.name;
            setNames(names);
        });
    }
}

QString NameChoice::name() const
{
    return m_names.isEmpty() ? m_wanted : currentData().toString();
}

void NameChoice::setNames(const QStringList &names)
{
    if (names == m_names)
        return;
    const QString before = name();
    m_names = names;
    clear();
    if (!m_none.isEmpty())
        addItem(m_none, QString());
    for (const QString &name : names)
        addItem(name, name);
    setCurrentIndex(qMax(0, findData(m_wanted)));
    Q_EMIT namesChanged();
    if (name() != before)
        Q_EMIT nameChanged(name());
}

} // namespace ui::dialogs
