// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/importreportdialog.h"

#include "ui/models/roles.h"
#include "ui/widgets/listdelegate.h"
#include "ui/widgets/listview.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui::dialogs {

using namespace Qt::StringLiterals;
using engine::ImportedItem;
using models::Tone;

namespace {

constexpr QSize firstSize{860, 520};

bool isLeftOut(const ImportedItem &item)
{
    return item.outcome == ImportedItem::Outcome::Different || item.outcome == ImportedItem::Outcome::NotHonored;
}

Tone toneOf(ImportedItem::Outcome outcome)
{
    switch (outcome) {
    case ImportedItem::Outcome::Created:
    case ImportedItem::Outcome::Replaced:
        return Tone::Ok;
    case ImportedItem::Outcome::Same:
        return Tone::Muted;
    case ImportedItem::Outcome::Different:
        return Tone::Unacked;
    case ImportedItem::Outcome::NotHonored:
        return Tone::Dead;
    }
    return Tone::Normal;
}

QString itemText(const ImportedItem &item, int column)
{
    switch (column) {
    case ImportReportModel::Outcome:
        return engine::outcomeName(item.outcome);
    case ImportReportModel::Kind:
        return item.kind;
    case ImportReportModel::VirtualHost:
        return item.virtualHost;
    case ImportReportModel::Name:
        return item.name;
    case ImportReportModel::Why:
        return item.detail;
    }
    return {};
}

} // namespace

ImportReportModel::ImportReportModel(const engine::ImportReport &report, QObject *parent)
    : QAbstractTableModel(parent)
    , m_items(report.items)
{
    std::stable_partition(m_items.begin(), m_items.end(), isLeftOut);
    m_shown = m_items;
}

void ImportReportModel::setLeftOutOnly(bool only)
{
    beginResetModel();
    m_shown = m_items;
    if (only)
        m_shown.removeIf([](const ImportedItem &item) { return !isLeftOut(item); });
    endResetModel();
}

QVariant ImportReportModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ImportedItem &item = m_shown.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case models::SortRole:
        return itemText(item, index.column());
    case models::ToneRole:
        return int(index.column() == Outcome                                 ? toneOf(item.outcome)
                   : index.column() == Kind || index.column() == VirtualHost ? Tone::Muted
                                                                             : Tone::Normal);
    case models::StyleRole:
        return int(index.column() == Outcome ? models::DotCell : models::PlainCell);
    }
    return {};
}

QVariant ImportReportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return QStringList{tr("Outcome"), tr("Kind"), tr("Virtual host"), tr("Name"), tr("Why")}.value(section);
}

ImportReportDialog::ImportReportDialog(const engine::ImportReport &report, const QString &file, QWidget *parent)
    : QDialog(parent)
    , m_report(report)
    , m_model(new ImportReportModel(report, this))
    , m_view(new widgets::ListView(this))
    , m_leftOutOnly(new QCheckBox(tr("Only what was left out"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Definitions imported"));
    auto *summary = new QLabel(tr("%1: %2.").arg(QFileInfo(file).fileName(), report.summary()), this);
    summary->setWordWrap(true);
    summary->setTextFormat(Qt::PlainText);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new widgets::ListDelegate(m_view));
    m_view->setSortingEnabled(false);
    m_view->setColumnWidths({150, 110, 90, 200, 0});
    m_view->setStretchColumn(ImportReportModel::Why);
    m_view->setAccessibleName(tr("The items of the file"));
    m_leftOutOnly->setVisible(!report.isComplete());
    connect(m_leftOutOnly, &QCheckBox::toggled, m_model, &ImportReportModel::setLeftOutOnly);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole), &QPushButton::clicked, this,
            &ImportReportDialog::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(20, 16, 20, 16);
    rows->setSpacing(10);
    rows->addWidget(summary);
    rows->addWidget(m_view, 1);
    rows->addWidget(m_leftOutOnly);
    rows->addWidget(buttons);
    resize(firstSize);
}

void ImportReportDialog::copy()
{
    QStringList lines{m_report.summary()};
    for (const ImportedItem &item : m_report.items) {
        QStringList cells;
        for (int column = 0; column < ImportReportModel::columnEnd; ++column)
            cells << itemText(item, column);
        lines << cells.join(u'\t');
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace ui::dialogs
