// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/connectsnippet.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

// The window is a static library: without this the linker leaves its resources out. Q_INIT_RESOURCE wants no namespace.
static void initSnippets()
{
    Q_INIT_RESOURCE(snippets);
}

namespace ui::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr quint16 amqpPort = 5672;
constexpr char kafkaAddress[] = "localhost:9092";

/// Files, so that the tests run what the window shows; their first line, the licence, is not shown.
constexpr struct
{
    const char *name, *language, *file;
} snippets[] = {
    {"pika", "Python", ":/snippets/pika.py"},
    {"amqplib", "Node.js, as an ECMAScript module: hello.mjs", ":/snippets/amqplib.mjs"},
    {"Java", "Java, with the library amqp-client", ":/snippets/Hello.java"},
    {"Kafka", "Kafka: Python, with confluent-kafka", ":/snippets/confluent.py"},
};

QString textOf(const char *file)
{
    QFile opened(QString::fromLatin1(file));
    if (!opened.open(QIODevice::ReadOnly))
        return {};
    opened.readLine();
    return QString::fromUtf8(opened.readAll()).trimmed();
}

/// Listening everywhere is reached, from here, on loopback.
QString reachable(const QString &host)
{
    return host == u"0.0.0.0" || host == u"[::]" || host == u"::" || host == u"127.0.0.1" ? u"localhost"_s : host;
}

int longestInLines()
{
    qsizetype lines = 0;
    for (const auto &snippet : snippets)
        lines = qMax(lines, textOf(snippet.file).count(u'\n') + 1);
    return int(lines);
}

} // namespace

ConnectSnippet::ConnectSnippet(QWidget *parent)
    : QWidget(parent)
    , m_tabs(new QTabBar(this))
    , m_code(new QPlainTextEdit(this))
    , m_copy(new QToolButton(this))
    , m_host(u"127.0.0.1"_s)
    , m_port(amqpPort)
    , m_kafka(QString::fromLatin1(kafkaAddress))
{
    initSnippets();
    m_tabs->setProperty("panel", true);
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setAccessibleName(tr("Language of the example"));
    for (const auto &snippet : snippets)
        m_tabs->setTabToolTip(m_tabs->addTab(QString::fromLatin1(snippet.name)), QString::fromLatin1(snippet.language));
    m_code->setReadOnly(true);
    m_code->setFont(theme::monospaceFont(font()));
    m_code->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_code->setAccessibleName(tr("Example code"));
    m_code->setFixedHeight(QFontMetrics(m_code->font()).lineSpacing() * longestInLines() + 22);
    m_copy->setText(tr("Copy"));
    connect(m_tabs, &QTabBar::currentChanged, this, &ConnectSnippet::refresh);
    connect(m_copy, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(code());
        m_copy->setText(tr("Copied"));
        QTimer::singleShot(1500, m_copy, [this] { m_copy->setText(tr("Copy")); });
    });

    auto *top = new QHBoxLayout;
    top->addWidget(m_tabs, 1);
    top->addWidget(m_copy);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 8, 0, 0);
    rows->setSpacing(6);
    rows->addLayout(top);
    rows->addWidget(m_code);
    refresh();
}

void ConnectSnippet::setListeners(const QList<engine::ListenerSnapshot> &listeners)
{
    for (const engine::ListenerSnapshot &listener : listeners) {
        if (listener.state != engine::ListenerSnapshot::State::Listening)
            continue;
        const qsizetype colon = listener.address.lastIndexOf(u':');
        const QString host = reachable(listener.address.left(colon));
        const QString port = listener.address.mid(colon + 1);
        if (listener.protocol == u"amqp") {
            m_host = host;
            m_port = port.toUShort();
        } else if (listener.protocol == u"kafka") {
            m_kafka = host + u':' + port;
        }
    }
    refresh();
}

QString ConnectSnippet::code() const
{
    return m_code->toPlainText();
}

void ConnectSnippet::refresh()
{
    QString text = textOf(snippets[qMax(0, m_tabs->currentIndex())].file);
    m_code->setPlainText(
        text.replace(u"{host}"_s, m_host).replace(u"{port}"_s, QString::number(m_port)).replace(u"{kafka}"_s, m_kafka));
}

} // namespace ui::widgets
