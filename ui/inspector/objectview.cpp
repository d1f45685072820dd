// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/objectview.h"

#include "ui/tables/celldelegate.h"
#include "ui/theme/tokens.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QFrame>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace ui::inspector {

using namespace Qt::StringLiterals;

ObjectView::ObjectView(QWidget *parent)
    : QWidget(parent)
    , m_kind(new QLabel(this))
    , m_title(new QLabel(this))
    , m_grid(new QGridLayout)
    , m_foot(new QFrame(this))
    , m_action(new QPushButton(m_foot))
{
    m_kind->setProperty("role", u"muted"_s);
    m_kind->setProperty("size", u"small"_s);
    m_title->setProperty("role", u"name"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_grid->setContentsMargins(14, 4, 14, 14);
    m_grid->setHorizontalSpacing(14);
    m_grid->setVerticalSpacing(7);
    m_grid->setColumnStretch(1, 1);
    auto *list = new QWidget;
    list->setProperty("surface", u"surface"_s);
    auto *listRows = new QVBoxLayout(list);
    listRows->setContentsMargins(0, 0, 0, 0);
    listRows->addLayout(m_grid);
    listRows->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(list);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::StrongFocus); // what is longer than the panel is read by keys
    scroll->setAccessibleName(tr("What is known of it"));
    auto *copy = new QAction(tr("Copy"), scroll);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(copy, &QAction::triggered, this, &ObjectView::copyAll);
    scroll->addAction(copy);
    m_foot->setProperty("surface", u"foot"_s);
    m_action->setProperty("primary", true);
    m_action->hide(); // until there is something to do
    auto *footRow = new QHBoxLayout(m_foot);
    footRow->setContentsMargins(14, 10, 14, 10);
    footRow->addWidget(m_action);
    footRow->addStretch(1);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(14, 12, 14, 8);
    head->setSpacing(3);
    head->addWidget(m_kind);
    head->addWidget(m_title);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(head);
    rows->addWidget(scroll, 1);
    rows->addWidget(m_foot);
    connect(m_action, &QPushButton::clicked, this, [this] {
        if (m_act)
            m_act();
    });
}

void ObjectView::show(const ObjectFacts &facts)
{
    m_act = facts.act;
    m_action->setText(facts.action);
    m_action->setVisible(!facts.action.isEmpty());
    m_foot->setVisible(!facts.action.isEmpty());
    m_kind->setText(facts.kind);
    m_titleText = facts.title;
    m_title->setToolTip(facts.title);
    m_title->setText(m_title->fontMetrics().elidedText(m_titleText, Qt::ElideMiddle, qMax(40, width() - 28)));
    setAccessibleName(facts.kind + u", "_s + facts.title);
    if (m_facts == facts.facts)
        return;
    m_facts = facts.facts;
    makeRows(m_facts.size());
    refresh();
}

void ObjectView::makeRows(qsizetype count)
{
    while (m_rows.size() < count) {
        auto *name = new QLabel(this);
        name->setProperty("role", u"muted"_s);
        auto *value = new QLabel(this);
        for (QLabel *label : {name, value}) {
            label->setTextFormat(Qt::PlainText);
            label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        }
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        const int row = int(m_rows.size());
        m_grid->addWidget(name, row, 0);
        m_grid->addWidget(value, row, 1);
        m_rows << std::pair(name, value);
    }
    for (qsizetype row = 0; row < m_rows.size(); ++row) {
        m_rows[row].first->setVisible(row < count);
        m_rows[row].second->setVisible(row < count);
    }
}

void ObjectView::refresh()
{
    const theme::Tokens &tokens = theme::tokensFor(this);
    for (qsizetype row = 0; row < m_facts.size(); ++row) {
        const ObjectFacts::Fact &fact = m_facts.at(row);
        m_rows[row].first->setText(fact.name);
        QLabel *value = m_rows[row].second;
        value->setText(fact.value);
        QPalette palette = value->palette();
        palette.setColor(QPalette::WindowText, tables::toneColor(tokens, fact.tone));
        value->setPalette(palette);
    }
}

void ObjectView::copyAll()
{
    QStringList lines{m_titleText};
    for (const ObjectFacts::Fact &fact : m_facts)
        lines << fact.name + u": "_s + fact.value;
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

QString ObjectView::value(const QString &name) const
{
    for (const ObjectFacts::Fact &fact : m_facts) {
        if (fact.name == name)
            return fact.value;
    }
    return {};
}

void ObjectView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_title->setText(m_title->fontMetrics().elidedText(m_titleText, Qt::ElideMiddle, qMax(40, width() - 28)));
}

void ObjectView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace ui::inspector
