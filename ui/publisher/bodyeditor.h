// SPDX-License-Identifier: GPL-3.0-or-later
// BodyEditor: where a body is written: text with colours and line numbers, hex or base64 for bytes, or a file that is read when it is
// published. Says what it is, and where JSON or XML breaks, at its line; that is a remark, not an obstacle: a test may well want to
// publish what is broken. A preview shows what becomes of it.
// Owner: PublisherPage, or a form that corrects a message. Thread: ui.
#pragma once

#include "ui/publisher/bodytext.h"
#include "ui/publisher/draft.h"
#include "ui/publisher/placeholders.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace ui::publisher {

class CodeEditor;

class BodyEditor : public QWidget
{
    Q_OBJECT
public:
    /// A file that is dropped or chosen as text: up to this size, and only where it is text.
    static constexpr qint64 mostTextFile = 1 << 20;
    /// Bytes of a message that are written into the editor unasked; more are kept as they are, unshown.
    static constexpr qsizetype mostWritten = 1 << 20;

    enum class Use : quint8 {
        Draft,      ///< placeholders, files and a preview
        Correction, ///< of one message's bytes: what is written is what is meant
    };
    explicit BodyEditor(QWidget *parent = nullptr, Use use = Use::Draft);

    BytesForm form() const;
    /// As it is written; of a file its path.
    QString text() const;
    void setBody(BytesForm form, const QString &text);
    /// The body as bytes: text where it is text, otherwise in base64. Braces stay what they are. Of a correction what is large is
    /// kept, until it is asked for or replaced by a file.
    void setBytes(const QByteArray &bytes);
    bool isKept() const { return m_kept.has_value(); }
    /// What is written as bytes, without regard to placeholders; not for files.
    engine::Result<QByteArray> bytes() const;
    /// "application/json" makes broken JSON worth a remark even where nothing else looks like it.
    void setContentType(const QString &contentType);
    /// Of the data file; none: there is none.
    void setColumns(const std::optional<QStringList> &columns);
    /// A record may have no value at all.
    void setAllowsNull(bool allows);
    /// Takes a file as the body: as text, or by its path.
    void takeFile(const QString &path);

    QString remark() const;
    CodeEditor &editor() { return *m_editor; }
    CodeEditor &preview() { return *m_preview; }
    bool isPreviewing() const;
    void setPreviewing(bool previewing);
    void showPreview(const QString &text, TextLanguage language);
    void setPreviewTitle(const QString &title);
    void focusBody();

Q_SIGNALS:
    void changed();
    void previewToggled(bool shown);
    /// By so many messages.
    void previewStepped(int by);
    void dataFileRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    Template read(const QString &text) const;
    QWidget *makeBar();
    QWidget *makePages();
    QWidget *makePreview();
    QToolButton *addButton(QWidget *bar, const QString &text, const QString &help);
    void fillPlaceholders();
    void chooseForm();
    void chooseFile();
    void takeStart(const QByteArray &bytes, bool isWhole);
    QWidget *makeKept();
    void keep(const QByteArray &bytes);
    void writeBytes(const QByteArray &bytes);
    void showFile(const QString &path);
    void check();
    void checkText();
    QString remarkFor(TextLanguage language) const;
    void say(const QString &text, const QString &role);
    void reformat(bool indent);
    void followForm();

    const Use m_use;
    CodeEditor *m_editor = nullptr;
    CodeEditor *m_preview = nullptr;
    QStackedWidget *m_pages = nullptr;
    QLabel *m_file = nullptr;
    QComboBox *m_form = nullptr;
    QToolButton *m_placeholder = nullptr;
    QToolButton *m_format = nullptr;
    QToolButton *m_minify = nullptr;
    QToolButton *m_previewButton = nullptr;
    QLabel *m_previewTitle = nullptr;
    QLabel *m_remark = nullptr;
    QTimer m_delay;
    BytesForm m_shownForm = BytesForm::Text;
    QString m_path;
    std::optional<QByteArray> m_kept; ///< instead of what the editor has
    QLabel *m_keptLabel = nullptr;
    QString m_contentType;
    std::optional<QStringList> m_columns;
};

} // namespace ui::publisher
