// SPDX-License-Identifier: GPL-3.0-or-later
// PublisherPage: publishing by hand, to an exchange, a queue or a topic; once, or many times at a rate. Stays open with what was
// written, for the next one; says where the message went, or that it went nowhere. Ctrl+Enter publishes from anywhere in it.
// Owner: the tab area. Thread: ui.
#pragma once

#include "ui/pages/page.h"
#include "ui/publisher/draft.h"
#include "ui/publisher/messagepublisher.h"
#include "ui/publisher/publishhistory.h"
#include "ui/publisher/repeater.h"

#include <functional>
#include <optional>

class QSplitter;
class QTabWidget;

namespace ui::publisher {

class BodyEditor;
class DataFileBar;
class MessageForms;
class MessageLibrary;
class RepeatBar;
class RoutingPreview;
class TargetBar;
struct SavedMessage;

class PublisherPage final : public pages::Page
{
    Q_OBJECT
public:
    /// The library and the history outlive the page.
    PublisherPage(engine::BrokerSession &session, MessageLibrary &library, PublishHistory &history, QWidget *parent);
    ~PublisherPage() override;

    Draft draft() const;
    void setDraft(const Draft &draft);
    /// An empty exchange with a routing key is that queue. Leaves the message alone.
    void setTarget(const QString &virtualHost, const QString &exchange, const QString &routingKey);
    void setTopic(const QString &virtualHost, const QString &topic, std::optional<quint32> partition);
    /// Body, properties and headers of another message, and where it was published to.
    void setMessage(const engine::MessageDetails &details);
    void publish();
    /// What became of the last one.
    QString result() const;
    /// One of the library (by its folder and name) or of the history, in the place of what is written.
    void open(const Draft &draft, const QString &folder, const QString &name);
    /// The same where nothing that is written is lost to it; otherwise asks for another page.
    void openHereOrElsewhere(const Draft &draft, const QString &folder, const QString &name);
    /// Nothing was written but where to.
    bool isPristine() const;
    bool isRepeating() const { return m_repeater.isRunning(); }
    /// At once, with its entry in the history.
    void endRepeat() { m_repeater.end(); }
    /// "Publish", "Publish → orders".
    QString title() const;
    TargetBar &target() { return *m_target; }
    BodyEditor &body() { return *m_body; }
    RepeatBar &repeatBar() { return *m_repeatBar; }
    void loadDataFile(const QString &path);

    void focusContent() override;
    void restoreLayout(settings::Settings &settings) override;
    void saveLayout(settings::Settings &settings) const override;

Q_SIGNALS:
    void titleChanged(const QString &title);
    void published(const engine::PublishReceipt &receipt);
    void recordPublished(const engine::RecordReceipt &receipt);
    void done(const QString &what);
    void undoableDone(const QString &what, const std::function<void()> &undo);
    void failed(const QString &what);
    /// One of the library or the history is wanted, and something is written or repeated here, which stays.
    void openRequested(const ui::publisher::Draft &draft, const QString &folder, const QString &name);
    /// The user wants to see why it was not routed.
    void unroutedRequested(engine::MessageId message);

protected:
    std::vector<engine::SubscriptionPtr> watch() override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    using Outcome = PublishFoot::Outcome;

    QWidget *makeSide();
    QWidget *makeForms();
    QWidget *makeEditor();
    void connectParts();
    void revalidate();
    void revalidateSoon();
    QString problem() const;
    engine::Result<QString> expanded(const QString &text) const;
    void takeTopics(const QList<engine::TopicSnapshot> &topics);
    void followKind();
    void explainRouting();

    void keepBody(const Draft &draft);
    void writeBody(const KeptBody &kept, const QByteArray &body);

    void takeRows();
    void showPreview();
    void startRepeat();
    void takeProgress(const RepeatProgress &progress);
    void save();
    void copyAsCode(CodeLanguage language);

    MessageLibrary &m_library;
    PublishHistory &m_history;
    TargetBar *m_target = nullptr;
    RoutingPreview *m_routing = nullptr;
    QSplitter *m_split = nullptr;
    QTabWidget *m_side = nullptr;
    MessageForms *m_forms = nullptr;
    BodyEditor *m_body = nullptr;
    DataFileBar *m_data = nullptr;
    RepeatBar *m_repeatBar = nullptr;
    PublishFoot *m_foot = nullptr;

    MessagePublisher m_publisher;
    Repeater m_repeater;
    Draft m_repeated;             ///< what it publishes
    QTimer m_later;               ///< until a large body is checked
    qint64 m_previewed = 0;       ///< how far from the next message the preview is
    quint64 m_previewTurn = 0;    ///< of the last one that was asked for
    engine::QueueId m_unnamedLog; ///< the partition that a record was taken from, until the topic's name is known
    QString m_title;
    std::optional<Draft> m_stored;      ///< what is written, as the library or the history has it, too
    QString m_savedFolder, m_savedName; ///< of the one that was opened or saved last
    KeptBody m_keptBody;                ///< of what it was filled with
    int m_writing = 0;                  ///< large bodies that are not there yet
    bool m_filling = false;
};

/// A message as the preview shows it: where to, what it carries, and its body.
QString previewText(const Outgoing &message);

} // namespace ui::publisher
