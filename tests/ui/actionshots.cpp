// SPDX-License-Identifier: GPL-3.0-or-later
// Renders what is done to messages to PNG files, light and dark: the action bar, all of them chosen, sorted, the forms, an action
// under way, the word of a topic: sightglass-actionshots OUTDIR.
#include "facade/embeddedsession.h"
#include "support/pictures.h"

#include "ui/actions/messageactions.h"
#include "ui/actions/transferactions.h"
#include "ui/dialogs/formdialog.h"
#include "ui/mainwindow/actionprogress.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/pages/messagepanel.h"
#include "ui/pages/messagetable.h"
#include "ui/pages/queuepage.h"
#include "ui/pages/topicpage.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QItemSelectionModel>
#include <QMenu>
#include <QPushButton>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace ui;
using tests::runFor;

namespace {

class Camera
{
public:
    Camera(QApplication &application, const QString &folder)
        : m_theme(application)
        , m_out(folder)
        , m_settings(m_folder.filePath(u"window.ini"_s))
    {}

    bool shoot()
    {
        engine::facade::EngineConfig config;
        config.dataDirectory = m_folder.filePath(u"data"_s);
        config.amqpAddress = config.kafkaAddress = u"127.0.0.1:0"_s;
        config.socketPath = m_folder.filePath(u"socket"_s);
        engine::facade::EmbeddedSession session(config);
        engine::BrokerSession &broker = session;
        mainwindow::MainWindow window(session, m_theme, m_settings);
        window.resize(1440, 900);
        window.show();
        session.start();
        while (session.state() == engine::BrokerSession::State::Starting)
            runFor(20);
        fill(session);
        QList<engine::QueueSnapshot> queues;
        QList<engine::TopicSnapshot> topics;
        const auto watching = broker.watchQueues(&window, [&](const QList<engine::QueueSnapshot> &q) { queues = q; });
        const auto watchingTopics =
            broker.watchTopics(&window, [&](const QList<engine::TopicSnapshot> &t) { topics = t; });
        runFor(1500);
        for (const engine::QueueSnapshot &queue : queues) {
            if (queue.spec.name == u"orders"_s)
                window.openQueue(queue);
        }
        runFor(700);
        auto *page = qobject_cast<pages::QueuePage *>(window.tabs().currentWidget());
        if (!page)
            return false;
        pages::MessagePanel &panel = page->messages();
        const auto select = [&](int from, int to) {
            pages::MessageTable &table = panel.table();
            table.setFocus();
            table.setCurrentIndex(table.model()->index(from, 0));
            table.selectionModel()->select(QItemSelection(table.model()->index(from, 0), table.model()->index(to, 0)),
                                           QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        };
        select(2, 6);
        take(window, u"selection"_s);
        takeMenu(panel);
        panel.table().selectAll();
        take(window, u"all"_s);
        select(2, 2);
        window.messageActions().move(panel.pick());
        takeForm(window, u"move"_s);
        window.messageActions().edit(panel.pick());
        takeForm(window, u"edit"_s);
        window.transferActions().importMessages(actions::targetOf(panel.pick()));
        takeForm(window, u"import"_s);
        Q_EMIT panel.table().sortRequested(models::SizeColumn, Qt::DescendingOrder);
        runFor(500);
        select(0, 2);
        take(window, u"sorted"_s);
        Q_EMIT panel.table().sortRequested(-1, Qt::AscendingOrder);
        window.findChild<mainwindow::ActionProgress *>()->showTasks(
            {{u"Moving to orders.retry"_s, u"4,096 of 12,000 messages"_s, 34, [] {}}});
        runFor(500);
        take(window, u"underway"_s);
        for (const engine::TopicSnapshot &topic : topics)
            window.openTopic(topic);
        runFor(700);
        auto *topic = qobject_cast<pages::TopicPage *>(window.tabs().currentWidget());
        if (!topic)
            return false;
        pages::MessageTable &table = topic->messages().table();
        table.setFocus();
        table.setCurrentIndex(table.model()->index(1, 0));
        take(window, u"topic"_s);
        return true;
    }

private:
    void fill(engine::BrokerSession &session)
    {
        for (const QString &name : {u"orders"_s, u"orders.retry"_s}) {
            engine::QueueSpec queue;
            queue.name = name;
            session.declareQueue(queue);
        }
        engine::TopicSpec topic;
        topic.name = u"clicks"_s;
        session.createTopic(topic);
        QList<engine::NewMessage> messages;
        for (int i = 0; i < 400; ++i) {
            engine::NewMessage message;
            message.exchange = u"shop"_s;
            message.routingKey = u"eu.%1"_s.arg(i % 3 ? u"new"_s : u"refund"_s);
            message.properties.contentType = u"application/json"_s;
            message.properties.headers.set("tenant", engine::FieldValue(QByteArray("acme")));
            message.body = "{\"id\":" + QByteArray::number(1600 + i) +
                           ",\"total\":" + QByteArray::number((i * 7919) % 100000 / 100.0) + ",\"currency\":\"EUR\"}";
            messages << message;
        }
        engine::MessageTarget target;
        target.name = u"orders"_s;
        session.putMessages(messages, target, {});
        target.kind = engine::MessageTarget::Kind::Topic;
        target.name = u"clicks"_s;
        session.putMessages(messages, target, {});
    }
    void take(QWidget &what, const QString &name)
    {
        for (const bool dark : {false, true}) {
            m_theme.setMode(dark ? theme::Theme::Mode::Dark : theme::Theme::Mode::Light);
            runFor(350);
            what.grab().save(QDir(m_out).filePath(name + (dark ? u"-dark.png"_s : u"-light.png"_s)));
        }
    }
    void takeMenu(pages::MessagePanel &panel)
    {
        pages::MessageTable &table = panel.table();
        Q_EMIT table.customContextMenuRequested(table.visualRect(table.currentIndex()).center());
        runFor(200);
        if (auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())) {
            take(*menu, u"menu"_s);
            menu->close();
        }
    }
    void takeForm(mainwindow::MainWindow &window, const QString &name)
    {
        runFor(500);
        for (auto *form : window.findChildren<dialogs::FormDialog *>()) {
            if (!form->isVisible())
                continue;
            take(*form, name);
            form->reject();
        }
        runFor(100);
    }

    theme::Theme m_theme;
    const QString m_out;
    QTemporaryDir m_folder;
    settings::Settings m_settings;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    tests::useFontOfPictures();
    const QString folder = application.arguments().value(1, u"."_s);
    QDir().mkpath(folder);
    return Camera(application, folder).shoot() ? 0 : 1;
}
