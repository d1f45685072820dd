// SPDX-License-Identifier: GPL-3.0-or-later
// RoutingPreview: where a message would go, and what each binding on its way makes of it: one sentence, the keys that would do
// where this one does not, and the bindings with their reasons. Asks the broker as the message changes, and again when bindings
// change, while it is seen; publishes nothing.
// Owner: a form or page. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QFrame>
#include <QTimer>

#include <optional>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace ui::models {
class RoutingModel;
}
namespace ui::widgets {
class ListView;
}

namespace ui::publisher {

class RoutingPreview final : public QFrame
{
    Q_OBJECT
public:
    enum class Bindings : quint8 {
        Folded, ///< seen when asked for
        Seen,
    };
    RoutingPreview(engine::BrokerSession &session, Bindings bindings, QWidget *parent);

    /// Asked about a moment after the last change.
    void setRequest(const engine::RoutingRequest &request);
    /// Nothing to tell; `why` is said instead.
    void clear(const QString &why = {});
    /// Asks again, in case what is not seen from here has changed.
    void refresh() { ask(); }
    /// Said beside the verdict, faintly.
    void setNote(const QString &note);
    bool areBindingsSeen() const;
    void showBindings(bool seen);

    /// Of the request that was made last; nothing while the broker has not answered.
    const std::optional<engine::RoutingExplanation> &explanation() const { return m_explanation; }
    QString verdict() const;
    widgets::ListView *bindingList() const { return m_list; }
    QList<QToolButton *> suggestions() const { return m_suggestions; }

Q_SIGNALS:
    /// A suggested key was clicked.
    void keyChosen(const QString &key);
    /// There is an answer, or none any more.
    void changed();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class Outcome : quint8 { None, Routed, Nowhere, Failed };

    QWidget *makeHead();
    void ask();
    void take(const engine::Result<engine::RoutingExplanation> &answer);
    void show(Outcome outcome, const QString &verdict);
    void showSuggestions(const QList<engine::KeySuggestion> &suggestions);
    void fold();
    void color();

    using QFrame::show;

    engine::BrokerSession &m_session;
    const Bindings m_bindings;
    std::optional<engine::RoutingRequest> m_request;
    std::optional<engine::RoutingExplanation> m_explanation;
    Outcome m_outcome = Outcome::None;
    quint64 m_asked = 0;
    QTimer m_delay;
    engine::SubscriptionPtr m_watch;

    models::RoutingModel *m_model;
    QToolButton *m_toggle = nullptr;
    QLabel *m_verdict = nullptr;
    QLabel *m_note = nullptr;
    QHBoxLayout *m_suggestionRow = nullptr;
    QLabel *m_suggestionWord = nullptr;
    QWidget *m_suggestionBox = nullptr;
    QList<QToolButton *> m_suggestions;
    widgets::ListView *m_list;
    QLabel *m_rest; ///< what is not in the list
};

} // namespace ui::publisher
