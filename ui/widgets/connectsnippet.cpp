// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/connectsnippet.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr quint16 amqpPort = 5672;

const char *const snippets[] = {
    R"(import pika

url = pika.URLParameters("amqp://%1:%2")
channel = pika.BlockingConnection(url).channel()
channel.queue_declare("hello", durable=True)
channel.basic_publish("", "hello", b"Hello!"))",

    R"(const amqp = require("amqplib");

const url = "amqp://%1:%2";
const client = await amqp.connect(url);
const channel = await client.createChannel();
await channel.assertQueue("hello");
channel.sendToQueue("hello", Buffer.from("Hello!"));
)",

    R"(var factory = new ConnectionFactory();
factory.setHost("%1");
factory.setPort(%2);
var channel = factory.newConnection().createChannel();
channel.queueDeclare("hello", true, false, false, null);
channel.basicPublish("", "hello", null,
    "Hello!".getBytes());)",
};

} // namespace

ConnectSnippet::ConnectSnippet(QWidget *parent)
    : QWidget(parent)
    , m_tabs(new QTabBar(this))
    , m_code(new QPlainTextEdit(this))
    , m_copy(new QToolButton(this))
    , m_host(u"127.0.0.1"_s)
    , m_port(amqpPort)
{
    m_tabs->setProperty("panel", true);
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setAccessibleName(tr("Language of the example"));
    m_tabs->addTab(u"pika"_s);
    m_tabs->addTab(u"amqplib"_s);
    m_tabs->addTab(u"Java"_s);
    m_tabs->setTabToolTip(0, u"Python"_s);
    m_tabs->setTabToolTip(1, u"Node.js"_s);
    m_code->setReadOnly(true);
    m_code->setFont(theme::monospaceFont(font()));
    m_code->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_code->setAccessibleName(tr("Example code"));
    m_code->setFixedHeight(QFontMetrics(m_code->font()).lineSpacing() * 7 + 22);
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
        if (listener.protocol != u"amqp" || listener.state != engine::ListenerSnapshot::State::Listening)
            continue;
        const qsizetype colon = listener.address.lastIndexOf(u':');
        m_host = listener.address.left(colon);
        m_port = listener.address.mid(colon + 1).toUShort();
        // Listening everywhere is reached, from here, on loopback.
        if (m_host == u"0.0.0.0" || m_host == u"[::]" || m_host == u"::" || m_host == u"127.0.0.1")
            m_host = u"localhost"_s;
    }
    refresh();
}

QString ConnectSnippet::code() const
{
    return m_code->toPlainText();
}

void ConnectSnippet::refresh()
{
    const QString pattern = QString::fromLatin1(snippets[qMax(0, m_tabs->currentIndex())]);
    m_code->setPlainText(pattern.arg(m_host).arg(m_port).trimmed());
}

} // namespace ui::widgets
