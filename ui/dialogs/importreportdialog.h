// SPDX-License-Identifier: GPL-3.0-or-later
// ImportReportDialog: what became of every item of a definitions file; what was left out stands first.
// Owner: its parent window; deletes itself when closed. Thread: ui.
#pragma once

#include <engine/definitionsfile.h>

#include <QAbstractTableModel>
#include <QDialog>

class QCheckBox;

namespace ui::widgets {
class ListView;
}

namespace ui::dialogs {

class ImportReportModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Outcome, Kind, VirtualHost, Name, Why, columnEnd };

    ImportReportModel(const engine::ImportReport &report, QObject *parent);

    /// Only what was left out.
    void setLeftOutOnly(bool only);
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_shown.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : columnEnd; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<engine::ImportedItem> m_items; ///< what was left out first
    QList<engine::ImportedItem> m_shown;
};

class ImportReportDialog final : public QDialog
{
    Q_OBJECT
public:
    ImportReportDialog(const engine::ImportReport &report, const QString &file, QWidget *parent);

    ImportReportModel &model() const { return *m_model; }

private:
    void copy();

    const engine::ImportReport m_report;
    ImportReportModel *m_model;
    widgets::ListView *m_view;
    QCheckBox *m_leftOutOnly;
};

} // namespace ui::dialogs
