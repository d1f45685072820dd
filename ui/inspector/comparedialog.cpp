// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/comparedialog.h"

#include "ui/async/inworker.h"
#include "ui/async/whendone.h"
#include "ui/inspector/comparedfieldsmodel.h"
#include "ui/inspector/diffview.h"
#include "ui/models/features.h"
#include "ui/tables/virtualtable.h"
#include "ui/theme/format.h"
#include "ui/widgets/stateview.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace ui::inspector {

using engine::MessageDetails;
using widgets::StateView;

CompareDialog::CompareDialog(engine::BrokerSession &session, engine::MessageRef left, engine::MessageRef right,
                             QWidget *parent, const std::optional<MessageDetails> &known)
    : QDialog(parent)
    , m_session(session)
    , m_leftRef(left)
    , m_rightRef(right)
    , m_fields(new ComparedFieldsModel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Compare messages"));
    setProperty("surface", u"surface"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_tabs = new QTabWidget(this);
    m_tabs->setProperty("panel", true);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeBody(), tr("Body"));
    m_tabs->addTab(makeFields(), tr("Properties"));
    m_state = new StateView(this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_tabs);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeHead());
    rows->addWidget(m_stack, 1);
    const auto onKey = [this](const QKeySequence &key, int by) {
        auto *action = new QAction(by > 0 ? tr("Next difference") : tr("Previous difference"), this);
        action->setShortcut(key);
        connect(action, &QAction::triggered, this, [this, by] { step(by); });
        addAction(action);
    };
    onKey(Qt::Key_F8, 1);
    onKey(Qt::SHIFT | Qt::Key_F8, -1);
    resize(980, 620);
    load(known);
}

CompareDialog::~CompareDialog()
{
    if (m_cancelled)
        m_cancelled->store(true);
}

// ---- what it is made of

QWidget *CompareDialog::makeHead()
{
    auto *head = new QFrame(this);
    head->setProperty("surface", u"bar"_s);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 10, 12, 10);
    row->setSpacing(12);
    const auto label = [head](const QString &role) {
        auto *made = new QLabel(head);
        made->setProperty("role", role);
        made->setTextFormat(Qt::RichText);
        return made;
    };
    m_leftTitle = label({});
    m_rightTitle = label({});
    m_between = label(u"count"_s);
    m_between->setToolTip(tr("From the publishing of the left one to that of the right one"));
    m_between->hide();
    row->addWidget(m_leftTitle, 1);
    row->addWidget(m_between);
    row->addWidget(m_rightTitle, 1);
    return head;
}

QWidget *CompareDialog::makeBody()
{
    auto *page = new QWidget(this);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 6, 12, 6);
    m_what = new QLabel(page);
    m_what->setProperty("role", u"muted"_s);
    bar->addWidget(m_what, 1);
    m_sorted = new QToolButton(page);
    m_sorted->setText(tr("Sorted"));
    m_sorted->setToolTip(
        tr("Compare what the values are, whatever the order of their names; off: the texts as they were sent"));
    m_sorted->setCheckable(true);
    m_sorted->setChecked(true);
    m_sorted->setAutoRaise(true);
    connect(m_sorted, &QToolButton::toggled, this, &CompareDialog::compare);
    bar->addWidget(m_sorted);
    const auto button = [&](const QString &text, const QString &name, int by) {
        auto *made = new QToolButton(page);
        made->setText(text);
        made->setToolTip(name);
        made->setAccessibleName(name);
        made->setAutoRaise(true);
        connect(made, &QToolButton::clicked, this, [this, by] { step(by); });
        bar->addWidget(made);
        return made;
    };
    m_previous = button(u"↑"_s, tr("Previous difference (Shift+F8)"), -1);
    m_next = button(u"↓"_s, tr("Next difference (F8)"), 1);
    m_diff = new DiffView(page);
    m_diff->setAccessibleName(tr("Bodies side by side"));
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(bar);
    rows->addWidget(m_diff, 1);
    return page;
}

QWidget *CompareDialog::makeFields()
{
    auto *page = new QWidget(this);
    auto *differentOnly = new QCheckBox(tr("Only what differs"), page);
    connect(differentOnly, &QCheckBox::toggled, m_fields, &ComparedFieldsModel::setDifferentOnly);
    auto *table = new tables::VirtualTable(page);
    table->setModel(m_fields);
    table->setAccessibleName(tr("Properties and headers side by side"));
    table->setColumnWidths({260, 330, 330});
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 6, 0, 0);
    rows->setSpacing(6);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 0, 12, 0);
    bar->addWidget(differentOnly);
    bar->addStretch(1);
    rows->addLayout(bar);
    rows->addWidget(table, 1);
    return page;
}

// ---- the messages

void CompareDialog::load(const std::optional<MessageDetails> &known)
{
    m_state->show(StateView::Kind::Loading, tr("Loading the messages"), {});
    m_stack->setCurrentWidget(m_state);
    for (const bool isLeft : {true, false}) {
        const engine::MessageRef ref = isLeft ? m_leftRef : m_rightRef;
        if (known && known->summary.ref == ref) {
            take(isLeft, *known);
            continue;
        }
        async::whenDone(m_session.message(ref), this,
                        [this, isLeft](const engine::Result<MessageDetails> &answer) { take(isLeft, answer); });
    }
}

void CompareDialog::take(bool isLeft, const engine::Result<MessageDetails> &answer)
{
    if (!answer) {
        const bool isGone = answer.error().code == engine::BrokerError::NotFound;
        m_state->show(isGone ? StateView::Kind::NothingFound : StateView::Kind::Failed,
                      isGone ? tr("One of the messages has left the queue") : tr("A message can not be read"),
                      isGone ? tr("What is no longer there can not be compared.") : answer.error().detail);
        m_stack->setCurrentWidget(m_state);
        return;
    }
    (isLeft ? m_left : m_right) = *answer;
    if (!m_left || !m_right)
        return;
    showHead();
    m_fields->setFields(compareFields(*m_left, *m_right));
    m_tabs->setTabText(1, tr("Properties · %1").arg(m_fields->differences()));
    compare();
}

void CompareDialog::showHead()
{
    const auto title = [](const MessageDetails &details) {
        const engine::MessageSummary &m = details.summary;
        return u"<b>%1</b><br>%2"_s.arg(
            (m.routingKey.isEmpty() ? tr("(no routing key)") : m.routingKey).toHtmlEscaped(),
            tr("%1 · offset %2 · %3")
                .arg(models::queueLabel(details.virtualHost, details.queue), theme::formatCount(m.ref.offset),
                     theme::formatTime(m.publishedAt))
                .toHtmlEscaped());
    };
    m_leftTitle->setText(title(*m_left));
    m_rightTitle->setText(title(*m_right));
    const qint64 between = m_left->summary.publishedAt.msecsTo(m_right->summary.publishedAt);
    m_between->setText(u"Δt "_s + (between < 0 ? u"−"_s : QString()) + theme::formatDuration(qAbs(between)));
    m_between->setVisible(m_left->summary.publishedAt.isValid() && m_right->summary.publishedAt.isValid());
}

void CompareDialog::compare()
{
    if (!m_left || !m_right)
        return;
    if (m_cancelled)
        m_cancelled->store(true);
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    const quint64 generation = ++m_generation;
    async::whenDone(
        async::inWorker([left = *m_left, right = *m_right, isSorted = m_sorted->isChecked(), cancelled = m_cancelled] {
            return compareBodies(left, right, isSorted, cancelled.get());
        }),
        this, [this, generation](const ComparedBodies &bodies) {
            if (generation == m_generation)
                showBodies(bodies);
        });
}

void CompareDialog::showBodies(const ComparedBodies &bodies)
{
    m_bodies = bodies;
    m_diff->setTexts(bodies.left, bodies.right, bodies.diff, bodies.syntax);
    const qsizetype changes = m_diff->changeCount();
    m_tabs->setTabText(0, tr("Body · %1").arg(changes));
    QStringList what{bodies.what};
    if (changes == 0)
        what << tr("no difference");
    if (bodies.diff.isRough)
        what << tr("they differ in too many places to be told apart");
    if (bodies.isCut)
        what << tr("only the beginnings are compared");
    m_what->setText(what.join(u" · "_s));
    m_previous->setEnabled(changes > 0);
    m_next->setEnabled(changes > 0);
    m_stack->setCurrentWidget(m_tabs);
    m_diff->setFocus();
    step(1);
    Q_EMIT compared();
}

void CompareDialog::step(int by)
{
    m_diff->step(by);
}

} // namespace ui::inspector
