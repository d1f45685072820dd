// SPDX-License-Identifier: GPL-3.0-or-later
// BodyView: a body as JSON tree, text, bytes or picture, whichever it can be and the user chose last; for the others, why not.
// Large bodies are looked at in a worker and painted line by line, so nothing here takes longer with size.
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
class QTreeView;

namespace ui::widgets {
class StateView;
}

namespace ui::inspector {

class HexView;
class JsonHighlighter;
class JsonModel;
class PictureView;
class TextView;

class BodyView : public QWidget
{
    Q_OBJECT
public:
    explicit BodyView(QWidget *parent = nullptr);
    ~BodyView() override;

    void setBody(const QByteArray &body, const QString &contentType, const QString &contentEncoding);
    /// A line above the body; empty: none.
    void setNote(const QString &note);
    void clear();
    QByteArray body() const { return m_content.body; }
    BodyContent::Kind kind() const { return m_kind; }
    bool isBusy() const { return m_busy; }
    void showKind(BodyContent::Kind kind);

Q_SIGNALS:
    void ready();

protected:
    void changeEvent(QEvent *event) override;

private:
    using Kind = BodyContent::Kind;

    QWidget *makeSelector();
    QWidget *makeTree();
    QWidget *makeTextEdit();
    void take(const BodyContent &content);
    void choose(Kind kind);
    void showJson();
    void showText();
    void updateSelector();
    void updateInfo();
    void showTreeMenu(const QPoint &position);
    void copyTree(bool path);

    std::array<QToolButton *, 4> m_buttons{};
    QToolButton *m_pretty = nullptr;
    QLabel *m_note = nullptr;
    QLabel *m_info = nullptr;
    QStackedWidget *m_stack = nullptr;
    JsonModel *m_jsonModel = nullptr;
    QTreeView *m_tree = nullptr;
    QPlainTextEdit *m_edit = nullptr;
    JsonHighlighter *m_highlighter = nullptr;
    TextView *m_textView = nullptr;
    HexView *m_hexView = nullptr;
    PictureView *m_picture = nullptr;
    widgets::StateView *m_state = nullptr;

    BodyContent m_content;
    Kind m_kind = Kind::Hex;
    std::optional<Kind> m_chosen; ///< by the user; kept from message to message
    bool m_jsonShown = false;
    bool m_hexShown = false;
    bool m_busy = false;
    quint64 m_generation = 0;
    std::shared_ptr<std::atomic_bool> m_cancelled;
};

} // namespace ui::inspector
