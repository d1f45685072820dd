// SPDX-License-Identifier: GPL-3.0-or-later
// BindingsPanel: the bindings that leave an exchange and those that arrive at it, with Unbind.
// Owner: ExchangesPage. Thread: ui.
#pragma once

#include <engine/snapshots.h>

#include <QWidget>

class QAbstractItemModel;
class QLabel;
class QPushButton;
class QTabWidget;

namespace ui::models {
class BindingFilterProxy;
class BindingModel;
} // namespace ui::models
namespace ui::widgets {
class ListView;
}

namespace ui::pages {

class BindingsPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit BindingsPanel(models::BindingModel &model, QWidget *parent = nullptr);

    void setExchange(const engine::ExchangeSnapshot *exchange);
    /// A tab behind those of the bindings.
    void addPage(QWidget *page, const QString &title);
    widgets::ListView *outgoing() const { return m_outgoing; }
    QPushButton *unbindButton() const { return m_unbind; }

Q_SIGNALS:
    void unbindRequested(const engine::BindingSpec &binding);
    void bindRequested();

private:
    widgets::ListView *makeList(models::BindingFilterProxy *proxy, const QString &name);
    void refresh();
    void unbindSelected();
    widgets::ListView *current() const;

    models::BindingFilterProxy *m_from;
    models::BindingFilterProxy *m_to;
    QTabWidget *m_tabs;
    widgets::ListView *m_outgoing;
    widgets::ListView *m_incoming;
    QLabel *m_hint;
    QPushButton *m_bind;
    QPushButton *m_unbind;
    QString m_exchange;
    bool m_isDefault = false;
};

} // namespace ui::pages
