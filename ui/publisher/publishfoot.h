// SPDX-License-Identifier: GPL-3.0-or-later
// PublishFoot: the line below a publisher: what became of the last message, and what can be done with the one that is written:
// publish it, once or many times, keep it, take it as code.
// Owner: PublisherPage. Thread: ui.
#pragma once

#include "ui/publisher/codesnippets.h"

#include <engine/ids.h>

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace ui::publisher {

class PublishFoot final : public QFrame
{
    Q_OBJECT
public:
    enum class Outcome : quint8 { None, Routed, Unrouted, Failed };

    explicit PublishFoot(QWidget *parent);

    /// `problem`: why the message can not be published; empty: it can, but for now where it is `busy`.
    void setProblem(const QString &problem, bool busy);
    /// Whether the code is for a topic.
    void setToTopic(bool toTopic) { m_toTopic = toTopic; }
    /// `unrouted`: the message that went nowhere; why is offered to be seen.
    void report(Outcome outcome, const QString &text, engine::MessageId unrouted = {});
    /// What was reported last.
    QString result() const;

Q_SIGNALS:
    void publishRequested();
    void saveRequested();
    void codeRequested(ui::publisher::CodeLanguage language);
    void repeatToggled(bool on);
    void unroutedRequested(engine::MessageId message);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeResult();
    void makeButtons();
    void makeCodeButton();
    void fillCodeMenu();
    void colorResult();
    void fitResult();

    QLabel *m_time;
    QLabel *m_result;
    QToolButton *m_code;
    QToolButton *m_save;
    QToolButton *m_repeat;
    QLabel *m_shortcut;
    QPushButton *m_publish;
    QToolButton *m_whyUnrouted;
    Outcome m_outcome = Outcome::None;
    engine::MessageId m_unrouted;
    bool m_toTopic = false;
};

} // namespace ui::publisher
