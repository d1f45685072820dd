// SPDX-License-Identifier: GPL-3.0-or-later
// Page: what a tab of the window shows. It watches the broker only while it is visible.
// Owner: the tab area. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QVariant>
#include <QWidget>

#include <vector>

namespace ui::settings {
class Settings;
}

namespace ui::pages {

class Page : public QWidget
{
    Q_OBJECT
public:
    Page(engine::BrokerSession &session, QWidget *parent);

    /// Empty: the page has nothing to filter.
    virtual QString filterHint() const { return {}; }
    virtual void setFilterText(const QString &) {}
    virtual QString filterText() const { return {}; }
    /// Gives the keyboard to a filter that the page has of its own; false: it has none.
    virtual bool focusFilter() { return false; }
    /// Gives the keyboard to the page's list; here, to the first thing in it that takes it.
    virtual void focusContent();
    /// Says again, by the signals that say it when it changes, what is selected here: for an inspector that has shown another
    /// page's meanwhile. Says nothing where nothing is.
    virtual void tellSelection() {}
    /// Where in the page one is, to come back to; invalid: just here.
    virtual QVariant place() const { return {}; }
    /// Goes to what place() has answered, now or as soon as it is there.
    virtual void goTo(const QVariant &) {}
    virtual void restoreLayout(settings::Settings &) {}
    virtual void saveLayout(settings::Settings &) const {}

protected:
    engine::BrokerSession &session() const { return m_session; }
    /// The subscriptions the page needs while it is seen.
    virtual std::vector<engine::SubscriptionPtr> watch() = 0;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    engine::BrokerSession &m_session;
    std::vector<engine::SubscriptionPtr> m_watching;
};

} // namespace ui::pages
