// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/feed/queryhelp.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QScreen>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace ui::feed {

namespace {

constexpr int helpWidth = 640; // pixels

struct Example
{
    QString word, meaning;
};

QList<Example> examples(QueryUse use)
{
    QList<Example> all;
    if (use == QueryUse::Live)
        all = {{u"queue:orders.*"_s, QueryHelp::tr("in such a queue; * and ? stand for any letters")},
               {u"topic:clicks"_s, QueryHelp::tr("in this topic")},
               {u"event:dead-lettered,rejected"_s, QueryHelp::tr("one of these events")},
               {u"client:billing*"_s, QueryHelp::tr("published or received by this client")},
               {u"vhost:dev"_s, QueryHelp::tr("in this virtual host")}};
    all += {{u"key:eu.*"_s, QueryHelp::tr("with such a routing key, or key of a record")},
            {u"exchange:orders"_s, QueryHelp::tr("published to this exchange")},
            {u"size>10k"_s, QueryHelp::tr("larger than 10,000 bytes; also >=, <, <=")},
            {u"body.total>100"_s, QueryHelp::tr("a value in a JSON body; also >=, <, <=, =, !=")},
            {u"body.lines[].sku~A-"_s, QueryHelp::tr("any item’s value contains this")},
            {u"\"out of stock\""_s, use == QueryUse::Live
                                        ? QueryHelp::tr("the text is in a name, or in the first 256 bytes of the body")
                                        : QueryHelp::tr("the text is in key, exchange, headers or body")},
            {u"-key:eu.*"_s, QueryHelp::tr("a minus: all but those; before any of these")}};
    return all;
}

} // namespace

QueryHelp::QueryHelp(QueryUse use, QWidget *parent)
    : QFrame(parent, Qt::Popup)
{
    setProperty("surface", u"card"_s);
    setAccessibleName(tr("What can be asked for"));
    auto *words = new QLabel(table(use), this);
    words->setObjectName(u"queryExamples"_s);
    words->setTextFormat(Qt::RichText);
    words->setWordWrap(true); // a longer language, or a larger font
    words->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(words, &QLabel::linkActivated, this, [this](const QString &link) {
        Q_EMIT chosen(QUrl::fromPercentEncoding(link.toLatin1()));
        close();
    });
    auto *foot = new QLabel(
        use == QueryUse::Live
            ? tr("Words are joined by “and”. Ctrl+Space completes. Ctrl+click on a cell shows only what has that "
                 "value, "
                 "Ctrl+Shift+click all but that. Values in bodies of more than 64 kB, and in many under full load, are "
                 "not compared; the feed says how many.")
            : tr("Words are joined by “and”. Ctrl+Space completes. All messages are looked through, whole bodies "
                 "included."),
        this);
    foot->setProperty("role", u"muted"_s);
    foot->setWordWrap(true);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(14, 12, 14, 12);
    rows->setSpacing(8);
    rows->addWidget(words);
    rows->addWidget(foot);
    setFixedWidth(helpWidth);
    words->installEventFilter(this);
    words->setFocus();
}

/// Escape is for what is in front, not for what it means where the help was asked for.
bool QueryHelp::takeEscape(QEvent &event)
{
    const bool isKey = event.type() == QEvent::ShortcutOverride || event.type() == QEvent::KeyPress;
    if (!isKey || static_cast<const QKeyEvent &>(event).key() != Qt::Key_Escape)
        return false;
    event.accept();
    if (event.type() == QEvent::KeyPress)
        close();
    return true;
}

bool QueryHelp::event(QEvent *event)
{
    return takeEscape(*event) || QFrame::event(event);
}

bool QueryHelp::eventFilter(QObject *watched, QEvent *event)
{
    return takeEscape(*event) || QFrame::eventFilter(watched, event);
}

QString QueryHelp::table(QueryUse use) const
{
    const theme::Tokens &tokens = theme::tokensFor(this);
    const QString face = theme::monospaceFont().family();
    QString rows;
    for (const Example &example : examples(use))
        rows += u"<tr><td style=\"padding:2px 18px 2px 0; white-space:nowrap\"><a href=\"%1\" style=\"color:%2; "
                u"text-decoration:none; "
                "font-family:'%3'\">%4</a></td><td style=\"padding:2px 0\">%5</td></tr>"_s.arg(
                    QString::fromLatin1(QUrl::toPercentEncoding(example.word)), tokens.accent.name(), face,
                    example.word.toHtmlEscaped(), example.meaning.toHtmlEscaped());
    return u"<table>"_s + rows + u"</table>"_s;
}

void QueryHelp::popupAt(const QWidget &field)
{
    ensurePolished(); // the height is that of its fonts
    resize(helpWidth, layout()->totalHeightForWidth(helpWidth));
    const QPoint above = field.mapToGlobal(QPoint(0, -height() - 4));
    const QPoint below = field.mapToGlobal(QPoint(0, field.height() + 4));
    const QRect room = field.screen()->availableGeometry();
    QPoint at = above.y() >= room.top() ? above : below;
    at.setX(qBound(room.left(), at.x(), qMax(room.left(), room.right() - width())));
    move(at);
    show();
}

} // namespace ui::feed
