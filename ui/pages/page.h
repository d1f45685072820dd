// SPDX-License-Identifier: GPL-3.0-or-later
// Page: what a tab of the window shows. It watches the broker only while it is visible.
// Owner: the tab area. Thread: ui.
#pragma once

#include <engine/brokersession.h>

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
    /// Gives the keyboard to the page's list.
    virtual void focusContent() {}
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
