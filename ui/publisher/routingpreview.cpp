// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/routingpreview.h"

#include "ui/async/whendone.h"
#include "ui/models/routingmodel.h"
#include "ui/models/routingtext.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/listview.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QIcon>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui::publisher {

using namespace Qt::StringLiterals;
using engine::RoutingExplanation;
using models::RoutingModel;

namespace {

constexpr int askDelayMs = 80; // as fast as somebody types
constexpr int foldedListHeight = 168;
constexpr int side = 20;

} // namespace

RoutingPreview::RoutingPreview(engine::BrokerSession &session, Bindings bindings, QWidget *parent)
    : QFrame(parent)
    , m_session(session)
    , m_bindings(bindings)
    , m_model(new RoutingModel(this))
    , m_list(new widgets::ListView(this))
    , m_rest(new QLabel(this))
{
    setProperty("surface", u"surface"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_list->setModel(m_model);
    m_list->setSortingEnabled(false);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setColumnWidths({84, 120, 170, 150, 0});
    m_list->setStretchColumn(RoutingModel::Why);
    m_list->setAccessibleName(tr("Bindings, and why they take the message or not"));
    m_rest->setProperty("role", u"muted"_s);
    m_rest->setContentsMargins(side, 4, side, 6);
    m_rest->hide();
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeHead());
    rows->addWidget(m_list, 1);
    rows->addWidget(m_rest);
    if (bindings == Bindings::Folded)
        m_list->setFixedHeight(foldedListHeight);
    m_delay.setSingleShot(true);
    m_delay.setInterval(askDelayMs);
    connect(&m_delay, &QTimer::timeout, this, &RoutingPreview::ask);
    fold();
    clear();
}

QWidget *RoutingPreview::makeHead()
{
    auto *head = new QWidget(this);
    m_toggle = new QToolButton(head);
    m_toggle->setText(tr("Routing"));
    m_toggle->setToolTip(tr("Show each binding, and why it takes the message or not"));
    m_toggle->setProperty("section", true);
    m_toggle->setCheckable(true);
    m_toggle->setChecked(m_bindings == Bindings::Seen);
    m_toggle->setAutoRaise(true);
    m_toggle->setFocusPolicy(Qt::StrongFocus);
    m_toggle->setIconSize({10, 10});
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toggle->setVisible(m_bindings == Bindings::Folded);
    m_verdict = new QLabel(head);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setWordWrap(true);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_verdict->setAccessibleName(tr("Where the message would go"));
    m_note = new QLabel(head);
    m_note->setProperty("role", u"muted"_s);
    m_note->setWordWrap(true);
    m_note->hide();
    m_suggestionBox = new QWidget(head);
    m_suggestionRow = new QHBoxLayout(m_suggestionBox);
    m_suggestionRow->setContentsMargins(0, 0, 0, 0);
    m_suggestionRow->setSpacing(6);
    m_suggestionWord = new QLabel(m_suggestionBox);
    m_suggestionWord->setProperty("role", u"muted"_s);
    m_suggestionRow->addWidget(m_suggestionWord);
    m_suggestionRow->addStretch(1);
    m_suggestionBox->hide();
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_verdict);
    words->addWidget(m_suggestionBox);
    words->addWidget(m_note);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(m_bindings == Bindings::Folded ? side - 6 : side, 6, side, 6);
    row->setSpacing(8);
    row->addWidget(m_toggle, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    connect(m_toggle, &QToolButton::toggled, this, &RoutingPreview::fold);
    return head;
}

bool RoutingPreview::areBindingsSeen() const
{
    return m_toggle->isChecked();
}

void RoutingPreview::showBindings(bool seen)
{
    m_toggle->setChecked(seen);
}

void RoutingPreview::fold()
{
    const bool open = areBindingsSeen();
    m_toggle->setIcon(QIcon(open ? u":/theme/icons/chevron-down.svg"_s : u":/theme/icons/chevron-right.svg"_s));
    m_list->setVisible(open && m_model->rowCount() > 0);
    m_rest->setVisible(open && !m_rest->text().isEmpty());
}

// ---- asking

void RoutingPreview::setRequest(const engine::RoutingRequest &request)
{
    if (m_request == request)
        return;
    m_request = request;
    m_delay.start();
}

void RoutingPreview::clear(const QString &why)
{
    ++m_asked;
    m_delay.stop();
    m_request.reset();
    m_explanation.reset();
    m_model->show({});
    m_rest->clear();
    showSuggestions({});
    show(Outcome::None, why);
    fold();
    Q_EMIT changed();
}

void RoutingPreview::ask()
{
    if (!m_request || !isVisible())
        return;
    const quint64 asked = ++m_asked;
    async::whenDone(m_session.explainRouting(*m_request), this,
                    [this, asked](const engine::Result<RoutingExplanation> &answer) {
                        if (asked == m_asked)
                            take(answer);
                    });
}

void RoutingPreview::take(const engine::Result<RoutingExplanation> &answer)
{
    m_explanation = answer ? std::optional(*answer) : std::nullopt;
    m_model->show(answer ? *answer : RoutingExplanation());
    m_list->setColumnHidden(RoutingModel::Exchange, !answer || answer->exchanges.size() < 2);
    const quint32 notTold = answer ? answer->notCompared : 0;
    m_rest->setText(notTold ? theme::formatCounted(notTold, tr("%1 more binding does not take it."),
                                                   tr("%1 more bindings do not take it."))
                            : QString());
    if (!answer)
        show(Outcome::Failed, answer.error().detail);
    else
        show(answer->isRouted() ? Outcome::Routed : Outcome::Nowhere, models::routingVerdict(*answer));
    showSuggestions(answer ? answer->suggestions : QList<engine::KeySuggestion>());
    fold();
    Q_EMIT changed();
}

void RoutingPreview::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    ask();
    if (!m_watch)
        m_watch = m_session.watchBindings(
            this, [this](const QList<engine::BindingSnapshot> &) { ask(); }, 1);
}

void RoutingPreview::hideEvent(QHideEvent *event)
{
    m_watch.reset();
    QFrame::hideEvent(event);
}

// ---- showing

void RoutingPreview::show(Outcome outcome, const QString &verdict)
{
    m_outcome = outcome;
    m_verdict->setText(verdict);
    m_verdict->setVisible(!verdict.isEmpty());
    color();
}

QString RoutingPreview::verdict() const
{
    return m_verdict->text();
}

void RoutingPreview::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void RoutingPreview::showSuggestions(const QList<engine::KeySuggestion> &suggestions)
{
    qDeleteAll(std::exchange(m_suggestions, {}));
    for (const engine::KeySuggestion &suggestion : suggestions) {
        auto *button = new QToolButton(m_suggestionBox);
        button->setText(suggestion.key.isEmpty() ? suggestion.bindingKey : suggestion.key);
        button->setFont(theme::monospaceFont());
        button->setFocusPolicy(Qt::StrongFocus);
        button->setEnabled(!suggestion.key.isEmpty()); // a pattern: which word fits, only its publisher knows
        button->setToolTip(models::suggestionText(suggestion));
        button->setAccessibleName(models::suggestionText(suggestion));
        connect(button, &QToolButton::clicked, this, [this, key = suggestion.key] { Q_EMIT keyChosen(key); });
        m_suggestionRow->insertWidget(m_suggestionRow->count() - 1, button);
        m_suggestions << button;
    }
    const bool isClose = !suggestions.isEmpty() && suggestions.first().isClose;
    m_suggestionWord->setText(isClose ? tr("Did you mean") : tr("Keys that go somewhere:"));
    m_suggestionBox->setVisible(!suggestions.isEmpty());
}

void RoutingPreview::color()
{
    const theme::Tokens &tokens = theme::tokensFor(this);
    const QColor color = m_outcome == Outcome::Routed    ? tokens.ok
                         : m_outcome == Outcome::Nowhere ? tokens.unackedText
                         : m_outcome == Outcome::Failed  ? tokens.dead
                                                         : tokens.muted;
    m_verdict->setStyleSheet(
        u"color: %1; font-weight: %2;"_s.arg(color.name()).arg(m_outcome == Outcome::None ? u"400"_s : u"600"_s));
}

void RoutingPreview::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_verdict)
        color();
}

} // namespace ui::publisher
