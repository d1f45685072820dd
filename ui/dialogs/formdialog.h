// SPDX-License-Identifier: GPL-3.0-or-later
// FormDialog: the frame of all forms. Fields carry their own check; a bad one says so below itself once it was touched, and OK
// waits until all are good. Fields that few need stand in sections that open by a click or a key. What the broker refuses is
// shown in the dialog, which stays open; where something else is there already, with both values side by side. Opened with
// open(), never exec().
// Owner: its parent window; deletes itself when closed. Thread: ui.
#pragma once

#include "ui/async/whendone.h"
#include "ui/dialogs/differences.h"

#include <engine/brokersession.h>

#include <QDialog>

#include <functional>
#include <vector>

class QFormLayout;
class QFrame;
class QLabel;
class QPushButton;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace ui::dialogs {

class NameChoice;

class FormDialog : public QDialog
{
    Q_OBJECT
public:
    /// What is wrong with a field; empty when it is good.
    using Check = std::function<QString()>;

    QPushButton *okButton() const { return m_ok; }
    /// The broker's refusal as it is shown; empty when there is none.
    QString refusal() const;
    /// The texts of the table below it, row by row, headings first; empty when there is none.
    QStringList refusalTable() const;

protected:
    void showEvent(QShowEvent *event) override;

    FormDialog(engine::BrokerSession &session, const QString &title, const QString &okText, QWidget *parent);

    engine::BrokerSession &session() { return m_session; }
    void setIntroduction(const QString &text);
    /// `help` is one sentence below the field; a problem takes its place.
    void addField(const QString &label, QWidget *field, const QString &help = {}, Check check = {});
    void setHelp(QWidget *field, const QString &help);
    void setFieldVisible(QWidget *field, bool visible);
    /// Shown with a refusal as a table; a column each for what was asked for and what is there.
    void showDifferences(const QList<Difference> &differences);
    void addWide(QWidget *widget);
    /// The virtual host that something is made in; a field that is seen only where there are several.
    void addVirtualHost(NameChoice &choice);
    /// The fields that are added from here on are seen only while the section is open.
    void addSection(const QString &title);
    /// Return does not confirm what can not be undone.
    void setDangerous();
    /// A field was edited: its problem may be shown from now on.
    void touch(QWidget *field);
    void revalidate();

    /// Sends the command; must end in finish().
    virtual void submit() = 0;
    /// Called for a refusal: time to find out what is there instead, and to show it with showDifferences().
    virtual void explain(const engine::Error &) {}
    /// An empty error: done, the dialog closes.
    void finish(const engine::Error &error);
    template <typename T>
    void follow(QFuture<engine::Result<T>> future, std::function<void(const engine::Result<T> &)> done = {})
    {
        async::whenDone(future, this, [this, done](const engine::Result<T> &result) {
            if (result && done)
                done(result);
            finish(result ? engine::Error{engine::BrokerError::None, {}} : result.error());
        });
    }

private:
    struct Field
    {
        QWidget *widget;
        QLabel *note;
        QString help;
        Check check;
        int section; ///< -1: none
        bool wanted = true;
        bool touched = false;
    };

    void send();
    void showFields();
    void orderTabs();
    void stayOnScreen();
    void fitHeight();
    void fitRefusal();
    void setBusy(bool busy);
    void showProblem(Field &field, const QString &problem);

    engine::BrokerSession &m_session;
    QLabel *m_introduction;
    QWidget *m_body;
    QScrollArea *m_scroll;
    QFormLayout *m_form;
    QFrame *m_refusalFrame;
    QScrollArea *m_refusalScroll;
    QWidget *m_refusalBox;
    QLabel *m_refusal;
    QWidget *m_differences = nullptr;
    QList<Difference> m_shownDifferences;
    QPushButton *m_ok;
    QPushButton *m_cancel;
    std::vector<Field> m_fields;
    std::vector<QToolButton *> m_sections;
    std::vector<QWidget *> m_order; ///< fields and sections from top to bottom
    QString m_okText;
    bool m_busy = false;
};

} // namespace ui::dialogs
