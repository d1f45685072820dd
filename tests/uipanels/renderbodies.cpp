// SPDX-License-Identifier: GPL-3.0-or-later
// renderbodies OUTDIR: bodies as the inspector shows them, two messages compared, the filter with its help, as PNG, light and dark.
// For looking at, not for comparing.
#include "fakesession.h"

#include "ui/feed/feedpanel.h"
#include "ui/feed/queryfield.h"
#include "ui/feed/queryhelp.h"
#include "ui/inspector/bodyview.h"
#include "ui/inspector/comparedialog.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCborMap>
#include <QDir>
#include <QFontDatabase>
#include <QImage>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

#include <zlib.h>

using namespace Qt::Literals::StringLiterals;
using Kind = ui::inspector::BodyContent::Kind;

namespace {

QByteArray gzipped(const QByteArray &plain)
{
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray packed(plain.size() + 1024, '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(plain.constData()));
    stream.avail_in = uInt(plain.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = uInt(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

QByteArray order(int lines)
{
    QByteArray json = R"({"id":1688,"customer":{"name":"M. Okafor","country":"DE"},"total":96.5,"lines":[)";
    for (int i = 0; i < lines; ++i)
        json += (i ? ",{\"sku\":\"A-" : "{\"sku\":\"A-") + QByteArray::number(i) + R"(","qty":2})";
    return json + R"(],"paid":false,"note":null})";
}

class Renderer
{
public:
    Renderer(const QString &directory, ui::theme::Theme &theme)
        : m_directory(directory)
        , m_theme(theme)
        , m_suffix(theme.mode() == ui::theme::Theme::Mode::Dark ? u"-dark.png"_s : u"-light.png"_s)
    {}

    void all()
    {
        body(u"gzip"_s, gzipped(order(200)), u"application/json"_s, u"gzip"_s);
        body(u"find"_s, order(200), u"application/json"_s, {}, u"a-12"_s);
        body(u"cbor"_s, QCborValue(QCborMap{{u"id"_s, 1688},
                                            {u"total"_s, 96.5},
                                            {u"at"_s, QCborValue(QDateTime::currentDateTimeUtc())},
                                            {u"raw"_s, QByteArray("\x01\xfe\x33", 3)}})
                            .toCbor());
        body(u"protobuf"_s,
             QByteArray::fromHex(
                 "08980d12094d2e204f6b61666f721a0b0a02444512054b6f656c6e250000c1423206038e029ea70540feffff"
                 "ffffffffffff01"));
        body(u"xml"_s, "<order id=\"1688\"><customer country=\"DE\">M. Okafor</customer><line sku=\"A-17\">2</line>"
                       "<line sku=\"B-3\">1</line><total currency=\"EUR\">96.5</total></order>");
        body(u"base64"_s, order(3).toBase64());
        body(u"noise"_s, QByteArray("\x00\x01\x02\xff\xfe\x07", 6), {}, {}, {}, Kind::Tree);
        QByteArray damaged = gzipped(order(400));
        damaged.truncate(damaged.size() / 2);
        body(u"damaged"_s, damaged, {}, {}, {}, Kind::Text);
        body(u"why"_s, "{\"id\":1688,\n \"total\": n/a}", u"application/json"_s, {}, {}, Kind::Tree);
        xmlText();
        compare();
        feed();
    }

private:
    void save(QWidget &widget, const QString &name)
    {
        QTest::qWait(60);
        widget.grab().save(m_directory + u'/' + name + m_suffix);
    }

    void fill(fake::FakeSession &session, const QByteArray &body, const QString &type, const QString &encoding)
    {
        session.offsets = {48'213};
        session.makeBody = [body](quint64) { return body; };
        session.makeSummary = [body, type](quint64 offset) {
            engine::MessageSummary m;
            m.id = {offset};
            m.exchange = u"orders"_s;
            m.routingKey = u"eu.new"_s;
            m.contentType = type;
            m.size = quint64(body.size());
            m.persistent = true;
            m.publishedAt = QDateTime::currentDateTime();
            return m;
        };
        session.makeProperties = [type, encoding](quint64) {
            engine::MessageProperties p;
            if (!type.isEmpty())
                p.contentType = type;
            if (!encoding.isEmpty())
                p.contentEncoding = encoding;
            return p;
        };
    }

    void body(const QString &name, const QByteArray &bytes, const QString &type = {}, const QString &encoding = {},
              const QString &find = {}, std::optional<Kind> kind = {})
    {
        fake::FakeSession session;
        fill(session, bytes, type, encoding);
        ui::inspector::InspectorPanel panel(session, m_theme);
        panel.resize(372, 620);
        panel.show();
        panel.showMessage({session.queueId, 48'213});
        auto *view = panel.findChild<ui::inspector::BodyView *>();
        QTest::qWait(250);
        if (kind)
            view->showKind(*kind);
        if (!find.isEmpty()) {
            view->find();
            view->findChild<QLineEdit *>(u"find"_s)->setText(find);
            QTest::qWait(150);
        }
        save(panel, u"body-"_s + name);
    }

    void xmlText()
    {
        fake::FakeSession session;
        fill(session, "<order id=\"1688\"><!-- as sent --><customer country=\"DE\">M. Okafor</customer></order>", {},
             {});
        ui::inspector::InspectorPanel panel(session, m_theme);
        panel.resize(372, 420);
        panel.show();
        panel.showMessage({session.queueId, 48'213});
        QTest::qWait(200);
        panel.findChild<ui::inspector::BodyView *>()->showKind(Kind::Text);
        save(panel, u"body-xmltext"_s);
        auto *readAs = panel.findChild<QToolButton *>(u"readAs"_s);
        readAs->click();
        QTest::qWait(100);
        if (auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())) {
            save(*menu, u"body-readas"_s);
            menu->close();
        }
    }

    void compare()
    {
        fake::FakeSession session;
        fill(session, {}, u"application/json"_s, {});
        session.offsets = {48'213, 48'214};
        session.makeBody = [](quint64 offset) {
            return offset == 48'213
                       ? order(6)
                       : QByteArray(
                             R"({"customer":{"country":"FR","name":"M. Okafor"},"id":1689,"lines":[)"
                             R"({"sku":"A-0","qty":2},{"sku":"A-1","qty":3},{"sku":"A-3","qty":2},)"
                             R"({"sku":"A-4","qty":2},{"sku":"A-5","qty":2}],"paid":true,"total":120,"vip":true})");
        };
        const auto properties = session.makeProperties;
        session.makeProperties = [properties](quint64 offset) {
            engine::MessageProperties p = properties(offset);
            p.correlationId = u"c-%1"_s.arg(offset);
            p.headers.set("tenant", engine::FieldValue(QByteArray("eu-1")));
            if (offset == 48'214)
                p.headers.set("attempt", engine::FieldValue(qint32(3)));
            return p;
        };
        auto *dialog =
            new ui::inspector::CompareDialog(session, {session.queueId, 48'213}, {session.queueId, 48'214}, nullptr);
        QSignalSpy compared(dialog, &ui::inspector::CompareDialog::compared);
        dialog->show();
        if (!compared.wait(5000))
            qWarning("not compared");
        save(*dialog, u"compare-body"_s);
        dialog->findChild<QTabWidget *>()->setCurrentIndex(1);
        save(*dialog, u"compare-fields"_s);
        dialog->close();
    }

    void feed()
    {
        fake::FakeSession session;
        ui::feed::FeedPanel panel(session, m_theme);
        panel.resize(900, 220);
        panel.show();
        QList<engine::LiveEvent> events;
        for (int i = 0; i < 60; ++i) {
            engine::LiveEvent e;
            e.atMs = QDateTime::currentMSecsSinceEpoch() + i * 7;
            e.step = engine::LifecycleStep(i % engine::lifecycleStepCount);
            e.message = {quint64(i + 1)};
            e.exchange = u"orders"_s;
            e.queue = i % 3 ? u"orders.eu"_s : u"audit"_s;
            e.queueId = {1};
            e.routingKey = u"eu.new"_s;
            e.client = u"shop-web"_s;
            e.channel = {{3}, 1};
            e.preview = R"({"total":)" + QByteArray::number(i) + '}';
            e.size = quint64(e.preview.size());
            events << e;
        }
        session.sendEvents({events, 0, 60});
        panel.setQuery(u"queue:orders.* -event:routed body.total>10"_s);
        panel.setFrozen(true);
        session.sendEvents({{}, 1204, 1204, 31});
        save(panel, u"feed-query"_s);
        auto *field = panel.findChild<ui::feed::QueryField *>();
        field->showHelp();
        QTest::qWait(100);
        if (auto *help = field->findChild<ui::feed::QueryHelp *>()) {
            save(*help, u"feed-help"_s);
            help->close();
        }
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
        qWarning("usage: renderbodies OUTDIR");
        return 2;
    }
    if (QFontDatabase::hasFamily(u"Inter"_s))
        QApplication::setFont(QFont(u"Inter"_s));
    ui::theme::Theme theme(application);
    for (const auto mode : {ui::theme::Theme::Mode::Light, ui::theme::Theme::Mode::Dark}) {
        theme.setMode(mode);
        Renderer(QString::fromLocal8Bit(argv[1]), theme).all();
    }
    return 0;
}
