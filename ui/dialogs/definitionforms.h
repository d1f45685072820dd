// SPDX-License-Identifier: GPL-3.0-or-later
// The forms that read and write RabbitMQ's definitions.json: which file, which virtual host, and what becomes of what differs.
// Owner: their parent window. Thread: ui.
#pragma once

#include "ui/dialogs/formdialog.h"

class QCheckBox;
class QFileDialog;
class QLineEdit;

namespace ui::dialogs {

class NameChoice;

class ImportDefinitionsDialog final : public FormDialog
{
    Q_OBJECT
public:
    ImportDefinitionsDialog(engine::BrokerSession &session, QWidget *parent);

Q_SIGNALS:
    void imported(const engine::ImportReport &report, const QString &file);

private:
    void submit() override;

    QLineEdit *m_file;
    NameChoice *m_virtualHost;
    QCheckBox *m_replace;
};

class ExportDefinitionsDialog final : public FormDialog
{
    Q_OBJECT
public:
    ExportDefinitionsDialog(engine::BrokerSession &session, QWidget *parent);

Q_SIGNALS:
    void exported(const engine::ExportedDefinitions &definitions, const QString &file);

private:
    void submit() override;

    QLineEdit *m_file;
    NameChoice *m_virtualHost;
};

} // namespace ui::dialogs
