// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/actionentries.h"

#include <QAction>
#include <QCoreApplication>
#include <QHash>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QPushButton>
#include <QSet>
#include <QTabBar>
#include <QToolButton>

#include <algorithm>

namespace ui::palette {

using namespace Qt::StringLiterals;

namespace {

constexpr char pageProperty[] = "opensPage";

constexpr char actionKind[] = QT_TRANSLATE_NOOP("Palette", "Action");
constexpr char chosenWords[] = QT_TRANSLATE_NOOP("Palette", " · chosen");

QString translated(const char *text)
{
    return QCoreApplication::translate("Palette", text);
}

/// "Delete…" of "&Delete…"; an ampersand that is meant is written twice.
QString withoutMnemonic(const QString &text)
{
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'&' && i + 1 < text.size())
            ++i;
        plain += text[i];
    }
    return plain;
}

QString shortcutOf(const QAction &action)
{
    return action.shortcut().toString(QKeySequence::NativeText);
}

Entry actionEntry(QAction &action, const QString &place)
{
    Entry entry;
    entry.text = withoutMnemonic(action.text());
    entry.key = u"action:"_s + place + u'/' + entry.text;
    entry.kind = translated(actionKind);
    entry.detail = place;
    if (action.isCheckable() && action.isChecked())
        entry.detail += translated(chosenWords);
    entry.shortcut = shortcutOf(action);
    entry.isEnabled = action.isEnabled();
    entry.act = [action = QPointer<QAction>(&action)] {
        if (action)
            action->trigger();
    };
    return entry;
}

class MenuWalk
{
public:
    void walk(QMenu &menu, const QString &place)
    {
        Q_EMIT menu.aboutToShow(); // some are filled when they are opened
        for (QAction *action : menu.actions()) {
            if (action->isSeparator() || !action->isVisible())
                continue;
            if (action->menu())
                walk(*action->menu(), place + u" › "_s + withoutMnemonic(action->text()));
            else if (const QString page = action->property(pageProperty).toString(); !page.isEmpty())
                pageShortcuts.insert(page, shortcutOf(*action));
            else
                entries << actionEntry(*action, place);
        }
    }

    QList<Entry> entries;
    QHash<QString, QString> pageShortcuts;
};

/// What a button says; of one that begins with a sign, what it is called.
QString wordsOf(const QAbstractButton &button)
{
    const QString text = withoutMnemonic(button.text());
    if (!text.isEmpty() && text.front().isLetter())
        return text;
    const bool hasWord = std::any_of(text.begin(), text.end(), [](QChar c) { return c.isLetter(); });
    return button.accessibleName().isEmpty() && hasWord ? text : button.accessibleName();
}

QMenu *menuOf(const QAbstractButton &button)
{
    if (const auto *tool = qobject_cast<const QToolButton *>(&button))
        return tool->menu();
    const auto *push = qobject_cast<const QPushButton *>(&button);
    return push ? push->menu() : nullptr;
}

/// The actions and buttons of a page or a panel that can be seen and used now; of several alike the first one.
class SurfaceWalk
{
public:
    explicit SurfaceWalk(const Surface &surface)
        : m_surface(surface)
    {
        if (!surface.widget || !surface.widget->isVisible())
            return;
        QList<QWidget *> widgets{surface.widget};
        for (QWidget *widget : surface.widget->findChildren<QWidget *>()) {
            if (widget->isVisible() && widget->window() == surface.widget->window())
                widgets << widget;
        }
        for (const QWidget *widget : std::as_const(widgets))
            addActions(*widget);
        for (QWidget *widget : std::as_const(widgets))
            addButton(qobject_cast<QAbstractButton *>(widget));
    }

    QList<Entry> entries;

private:
    void addActions(const QWidget &widget)
    {
        for (QAction *action : widget.actions()) {
            if (!action->isSeparator() && action->isVisible() && action->isEnabled() && !action->text().isEmpty())
                add(actionEntry(*action, m_surface.title));
        }
    }

    void addButton(QAbstractButton *button)
    {
        const bool isOffer = qobject_cast<QToolButton *>(button) || qobject_cast<QPushButton *>(button);
        if (!isOffer || !button->isEnabled() || qobject_cast<QTabBar *>(button->parentWidget()))
            return;
        const QString words = wordsOf(*button);
        if (words.isEmpty())
            return;
        if (QMenu *menu = menuOf(*button)) {
            MenuWalk walk;
            walk.walk(*menu, m_surface.title + u" › "_s + words);
            for (const Entry &entry : std::as_const(walk.entries)) {
                if (entry.isEnabled && !entry.text.isEmpty())
                    add(entry);
            }
            return;
        }
        Entry entry;
        entry.text = words;
        entry.key = u"action:"_s + m_surface.title + u'/' + words;
        entry.kind = translated(actionKind);
        entry.detail = m_surface.title;
        if (button->isCheckable() && button->isChecked())
            entry.detail += translated(chosenWords);
        entry.act = [button = QPointer<QAbstractButton>(button)] {
            if (button)
                button->click();
        };
        add(entry);
    }

    void add(const Entry &entry)
    {
        if (m_keys.contains(entry.key))
            return;
        m_keys.insert(entry.key);
        entries << entry;
    }

    const Surface &m_surface;
    QSet<QString> m_keys;
};

} // namespace

void markPageAction(QAction &action, const QString &pageId)
{
    action.setProperty(pageProperty, pageId);
}

QList<Entry> actionEntries(QMenuBar &menus, const QList<PageEntry> &pages, const QList<Surface> &surfaces,
                           const std::function<void(const QString &pageId)> &openPage)
{
    MenuWalk walk;
    for (QAction *action : menus.actions()) {
        if (action->menu())
            walk.walk(*action->menu(), withoutMnemonic(action->text()));
    }
    QList<Entry> entries;
    for (const PageEntry &one : pages) {
        Entry entry;
        entry.key = u"page:"_s + one.id;
        entry.kind = translated(QT_TRANSLATE_NOOP("Palette", "Page"));
        entry.tone = tables::Tone::Accent;
        entry.text = one.title;
        entry.shortcut = walk.pageShortcuts.value(one.id);
        entry.act = [openPage, id = one.id] { openPage(id); };
        entries << entry;
    }
    for (const Surface &surface : surfaces)
        entries += SurfaceWalk(surface).entries;
    return entries + walk.entries;
}

} // namespace ui::palette
