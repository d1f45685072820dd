// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/permissionspanel.h"

#include "ui/actions/accessactions.h"
#include "ui/models/roles.h"
#include "ui/models/usermodel.h"
#include "ui/widgets/listview.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

namespace ui::pages {

using namespace Qt::StringLiterals;
using models::PermissionEntry;
using models::PermissionModel;

PermissionsPanel::PermissionsPanel(actions::AccessActions &actions, QWidget *parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_model(new PermissionModel(this))
    , m_proxy(new QSortFilterProxyModel(this))
    , m_list(new widgets::ListView(this))
    , m_title(new QLabel(this))
    , m_hint(new QLabel(this))
    , m_edit(new QPushButton(tr("Change…"), this))
    , m_clear(new QPushButton(tr("Clear"), this))
{
    setProperty("surface", u"surface"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_title->setProperty("role", u"muted"_s);
    m_hint->setProperty("role", u"muted"_s);
    m_hint->setContentsMargins(16, 6, 16, 10);
    m_hint->setWordWrap(true);
    m_list->setAccessibleName(tr("Permissions"));
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(models::SortRole);
    m_list->setModel(m_proxy);
    m_list->sortByColumn(PermissionModel::VirtualHost, Qt::AscendingOrder);
    m_list->setColumnWidths({110, 150, 170, 200, 0});
    m_list->setStretchColumn(PermissionModel::Read);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(16, 6, 12, 6);
    bar->setSpacing(8);
    bar->addWidget(m_title);
    bar->addStretch(1);
    bar->addWidget(m_clear);
    bar->addWidget(m_edit);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(bar);
    rows->addWidget(m_list, 1);
    rows->addWidget(m_hint);
    auto *clear = new QAction(tr("Clear"), m_list);
    clear->setShortcut(QKeySequence::Delete);
    clear->setShortcutContext(Qt::WidgetShortcut);
    connect(clear, &QAction::triggered, this, &PermissionsPanel::clearSelected);
    m_list->addAction(clear);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_clear, &QPushButton::clicked, this, &PermissionsPanel::clearSelected);
    connect(m_edit, &QPushButton::clicked, this, &PermissionsPanel::editSelected);
    connect(m_list, &widgets::ListView::opened, this, &PermissionsPanel::editSelected);
    connect(m_list, &widgets::ListView::rowSelected, this, &PermissionsPanel::refresh);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_model, signal, this, &PermissionsPanel::refresh);
}

void PermissionsPanel::setUser(const engine::UserSnapshot *user)
{
    m_user = user ? user->name : QString();
    m_model->update(user ? models::permissionEntries(*user) : QList<PermissionEntry>());
    setEnabled(user);
    refresh();
}

const PermissionEntry *PermissionsPanel::selected() const
{
    const QModelIndex row = m_proxy->mapToSource(m_list->selectedRow());
    return row.isValid() ? &m_model->at(row.row()) : nullptr;
}

void PermissionsPanel::refresh()
{
    m_title->setText(m_user.isEmpty() ? tr("Permissions") : tr("Permissions of %1").arg(m_user));
    const bool some = selected();
    m_edit->setEnabled(some);
    m_clear->setEnabled(some);
    if (!m_user.isEmpty() && m_model->rowCount() == 0)
        m_hint->setText(tr("%1 can log in, but may open no virtual host: “Set permissions…” lets it in.").arg(m_user));
    else
        m_hint->setText(
            tr("Regular expressions over names, not anchored. Configure: declare and delete. Write: publish, "
               "bind a queue. Read: consume, get, purge, bind from an exchange."));
}

void PermissionsPanel::editSelected()
{
    const PermissionEntry *entry = selected();
    if (!entry)
        return;
    const engine::PermissionSpec &spec = entry->permission;
    if (entry->exchange)
        m_actions.setTopicPermissions({spec.user, spec.virtualHost, *entry->exchange, spec.write, spec.read});
    else
        m_actions.setPermissions(spec);
}

void PermissionsPanel::clearSelected()
{
    const PermissionEntry *entry = selected();
    if (!entry)
        return;
    const engine::PermissionSpec spec = entry->permission;
    if (entry->exchange)
        m_actions.clearTopicPermissions({spec.user, spec.virtualHost, *entry->exchange, {}, {}});
    else
        m_actions.clearPermissions(spec);
}

} // namespace ui::pages
