// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/deleteexchangedialog.h"

#include "ui/theme/format.h"

#include <QCheckBox>

namespace ui::dialogs {

using namespace Qt::StringLiterals;

namespace {

QString deleteExchangeLabel(const engine::ExchangeSnapshot &exchange)
{
    const QString what = exchange.bindings == 0
                             ? QString()
                             : theme::formatCounted(exchange.bindings, DeleteExchangeDialog::tr("its binding"),
                                                    DeleteExchangeDialog::tr("its %1 bindings"));
    return what.isEmpty() ? DeleteExchangeDialog::tr("Delete %1").arg(exchange.spec.name)
                          : DeleteExchangeDialog::tr("Delete %1 and %2").arg(exchange.spec.name, what);
}

} // namespace

DeleteExchangeDialog::DeleteExchangeDialog(engine::BrokerSession &session, const engine::ExchangeSnapshot &exchange,
                                           QWidget *parent)
    : FormDialog(session, tr("Delete the exchange %1?").arg(exchange.spec.name), deleteExchangeLabel(exchange), parent)
    , m_exchange(exchange.spec)
    , m_ifUnused(new QCheckBox(tr("Only if nothing is bound to it"), this))
{
    setDangerous();
    setIntroduction(tr("A client that publishes to it from now on gets NOT_FOUND and loses its channel."));
    m_ifUnused->setObjectName(u"ifUnused"_s);
    addWide(m_ifUnused);
    revalidate();
}

void DeleteExchangeDialog::submit()
{
    const engine::ExchangeSpec exchange = m_exchange;
    follow<void>(session().deleteExchange(exchange.virtualHost, exchange.name, m_ifUnused->isChecked()),
                 [this, exchange](const engine::Result<void> &) { Q_EMIT deleted(exchange); });
}

} // namespace ui::dialogs
