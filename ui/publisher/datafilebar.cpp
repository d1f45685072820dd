// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/datafilebar.h"

#include "ui/async/inworker.h"
#include "ui/async/whendone.h"
#include "ui/theme/format.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

DataFileBar::DataFileBar(QWidget *parent)
    : QWidget(parent)
    , m_label(new QLabel(this))
{
    m_label->setTextFormat(Qt::PlainText);
    m_label->setProperty("role", u"muted"_s);
    auto *remove = new QToolButton(this);
    remove->setText(u"×"_s);
    remove->setToolTip(tr("Without the data file"));
    remove->setAccessibleName(remove->toolTip());
    remove->setAutoRaise(true);
    connect(remove, &QToolButton::clicked, this, &DataFileBar::forget);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_label, 1);
    row->addWidget(remove);
    hide();
}

void DataFileBar::choose()
{
    auto *dialog = new QFileDialog(window(), tr("Values for placeholders: CSV or JSON lines"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Data files (*.csv *.tsv *.jsonl *.ndjson *.json *.txt)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &DataFileBar::load);
    dialog->open();
}

void DataFileBar::load(const QString &path)
{
    m_path = path;
    m_rows.reset();
    m_label->setText(tr("Reading %1 …").arg(QFileInfo(path).fileName()));
    show();
    Q_EMIT changed();
    async::whenDone(async::inWorker([path] { return DataRows::load(path); }), this,
                    [this, path](const engine::Result<DataRows::Ptr> &rows) { take(path, rows); });
}

void DataFileBar::take(const QString &path, const engine::Result<DataRows::Ptr> &rows)
{
    if (path != m_path)
        return; // another one was chosen meanwhile
    if (!rows) {
        forget();
        Q_EMIT failed(rows.error().detail);
        return;
    }
    m_rows = *rows;
    showRows();
    Q_EMIT changed();
}

void DataFileBar::showRows()
{
    const QStringList &columns = m_rows->columns();
    QString names = columns.mid(0, 6).join(u", "_s);
    if (columns.size() > 6)
        names += u", …"_s;
    m_label->setText(theme::formatCounted(quint64(m_rows->count()), tr("%2: %1 row (%3)"), tr("%2: %1 rows (%3)"))
                         .arg(QFileInfo(m_path).fileName(), names));
    m_label->setToolTip(m_path);
}

void DataFileBar::forget()
{
    m_path.clear();
    m_rows.reset();
    hide();
    Q_EMIT changed();
}

} // namespace ui::publisher
