// SPDX-License-Identifier: GPL-3.0-or-later
// DataFileBar: the data file whose rows fill the placeholders, as a line that is there while there is one: chosen, read in the
// background, taken away again.
// Owner: PublisherPage. Thread: ui.
#pragma once

#include "ui/publisher/datarows.h"

#include <QWidget>

class QLabel;

namespace ui::publisher {

class DataFileBar final : public QWidget
{
    Q_OBJECT
public:
    explicit DataFileBar(QWidget *parent);

    /// Empty: there is none.
    const QString &path() const { return m_path; }
    /// Null: there are none, or they are still read.
    const DataRows::Ptr &rows() const { return m_rows; }
    /// Those of this file, where it is the one.
    DataRows::Ptr rowsOf(const QString &path) const { return path == m_path ? m_rows : nullptr; }
    /// Asks the user for a file.
    void choose();
    void load(const QString &path);
    void forget();

Q_SIGNALS:
    /// Other rows; or none, any more or yet.
    void changed();
    /// Why the file can not be read.
    void failed(const QString &why);

private:
    void take(const QString &path, const engine::Result<DataRows::Ptr> &rows);
    void showRows();

    QLabel *m_label;
    QString m_path;
    DataRows::Ptr m_rows;
};

} // namespace ui::publisher
