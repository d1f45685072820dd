// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the publisher in its states, light and dark, for looking at: publishershots OUTDIR. The window over a real engine.
#include "facade/embeddedsession.h"
#include "support/pictures.h"

#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/publishers.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/publisher/bodyeditor.h"
#include "ui/publisher/messagelibrary.h"
#include "ui/publisher/publisherpage.h"
#include "ui/publisher/publishhistory.h"
#include "ui/publisher/repeatbar.h"
#include "ui/publisher/savedialog.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using engine::facade::EmbeddedSession;
using ui::mainwindow::MainWindow;
using ui::publisher::Draft;
using ui::publisher::PublisherPage;
using ui::publisher::TargetKind;

namespace {

class Shots
{
public:
    Shots(const QString &directory, ui::theme::Theme &theme)
        : m_directory(directory)
        , m_theme(theme)
    {}

    bool run()
    {
        engine::facade::EngineConfig config;
        config.dataDirectory = m_folder.filePath(u"data"_s);
        config.amqpAddress = u"127.0.0.1:0"_s;
        config.kafkaAddress = u"127.0.0.1:0"_s;
        m_session = std::make_unique<EmbeddedSession>(config);
        m_session->start();
        if (!QTest::qWaitFor([&] { return m_session->state() == EmbeddedSession::State::Running; }, 20'000))
            return false;
        makeObjects();
        m_settings = std::make_unique<ui::settings::Settings>(m_folder.filePath(u"window.ini"_s));
        m_window = std::make_unique<MainWindow>(*m_session, m_theme, *m_settings);
        m_window->resize(1440, 900);
        m_window->show();
        empty();
        message();
        broken();
        topic();
        saved();
        rows();
        repeat();
        m_window->resize(1280, 720);
        save(u"small"_s);
        return true;
    }

private:
    void makeObjects()
    {
        engine::QueueSpec queue;
        queue.name = u"orders.eu"_s;
        (void)m_session->declareQueue(queue);
        engine::ExchangeSpec exchange;
        exchange.name = u"orders"_s;
        exchange.type = engine::ExchangeType::Topic;
        (void)m_session->declareExchange(exchange);
        engine::BindingSpec binding;
        binding.source = exchange.name;
        binding.destination = queue.name;
        binding.routingKey = u"eu.#"_s;
        (void)m_session->bind(binding);
        engine::TopicSpec topic;
        topic.name = u"clicks"_s;
        topic.partitions = 3;
        (void)m_session->createTopic(topic);
    }
    void save(const QString &name)
    {
        using Mode = ui::theme::Theme::Mode;
        for (const auto &[mode, suffix] : {std::pair{Mode::Light, u"light"_s}, {Mode::Dark, u"dark"_s}}) {
            m_theme.setMode(mode);
            QTest::qWait(300);
            m_window->grab().save(QDir(m_directory).filePath(u"publisher-%1-%2.png"_s.arg(name, suffix)));
        }
    }
    PublisherPage &page() { return *qobject_cast<PublisherPage *>(m_window->tabs().currentWidget()); }
    void press(const QString &text)
    {
        for (QAbstractButton *button : page().findChildren<QAbstractButton *>()) {
            if (button->text() == text)
                button->click();
        }
    }

    void empty()
    {
        m_window->openPublisher({}, {}, {});
        save(u"empty"_s);
    }
    Draft order() const
    {
        Draft draft;
        draft.target = u"orders"_s;
        draft.routingKey = u"eu.order.new"_s;
        draft.properties[u"content_type"_s] = u"application/json"_s;
        draft.properties[u"message_id"_s] = u"{{uuid order}}"_s;
        draft.headers = {{u"attempt"_s, 'l', u"1"_s, {}}, {u"origin"_s, 'S', u"web-shop"_s, {}}};
        draft.body =
            u"{\n  \"id\": {{seq 1688}},\n  \"order\": \"{{uuid order}}\",\n  \"customer\": { \"name\": "
            u"\"{{random.name | json}}\" },\n  \"total\": {{random 5.00..99.99}},\n  \"currency\": \"EUR\",\n  "
            u"\"express\": false\n}"_s;
        return draft;
    }
    void message()
    {
        page().setDraft(order());
        page().publish();
        (void)QTest::qWaitFor([&] { return !page().result().isEmpty(); });
        save(u"message"_s);
        page().body().setPreviewing(true);
        QTest::qWait(200);
        save(u"preview"_s);
        page().body().setPreviewing(false);
    }
    void broken()
    {
        Draft draft = order();
        draft.properties[u"priority"_s] = u"high"_s;
        draft.body = u"{\n  \"id\": 1688,\n  \"total\": n/a,\n  \"at\": \"{{nwo}}\"\n}"_s;
        page().setDraft(draft);
        QTest::qWait(300);
        page().publish();
        save(u"broken"_s);
        draft.properties[u"priority"_s] = u"9"_s;
        draft.body = u"<order id=\"1688\">\n  <customer>M. Okafor</customer>\n  <!-- gross -->\n  <total "
                     u"currency=\"EUR\">96.5</totl>\n</order>"_s;
        draft.properties[u"content_type"_s] = u"application/xml"_s;
        page().setDraft(draft);
        QTest::qWait(300);
        save(u"xml"_s);
    }
    void topic()
    {
        Draft draft;
        draft.kind = TargetKind::Topic;
        draft.target = u"clicks"_s;
        draft.key = u"user-{{random 1..500}}"_s;
        draft.recordHeaders = {{u"trace"_s, 'S', u"{{uuid}}"_s, {}}, {u"flags"_s, 'x', u"0x00ff"_s, {}}};
        draft.body = u"{ \"page\": \"/checkout\", \"at\": \"{{now}}\" }"_s;
        page().setDraft(draft);
        page().publish();
        (void)QTest::qWaitFor([&] { return !page().result().isEmpty(); });
        save(u"topic"_s);
    }
    void saved()
    {
        page().findChild<QTabWidget *>()->setCurrentIndex(1);
        save(u"saved-empty"_s);
        auto &library = m_window->publishers().library();
        library.save(u"shop/orders"_s, u"New order"_s, order());
        library.save(u"shop/orders"_s, u"Order without a total"_s, order());
        library.save(u"shop"_s, u"Refund"_s, order());
        library.save({}, u"Heartbeat"_s, {});
        save(u"saved"_s);
        page().findChild<QTabWidget *>()->setCurrentIndex(2);
        save(u"history"_s);
        page().findChild<QTabWidget *>()->setCurrentIndex(0);
        press(u"Save…"_s);
        if (auto *dialog = m_window->findChild<ui::publisher::SaveMessageDialog *>()) {
            for (const auto mode : {ui::theme::Theme::Mode::Light, ui::theme::Theme::Mode::Dark}) {
                m_theme.setMode(mode);
                QTest::qWait(100);
                const QString suffix = mode == ui::theme::Theme::Mode::Light ? u"light"_s : u"dark"_s;
                dialog->grab().save(QDir(m_directory).filePath(u"publisher-save-%1.png"_s.arg(suffix)));
            }
            dialog->close();
        }
    }
    void rows()
    {
        const QString path = m_folder.filePath(u"customers.csv"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return;
        file.write("id,name,city\n1,Ada,Brno\n2,Kofi,Accra\n3,Noor,Lyon\n");
        file.close();
        Draft draft = order();
        draft.body =
            u"{\n  \"id\": {{csv.id}},\n  \"name\": \"{{csv.name | json}}\",\n  \"city\": \"{{csv.city}}\"\n}"_s;
        draft.dataFile = path;
        page().setDraft(draft);
        QTest::qWait(300);
        save(u"rows"_s);
    }
    void repeat()
    {
        press(u"Repeat…"_s);
        page().repeatBar().setCount(20'000);
        press(u"as fast as possible"_s);
        press(u"Start"_s);
        (void)QTest::qWaitFor([&] { return page().repeatBar().text().contains(u"/s"_s); });
        press(u"Pause"_s);
        QTest::qWait(300);
        save(u"repeat"_s);
        press(u"Resume"_s);
        (void)QTest::qWaitFor([&] { return !page().isRepeating(); }, 20'000);
        save(u"repeated"_s);
    }

    QString m_directory;
    ui::theme::Theme &m_theme;
    QTemporaryDir m_folder;
    std::unique_ptr<EmbeddedSession> m_session;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    tests::useFontOfPictures();
    if (argc != 2 || !QDir().mkpath(QString::fromLocal8Bit(argv[1]))) {
        qWarning("usage: publishershots OUTDIR");
        return 2;
    }
    ui::theme::Theme theme(application);
    return Shots(QString::fromLocal8Bit(argv[1]), theme).run() ? 0 : 1;
}
