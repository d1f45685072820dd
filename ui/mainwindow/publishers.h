// SPDX-License-Identifier: GPL-3.0-or-later
// Publishers: the tabs that publish by hand, with the library and the history that they share. Each keeps what is written in it, also
// between runs.
// Owner: MainWindow. Thread: ui.
#pragma once

#include "ui/mainwindow/keptdrafts.h"
#include "ui/publisher/keptbodies.h"

#include <engine/brokersession.h>

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace ui::publisher {
class MessageLibrary;
class PublisherPage;
class PublishHistory;
} // namespace ui::publisher
namespace ui::settings {
class Settings;
}

namespace ui::mainwindow {

class TabArea;

class Publishers : public QObject
{
    Q_OBJECT
public:
    Publishers(engine::BrokerSession &session, settings::Settings &settings, TabArea &tabs, QObject *parent);
    ~Publishers() override;

    /// The one that was in front last, or a first one; brought to the front.
    publisher::PublisherPage &open();
    publisher::PublisherPage &openNew();
    /// Publish here: aims the one that was in front last, unless something was written in it or it is repeating.
    void openAt(const QString &virtualHost, const QString &exchange, const QString &routingKey);
    void openAtTopic(const QString &virtualHost, const QString &topic, std::optional<quint32> partition);
    /// Edit and republish: a publisher filled with this message; one in which something was written stays as it is.
    void openWith(const engine::MessageDetails &details);

    /// The one of this name in this folder of the library, where what is written is not lost to it; gone: nothing.
    void openSaved(const QString &folder, const QString &name);

    /// Of a tab's id.
    static bool isPublisher(const QString &tabId);
    /// Those of these tabs that are publishers, as they were: of the last run, or closed since.
    void restore(const QStringList &tabIds);
    /// What could not be kept; a sentence, or empty.
    QString save();
    /// The run ends: removes what was kept of tabs that were closed in it.
    void forgetClosed();
    /// The drafts that could not be, by tab.
    const QHash<QString, QByteArray> &unkept() const { return m_drafts.unwritten(); }
    publisher::MessageLibrary &library();
    publisher::PublishHistory &history();

Q_SIGNALS:
    void done(const QString &what);
    void undoableDone(const QString &what, const std::function<void()> &undo);
    void failed(const QString &what);
    /// The user wants to see why it was not routed.
    void unroutedRequested(engine::MessageId message);

private:
    publisher::PublisherPage *current() const;
    publisher::PublisherPage &add(const QString &tabId);
    publisher::PublisherPage &idle();
    QList<publisher::PublisherPage *> pages() const;
    /// What could not be kept; a sentence, or empty.
    QString keep(const publisher::PublisherPage &page);

    engine::BrokerSession &m_session;
    settings::Settings &m_settings;
    TabArea &m_tabs;
    KeptDrafts m_drafts;
    publisher::KeptBodies m_bodies;
    std::unique_ptr<publisher::MessageLibrary> m_library; ///< read when the first publisher opens
    std::unique_ptr<publisher::PublishHistory> m_history;
    QString m_last; ///< id of the tab that was in front last
    int m_lastNumber = 0;
};

} // namespace ui::mainwindow
