// SPDX-License-Identifier: GPL-3.0-or-later
// BodyView: a body as a tree of values, text, bytes or picture, whichever it can be and the user chose last; for the others, why
// not. What it was packed in and what it was taken for is told above it; the menu “Read as” says otherwise, and is remembered for
// where the message lies. Large bodies are looked at in a worker and painted line by line, so nothing here takes longer with size.
// Owner: InspectorPanel. Thread: ui.
#pragma once

#include "ui/inspector/bodycontent.h"

#include <QWidget>

#include <array>
#include <memory>
#include <optional>

class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QToolButton;
class QMenu;
class QModelIndex;
class QTreeView;

namespace ui::widgets {
class StateView;
}

namespace ui::inspector {

class BodySearch;
class FindBar;
class HexView;
class PictureView;
class ReadingMemory;
class TextView;
class TreeModel;

class BodyView : public QWidget
{
    Q_OBJECT
public:
    /// `memory` outlives it.
    explicit BodyView(ReadingMemory &memory, QWidget *parent = nullptr);
    ~BodyView() override;

    /// `place`: of the queue or topic, for which a reading is remembered; empty: none.
    void setBody(const QByteArray &body, const QString &contentType, const QString &contentEncoding,
                 const QString &place = {});
    /// A line above the body; empty: none.
    void setNote(const QString &note);
    void clear();
    /// As it was sent.
    QByteArray body() const { return m_content.body; }
    const BodyContent &content() const { return m_content; }
    BodyContent::Kind kind() const { return m_kind; }
    bool isBusy() const { return m_busy; }
    void showKind(BodyContent::Kind kind);
    /// Of this place from now on.
    void setReading(const decoding::Reading &reading);
    void find();

Q_SIGNALS:
    void ready();
    /// A menu for a value is about to be shown: what to do with `condition`, "body.total=96.5", can be added.
    void valueMenuAboutToShow(QMenu *menu, const QString &condition);

protected:
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    using Kind = BodyContent::Kind;

    QWidget *makeSelector();
    QWidget *makeCrumbs();
    QWidget *makeTree();
    QWidget *makeTextEdit();
    void inspect();
    void showLoading();
    void take(const BodyContent &content);
    void choose(Kind kind);
    void showProblem(Kind kind, const QString &problem);
    void showTree();
    void showText();
    void showHex(qsizetype layer);
    void updateSelector();
    void updateCrumbs();
    void updateNote();
    void updateInfo();
    void follow(const QString &link);
    void showReadingMenu();
    void showTreeMenu(const QPoint &position);
    void copyTree(bool path);
    QString conditionAt(const QModelIndex &index) const;

    ReadingMemory &m_memory;
    std::array<QToolButton *, 4> m_buttons{};
    QToolButton *m_pretty = nullptr;
    QToolButton *m_readAs = nullptr;
    QLabel *m_crumbs = nullptr;
    QLabel *m_note = nullptr;
    QLabel *m_info = nullptr;
    FindBar *m_findBar = nullptr;
    BodySearch *m_search = nullptr;
    QStackedWidget *m_stack = nullptr;
    TreeModel *m_treeModel = nullptr;
    QTreeView *m_tree = nullptr;
    QPlainTextEdit *m_edit = nullptr;
    JsonHighlighter *m_highlighter = nullptr;
    TextView *m_textView = nullptr;
    HexView *m_hexView = nullptr;
    PictureView *m_picture = nullptr;
    widgets::StateView *m_state = nullptr;

    BodyContent m_content;
    QString m_contentEncoding;
    QString m_place;
    QString m_givenNote;
    Kind m_kind = Kind::Hex;
    std::optional<Kind> m_chosen; ///< by the user; kept from message to message
    bool m_treeShown = false;
    qsizetype m_hexShown = -1; ///< the layer that the hex view has; 0: as it was sent
    bool m_busy = false;
    quint64 m_generation = 0;
    std::shared_ptr<std::atomic_bool> m_cancelled;
};

} // namespace ui::inspector
