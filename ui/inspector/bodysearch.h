// SPDX-License-Identifier: GPL-3.0-or-later
// BodySearch: looks for the text of the find bar in whatever view of the body is shown, in a worker where that takes time, and
// goes from one place to the next.
// Owner: BodyView. Thread: ui.
#pragma once

#include <QList>
#include <QObject>

#include <atomic>
#include <memory>

class QPlainTextEdit;
class QTreeView;

namespace ui::inspector {

class FindBar;
class TextView;
class TreeModel;

class BodySearch final : public QObject
{
    Q_OBJECT
public:
    enum class Target : quint8 { None, Tree, Edit, Lines };
    /// Places that are told apart; a text that is there more often is one to be narrowed.
    static constexpr qsizetype mostPlaces = 100'000;

    /// All of them belong to the parent.
    BodySearch(FindBar &bar, TreeModel &model, QTreeView &tree, QPlainTextEdit &edit, TextView &lines, QObject *parent);
    ~BodySearch() override;

    /// What is shown now, or that something else is.
    void setTarget(Target target);

private:
    void start();
    void stop();
    void take(const QList<quint32> &places);
    void step(int by);
    void goTo(quint32 place);
    void goToNode(quint32 node);
    void mark(const QString &text);

    FindBar &m_bar;
    TreeModel &m_model;
    QTreeView &m_tree;
    QPlainTextEdit &m_edit;
    TextView &m_lines;
    Target m_target = Target::None;
    QList<quint32> m_places; ///< nodes, positions or rows
    qsizetype m_current = 0;
    quint64 m_generation = 0;
    std::shared_ptr<std::atomic_bool> m_cancelled;
};

} // namespace ui::inspector
