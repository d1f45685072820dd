// SPDX-License-Identifier: GPL-3.0-or-later
// BodyEditor: where a body is written: text with JSON colours, or base64 for bytes. Says what it is, and where JSON breaks;
// that is a remark, not an obstacle: a test may well want to publish what is broken.
// Owner: PublishDialog. Thread: ui.
#pragma once

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace ui::inspector {
class JsonHighlighter;
}

namespace ui::publisher {

class BodyEditor : public QWidget
{
    Q_OBJECT
public:
    explicit BodyEditor(QWidget *parent = nullptr);

    /// The bytes to publish.
    QByteArray body() const;
    /// As text when it is text, otherwise in base64.
    void setBody(const QByteArray &body);
    /// "application/json" makes broken JSON worth a remark even where nothing else looks like it.
    void setContentType(const QString &contentType);
    /// Why body() would not be what was meant (base64 that does not decode); empty: fine.
    QString problem() const;
    QString remark() const;
    QPlainTextEdit *edit() const { return m_edit; }

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    bool isBase64() const;
    void check();
    void checkJson(const QByteArray &text);
    void say(const QString &text, const QString &role);
    void markOffset(const QByteArray &text, qsizetype offset);
    void indent();

    QPlainTextEdit *m_edit;
    QComboBox *m_encoding;
    QToolButton *m_indent;
    QLabel *m_remark;
    inspector::JsonHighlighter *m_highlighter;
    QTimer m_delay;
    QString m_contentType;
    QString m_problem;
};

} // namespace ui::publisher
