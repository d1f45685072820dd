// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/commandpalette.h"

#include "ui/palette/palettedelegate.h"
#include "ui/palette/palettemodel.h"
#include "ui/settings/settings.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui::palette {

using namespace Qt::StringLiterals;

namespace {

constexpr int widest = 760;
constexpr int fromTop = 76;
constexpr int mostRowsSeen = 12;
constexpr int rememberedKeys = 20;

QString recentKey()
{
    return u"palette/recent"_s;
}

} // namespace

CommandPalette::CommandPalette(settings::Settings &settings, QWidget *window)
    : QFrame(window, Qt::Popup)
    , m_settings(settings)
    , m_model(new PaletteModel(this))
    , m_about(new QLabel(this))
    , m_field(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_nothing(new QLabel(this))
    , m_hint(new QLabel(this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(u"commandPalette"_s);
    setProperty("surface", u"card"_s);
    setAccessibleName(tr("Command palette"));
    m_about->setProperty("role", u"heading"_s);
    m_about->setTextFormat(Qt::PlainText);
    m_about->hide();
    m_field->setAccessibleName(tr("Find anything"));
    m_field->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("What was found"));
    m_nothing->setProperty("role", u"muted"_s);
    m_nothing->setContentsMargins(14, 8, 14, 8);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setAlignment(Qt::AlignTop);
    m_hint->setProperty("role", u"faint"_s);
    m_hint->setContentsMargins(14, 6, 14, 8);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_nothing);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(12, 12, 12, 8);
    top->setSpacing(10);
    top->addWidget(m_about);
    top->addWidget(m_field, 1);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(1, 1, 1, 1);
    rows->setSpacing(0);
    rows->addLayout(top);
    rows->addWidget(m_stack, 1);
    rows->addWidget(m_hint);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model->setQuery(text);
        refresh();
    });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) { choose(index.row()); });
}

void CommandPalette::popup()
{
    m_subject.clear();
    m_field->clear();
    m_model->setRecent(m_settings.value(recentKey()).split(u'\n', Qt::SkipEmptyParts));
    Q_EMIT opened();
    leaveSteps();
    fit();
    show();
    m_field->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::fit()
{
    const QWidget *window = parentWidget();
    const int width = qMin(widest, window->width() - 48);
    const int line = m_list->sizeHintForRow(0) > 0 ? m_list->sizeHintForRow(0) : fontMetrics().height() + 13;
    const int others = layout()->sizeHint().height() - m_stack->sizeHint().height();
    const int room = window->height() - 2 * fromTop;
    resize(width, qMin(others + mostRowsSeen * line, qMax(room, others + 4 * line)));
    move(window->mapToGlobal(QPoint((window->width() - width) / 2, fromTop)));
}

void CommandPalette::setEntries(const QList<Entry> &entries)
{
    m_entries = entries;
    if (!m_subject.isEmpty())
        return; // the steps stay those of what was chosen
    const QModelIndex current = m_list->currentIndex();
    // What is first stays first, whatever comes to stand there; what was gone to stays current.
    const QString key = current.row() > 0 ? current.data(PaletteModel::KeyRole).toString() : QString();
    m_model->setEntries(m_entries);
    const int row = m_model->rowOf(key);
    m_list->setCurrentIndex(m_model->index(qMax(0, row)));
    refresh();
}

void CommandPalette::refresh()
{
    const bool isEmpty = m_model->rowCount() == 0;
    m_nothing->setText(tr("Nothing here is called “%1”.").arg(m_field->text()));
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_nothing) : m_list);
    if (!isEmpty && !m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_model->index(0));
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<const QKeyEvent *>(event);
        if (takeKey(key->key(), key->modifiers()))
            return true;
    }
    return QFrame::eventFilter(watched, event);
}

bool CommandPalette::takeKey(int key, Qt::KeyboardModifiers modifiers)
{
    switch (key) {
    case Qt::Key_Up:
        moveBy(-1);
        return true;
    case Qt::Key_Down:
        moveBy(1);
        return true;
    case Qt::Key_PageUp:
        moveBy(-(mostRowsSeen - 1));
        return true;
    case Qt::Key_PageDown:
        moveBy(mostRowsSeen - 1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_list->currentIndex().row());
        return true;
    case Qt::Key_Tab:
        showSteps();
        return true;
    case Qt::Key_Right:
        if (m_field->cursorPosition() < m_field->text().size())
            return false;
        showSteps();
        return true;
    case Qt::Key_Backtab:
        leaveSteps();
        return true;
    case Qt::Key_Left:
    case Qt::Key_Backspace:
        if (m_subject.isEmpty() || !m_field->text().isEmpty())
            return false;
        leaveSteps();
        return true;
    case Qt::Key_Escape:
        if (m_subject.isEmpty())
            close();
        else
            leaveSteps();
        return true;
    case Qt::Key_K:
        if (modifiers != Qt::ControlModifier)
            return false;
        close(); // the key that opened it
        return true;
    default:
        return false;
    }
}

// From one end on to the other, as far as single steps go.
void CommandPalette::moveBy(int rows)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    const int wanted = m_list->currentIndex().row() + rows;
    const int row = qAbs(rows) == 1 ? (wanted + count) % count : qBound(0, wanted, count - 1);
    m_list->setCurrentIndex(m_model->index(row));
    m_list->scrollTo(m_list->currentIndex());
}

void CommandPalette::choose(int row)
{
    if (row < 0 || row >= m_model->rowCount())
        return;
    const Entry entry = m_model->entryAt(row);
    if (!entry.isEnabled)
        return;
    remember(m_subject.isEmpty() ? entry.key : m_subjectKey);
    close();
    if (entry.act)
        entry.act();
}

void CommandPalette::showSteps()
{
    const int row = m_list->currentIndex().row();
    if (!m_subject.isEmpty() || row < 0 || row >= m_model->rowCount() || !m_model->entryAt(row).steps)
        return;
    const Entry entry = m_model->entryAt(row);
    m_queryBefore = m_field->text();
    m_subject = entry.text;
    m_subjectKey = entry.key;
    m_about->setText(fontMetrics().elidedText(entry.text, Qt::ElideMiddle, width() / 2));
    m_about->show();
    m_field->clear();
    m_field->setPlaceholderText(tr("What to do with it"));
    m_hint->setText(tr("Return: do it    Backspace: back"));
    m_model->setEntries(entry.steps());
    m_list->setCurrentIndex(m_model->index(0));
    refresh();
}

void CommandPalette::leaveSteps()
{
    const QString key = std::exchange(m_subjectKey, {});
    const bool wasInside = !std::exchange(m_subject, {}).isEmpty();
    m_about->hide();
    m_field->setPlaceholderText(tr("Find a queue, a topic, an exchange, a client, a page or an action"));
    m_hint->setText(tr("Return: open    Right arrow: what can be done with it    Escape: close"));
    m_model->setEntries(m_entries);
    if (wasInside)
        m_field->setText(std::exchange(m_queryBefore, {}));
    m_list->setCurrentIndex(m_model->index(qMax(0, m_model->rowOf(key))));
    refresh();
}

void CommandPalette::remember(const QString &key)
{
    QStringList keys = m_settings.value(recentKey()).split(u'\n', Qt::SkipEmptyParts);
    keys.removeAll(key);
    keys.prepend(key);
    m_settings.setValue(recentKey(), keys.mid(0, rememberedKeys).join(u'\n'));
}

void CommandPalette::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    Q_EMIT closed();
}

} // namespace ui::palette
