// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/queuesnippet.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTimer>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace ui::widgets {

namespace {

constexpr int spare = 3; // what rounding takes of a line

const char *const connectLines = R"(import pika

connection = pika.BlockingConnection(
    pika.ConnectionParameters("%1", %2%3))
channel = connection.channel()
)";

const char *const publishLine = R"(channel.basic_publish("", "%1", b'{"id": 1}'))";

const char *const consumeLines = R"(messages = channel.consume("%1")
for method, properties, body in messages:
    print(body)
    channel.basic_ack(method.delivery_tag))";

const char *const deadLetterLines = R"(channel.exchange_declare("failed", "fanout", durable=True)
channel.queue_declare("failed", durable=True)
channel.queue_bind("failed", "failed")
channel.queue_declare("%1", durable=True, arguments={
    "x-dead-letter-exchange": "failed"}))";

const char *linesFor(QueueSnippet::Purpose purpose)
{
    switch (purpose) {
    case QueueSnippet::Purpose::Publish:
        return publishLine;
    case QueueSnippet::Purpose::Consume:
        return consumeLines;
    case QueueSnippet::Purpose::DeadLetters:
        return deadLetterLines;
    }
    Q_UNREACHABLE();
}

QString pythonText(QString text)
{
    return text.replace('\\'_L1, "\\\\"_L1).replace('"'_L1, "\\\""_L1);
}

} // namespace

QueueSnippet::QueueSnippet(Purpose purpose, QWidget *parent)
    : QFrame(parent)
    , m_purpose(purpose)
    , m_code(new QPlainTextEdit(this))
{
    setProperty("surface", u"card"_s);
    m_code->setReadOnly(true);
    m_code->setTabChangesFocus(true);
    m_code->setFrameShape(QFrame::NoFrame);
    m_code->setProperty("plain", true);
    m_code->setFont(theme::monospaceFont());
    m_code->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_code->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_code->document()->setDocumentMargin(0);
    m_code->setAccessibleName(tr("Example code"));
    auto *copy = new QToolButton(this);
    copy->setText(tr("Copy"));
    copy->setAutoRaise(true);
    connect(copy, &QToolButton::clicked, this, [this, copy] {
        QGuiApplication::clipboard()->setText(code());
        copy->setText(tr("Copied"));
        QTimer::singleShot(1500, copy, [copy] { copy->setText(tr("Copy")); });
    });
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 10, 6, 10);
    row->addWidget(m_code, 1);
    row->addWidget(copy, 0, Qt::AlignTop);
}

void QueueSnippet::setQueue(const engine::QueueSpec &queue, const QList<engine::ListenerSnapshot> &listeners)
{
    QString host = u"localhost"_s;
    quint16 port = 5672;
    for (const engine::ListenerSnapshot &listener : listeners) {
        if (listener.protocol != u"amqp"_s || listener.state != engine::ListenerSnapshot::State::Listening)
            continue;
        const qsizetype colon = listener.address.lastIndexOf(u':');
        port = listener.address.sliced(colon + 1).toUShort();
        if (const QString named = listener.address.first(qMax<qsizetype>(0, colon));
            !named.startsWith(u"127."_s) && !named.startsWith(u"0.0.0.0"_s) && !named.contains(u':'))
            host = named;
    }
    const QString virtualHost =
        queue.virtualHost == u"/"_s ? QString() : QString(u", \"" % pythonText(queue.virtualHost) % u'"');
    const QString connect = QString::fromLatin1(connectLines).arg(host, QString::number(port), virtualHost);
    const QString use = QString::fromLatin1(linesFor(m_purpose)).arg(pythonText(queue.name));
    const QString code = connect + use;
    m_code->setPlainText(code);
    // All lines; a long one, or one with a long name in it, scrolls.
    m_code->setFixedHeight(QFontMetrics(m_code->font()).lineSpacing() * int(code.count(u'\n') + 1) +
                           m_code->horizontalScrollBar()->sizeHint().height());
    updateGeometry();
}

QSize QueueSnippet::sizeHint() const
{
    ensurePolished(); // the style sheet's border counts
    m_code->ensurePolished();
    const QFontMetrics metrics(m_code->font());
    int longest = 0;
    for (const QString &line : code().split(u'\n'))
        longest = qMax(longest, metrics.horizontalAdvance(line));
    const QSize hint = QFrame::sizeHint();
    return {hint.width() - m_code->sizeHint().width() + longest + m_code->cursorWidth() + spare, hint.height()};
}

QString QueueSnippet::code() const
{
    return m_code->toPlainText();
}

} // namespace ui::widgets
