// SPDX-License-Identifier: GPL-3.0-or-later
// renderpanels OUTDIR: every state of the panels as PNG, light and dark, with made-up traffic. For looking at, not for comparing.
#include "fakesession.h"

#include "ui/feed/feedpanel.h"
#include "ui/inspector/bodyview.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/models/messagemodel.h"
#include "ui/pages/queuepage.h"
#include "ui/tables/virtualtable.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QBuffer>
#include <QDir>
#include <QFontDatabase>
#include <QImage>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using engine::LifecycleStep;

namespace {

const char *const bodies[] = {
    R"({"id":1688,"customer":{"name":"M. Okafor","country":"DE"},"total":"n/a","currency":"EUR","lines":[{"sku":"A-17","qty":2},{"sku":"B-3","qty":1}],"paid":false,"note":null})",
    R"({"id":1712,"total":96.5,"currency":"EUR"})", R"({"id":1711,"total":12.0,"currency":"EUR"})"};

void fill(fake::FakeSession &session)
{
    session.range = {{48'211, 49'447}};
    session.makeBody = [](quint64 offset) { return QByteArray(bodies[offset % 3]); };
    session.makeProperties = [](quint64 offset) {
        engine::MessageProperties p;
        p.contentType = u"application/json"_s;
        p.deliveryMode = 2;
        p.correlationId = u"c-%1"_s.arg(offset);
        p.timestamp = 1'795'348'867;
        p.appId = u"shop-web"_s;
        p.headers.set("tenant", engine::FieldValue(QByteArray("eu-1")));
        p.headers.set("attempt", engine::FieldValue(qint32(3)));
        p.headers.set("sampled", engine::FieldValue(true));
        engine::FieldTable death;
        death.set("queue", engine::FieldValue(QByteArray("orders.eu")));
        death.set("reason", engine::FieldValue(QByteArray("rejected")));
        death.set("count", engine::FieldValue(qint64(3)));
        death.set("time", engine::FieldValue(engine::FieldTimestamp{1'795'348'861}));
        p.headers.set("x-death", engine::FieldValue(engine::FieldArray{{engine::FieldValue(death)}}));
        return p;
    };
    session.makeSummary = [&session](quint64 offset) {
        engine::MessageSummary m;
        m.id = {offset + 100};
        m.exchange = offset % 17 == 0 ? QString() : u"orders"_s;
        m.routingKey = offset % 5 == 0 ? u"eu.refund"_s : u"eu.new"_s;
        m.contentType = u"application/json"_s;
        m.preview = bodies[offset % 3];
        m.size = quint64(m.preview.size()) * (offset % 7 == 0 ? 100 : 1);
        m.persistent = true;
        m.publishedAt = QDateTime::currentDateTime().addMSecs(-qint64(49'447 - offset) * 83);
        m.redelivered = offset == 48'213;
        if (offset < 48'221) {
            m.state = engine::MessageState::Unacked;
            m.holder = u"billing-svc · ctag-1"_s;
            m.unackedSince = m.publishedAt.addSecs(2);
        }
        return m;
    };
}

engine::QueueSnapshot queueOf(const fake::FakeSession &session)
{
    engine::QueueSnapshot q;
    q.id = session.queueId;
    q.spec.name = session.queueName;
    q.spec.arguments.set("x-message-ttl", engine::FieldValue(qint64(60'000)));
    q.spec.arguments.set("x-max-length", engine::FieldValue(qint64(2'000)));
    q.spec.arguments.set("x-dead-letter-exchange", engine::FieldValue(QByteArray("dlx")));
    q.unacked = qMin<quint64>(10, session.total());
    q.ready = session.total() - q.unacked;
    q.incomingRate = session.total() ? 68 : 0;
    q.deliverGetRate = session.total() ? 12 : 0;
    q.consumers = session.total() ? 2 : 0;
    q.bindings = 3;
    return q;
}

QList<engine::BindingSnapshot> bindings()
{
    const auto make = [](const QString &from, const QString &key, bool implicit) {
        engine::BindingSnapshot b;
        b.spec.source = from;
        b.spec.destination = u"orders.eu"_s;
        b.spec.routingKey = key;
        b.implicit = implicit;
        return b;
    };
    return {make({}, u"orders.eu"_s, true), make(u"orders"_s, u"eu.*"_s, false),
            make(u"replays"_s, u"orders.eu.#"_s, false)};
}

QList<engine::ConnectionSnapshot> connections(engine::QueueId queue)
{
    engine::ConnectionSnapshot connection;
    connection.id = {3};
    connection.name = u"billing-svc"_s;
    engine::ChannelSnapshot channel;
    channel.channel = {{3}, 1};
    for (quint64 i = 1; i <= 2; ++i) {
        engine::ConsumerSnapshot c;
        c.id = {i};
        c.tag = u"amq.ctag-8fK2kq%1"_s.arg(i);
        c.channel = channel.channel;
        c.connectionName = connection.name;
        c.queue = queue;
        c.prefetch = 10;
        c.unacked = i == 1 ? 10 : 0;
        c.active = i != 1;
        c.deliverRate = 6;
        channel.consumers << c;
    }
    connection.channels << channel;
    return {connection};
}

QList<engine::LiveEvent> events()
{
    struct Row
    {
        LifecycleStep step;
        const char16_t *queue;
        const char16_t *client;
        const char16_t *key;
        quint64 size;
    };
    static const Row rows[] = {{LifecycleStep::Unroutable, u"", u"shop-web", u"ap.new", 301},
                               {LifecycleStep::Rejected, u"orders.eu", u"billing-svc", u"eu.new", 298},
                               {LifecycleStep::DeadLettered, u"orders.dead", u"", u"eu.new", 298},
                               {LifecycleStep::Acked, u"orders.us", u"shipping-svc", u"us.new", 0},
                               {LifecycleStep::Published, u"", u"shop-web", u"eu.new", 312},
                               {LifecycleStep::Routed, u"", u"shop-web", u"eu.new", 312},
                               {LifecycleStep::Enqueued, u"orders.eu", u"", u"eu.new", 312},
                               {LifecycleStep::Delivered, u"orders.eu", u"billing-svc", u"eu.new", 312},
                               {LifecycleStep::Requeued, u"orders.eu", u"billing-svc", u"eu.new", 0},
                               {LifecycleStep::Expired, u"shipping", u"", u"eu.refund", 18'211}};
    QList<engine::LiveEvent> made;
    for (int i = 0; i < 40; ++i) {
        const Row &row = rows[i % 10];
        engine::LiveEvent e;
        e.atMs = QDateTime::currentMSecsSinceEpoch() + i * 7;
        e.step = row.step;
        e.exchange = u"orders"_s;
        e.queue = QString::fromUtf16(row.queue);
        e.client = QString::fromUtf16(row.client);
        e.routingKey = QString::fromUtf16(row.key);
        e.size = row.size;
        e.preview = row.size ? QByteArray(bodies[i % 3]) : QByteArray();
        made << e;
    }
    return made;
}

class Renderer
{
public:
    Renderer(const QString &directory, ui::theme::Theme &theme)
        : m_directory(directory)
        , m_theme(theme)
    {}

    void all()
    {
        const QString mode = m_theme.mode() == ui::theme::Theme::Mode::Dark ? u"dark"_s : u"light"_s;
        m_suffix = u'-' + mode + u".png"_s;
        queue();
        emptyQueue();
        inspector();
        feed();
    }

private:
    void save(QWidget &widget, const QString &name)
    {
        QTest::qWait(60);
        widget.grab().save(m_directory + u'/' + name + m_suffix);
    }

    void queue()
    {
        fake::FakeSession session;
        fill(session);
        ui::pages::QueuePage page(session, m_theme, queueOf(session));
        page.resize(840, 560);
        page.show();
        session.sendQueues({queueOf(session)});
        session.sendBindings(bindings());
        session.sendConnections(connections(session.queueId));
        QTest::qWait(200);
        page.jumpTo(4);
        auto *table = page.findChild<ui::tables::VirtualTable *>();
        table->scrollToTop();
        save(page, u"queue"_s);
        page.resize(1400, 560);
        save(page, u"queue-wide"_s);
        page.resize(840, 560);
        auto *tabs = page.findChild<QTabWidget *>();
        tabs->setCurrentIndex(1);
        save(page, u"queue-consumers"_s);
        tabs->setCurrentIndex(2);
        save(page, u"queue-bindings"_s);
    }

    void emptyQueue()
    {
        fake::FakeSession session;
        ui::pages::QueuePage page(session, m_theme, queueOf(session));
        page.resize(840, 560);
        page.show();
        session.sendQueues({queueOf(session)});
        save(page, u"queue-empty"_s);
        page.findChild<QTabWidget *>()->setCurrentIndex(1);
        save(page, u"queue-noconsumer"_s);
    }

    void inspector()
    {
        fake::FakeSession session;
        fill(session);
        ui::inspector::InspectorPanel panel(session, m_theme);
        panel.resize(372, 720);
        panel.show();
        save(panel, u"inspector-nothing"_s);
        panel.showMessage({session.queueId, 48'213});
        save(panel, u"inspector-json"_s);
        auto *body = panel.findChild<ui::inspector::BodyView *>();
        for (const auto &[kind, name] : {std::pair{ui::inspector::BodyContent::Kind::Text, u"text"_s},
                                         {ui::inspector::BodyContent::Kind::Hex, u"hex"_s},
                                         {ui::inspector::BodyContent::Kind::Image, u"image-why"_s}}) {
            body->showKind(kind);
            save(panel, u"inspector-"_s + name);
        }
        panel.findChild<QTabWidget *>()->setCurrentIndex(1);
        save(panel, u"inspector-properties"_s);
        panel.findChild<QTabWidget *>()->setCurrentIndex(0);
        QByteArray png;
        QBuffer buffer(&png);
        QImage image(160, 120, QImage::Format_RGB32);
        image.fill(QColor(0x0f, 0x7c, 0x8a));
        image.save(&buffer, "PNG");
        session.makeBody = [png](quint64) { return png; };
        panel.showMessage({session.queueId, 48'230});
        save(panel, u"inspector-picture"_s);
        panel.showMessage({session.queueId, 1});
        save(panel, u"inspector-gone"_s);
        engine::LiveEvent event = events().at(2);
        event.preview = event.preview.first(30);
        event.queueId = session.queueId;
        panel.showLiveEvent(event);
        save(panel, u"inspector-event"_s);
    }

    void feed()
    {
        fake::FakeSession session;
        ui::feed::FeedPanel panel(session, m_theme);
        panel.resize(840, 190);
        panel.show();
        save(panel, u"feed-empty"_s);
        session.sendEvents({events(), 0, 4812});
        save(panel, u"feed"_s);
        panel.setFrozen(true);
        panel.setQuery(u"queue:orders.* event:eaten"_s);
        save(panel, u"feed-wrong"_s);
    }

    QString m_directory;
    ui::theme::Theme &m_theme;
    QString m_suffix;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc != 2 || !QDir().mkpath(QString::fromLocal8Bit(argv[1]))) {
        qWarning("usage: renderpanels OUTDIR");
        return 2;
    }
    if (QFontDatabase::hasFamily(u"Inter"_s))
        QApplication::setFont(QFont(u"Inter"_s));
    ui::theme::Theme theme(application);
    Renderer renderer(QString::fromLocal8Bit(argv[1]), theme);
    for (const auto mode : {ui::theme::Theme::Mode::Light, ui::theme::Theme::Mode::Dark}) {
        theme.setMode(mode);
        renderer.all();
    }
    return 0;
}
