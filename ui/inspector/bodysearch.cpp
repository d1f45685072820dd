// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/bodysearch.h"

#include "ui/async/inworker.h"
#include "ui/async/whendone.h"
#include "ui/inspector/findbar.h"
#include "ui/inspector/linesview.h"
#include "ui/inspector/treemodel.h"

#include <QPlainTextEdit>
#include <QTextCursor>
#include <QTreeView>

namespace ui::inspector {

namespace {

QList<quint32> positionsIn(const QString &text, const QString &wanted)
{
    QList<quint32> positions;
    for (qsizetype at = text.indexOf(wanted, 0, Qt::CaseInsensitive);
         at >= 0 && positions.size() < BodySearch::mostPlaces;
         at = text.indexOf(wanted, at + wanted.size(), Qt::CaseInsensitive))
        positions.append(quint32(at));
    return positions;
}

} // namespace

BodySearch::BodySearch(FindBar &bar, TreeModel &model, QTreeView &tree, QPlainTextEdit &edit, TextView &lines,
                       QObject *parent)
    : QObject(parent)
    , m_bar(bar)
    , m_model(model)
    , m_tree(tree)
    , m_edit(edit)
    , m_lines(lines)
{
    connect(&bar, &FindBar::textChanged, this, &BodySearch::start);
    connect(&bar, &FindBar::stepped, this, &BodySearch::step);
    connect(&bar, &FindBar::closed, this, [this] {
        stop();
        mark({});
    });
}

BodySearch::~BodySearch()
{
    stop();
}

void BodySearch::stop()
{
    if (m_cancelled)
        m_cancelled->store(true);
    ++m_generation;
    m_places.clear();
}

void BodySearch::setTarget(Target target)
{
    m_target = target;
    if (!m_bar.isHidden())
        start();
}

void BodySearch::mark(const QString &text)
{
    m_model.setMarked(text);
    m_tree.viewport()->update();
}

void BodySearch::start()
{
    stop();
    const QString wanted = m_bar.text();
    mark(wanted);
    m_bar.setCount(0, 0, false);
    if (wanted.isEmpty() || m_target == Target::None)
        return;
    if (m_target == Target::Edit)
        return take(positionsIn(m_edit.toPlainText(), wanted));
    m_bar.setSearching();
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    const auto done = [this, generation = m_generation](const QList<quint32> &places) {
        if (generation == m_generation)
            take(places);
    };
    if (m_target == Target::Lines) {
        async::whenDone(async::inWorker([lines = m_lines.lines(), wanted, cancelled = m_cancelled] {
                            return findRows(lines, wanted, mostPlaces, cancelled.get());
                        }),
                        this, done);
        return;
    }
    if (const auto tree = m_model.shared()) {
        async::whenDone(async::inWorker([tree, wanted, cancelled = m_cancelled] {
                            return decoding::findInTree(*tree, wanted, mostPlaces, cancelled.get());
                        }),
                        this, done);
    }
}

void BodySearch::take(const QList<quint32> &places)
{
    m_places = places;
    m_current = 0;
    step(0);
}

void BodySearch::step(int by)
{
    if (m_places.isEmpty()) {
        m_bar.setCount(0, 0, false);
        return;
    }
    m_current = (m_current + by + m_places.size()) % m_places.size();
    m_bar.setCount(m_current, m_places.size(), m_places.size() == mostPlaces);
    goTo(m_places.at(m_current));
}

void BodySearch::goTo(quint32 place)
{
    switch (m_target) {
    case Target::None:
        return;
    case Target::Tree:
        return goToNode(place);
    case Target::Lines:
        return m_lines.goToLine(place);
    case Target::Edit:
        break;
    }
    QTextCursor cursor(m_edit.document());
    cursor.setPosition(int(place));
    cursor.setPosition(int(place) + int(m_bar.text().size()), QTextCursor::KeepAnchor);
    m_edit.setTextCursor(cursor);
    m_edit.ensureCursorVisible();
}

void BodySearch::goToNode(quint32 node)
{
    const QModelIndex index = m_model.indexOf(node);
    if (!index.isValid()) {
        m_bar.setPlace(m_model.document()->path(node),
                       tr("It is too far down its list for the tree. The text shows it."));
        return;
    }
    m_tree.setCurrentIndex(index);
    m_tree.scrollTo(index);
}

} // namespace ui::inspector
