// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/republishform.h"

#include "ui/models/features.h"
#include "ui/models/limits.h"
#include "ui/models/unroutedmodel.h"
#include "ui/publisher/routingpreview.h"
#include "ui/theme/theme.h"
#include "ui/widgets/completion.h"
#include "ui/widgets/listview.h"

#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalBlocker>

namespace ui::dialogs {

using namespace Qt::StringLiterals;
using publisher::RoutingPreview;

namespace {

constexpr int leastWidth = 680; // so that reasons can be read
constexpr int routingPreviewHeight = 190;

QComboBox *nameBox(const QString &name, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(name);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setFont(theme::monospaceFont());
    box->completer()->setFilterMode(Qt::MatchContains);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    widgets::closeWhenComplete(*box->completer(), *box->lineEdit());
    return box;
}

void offer(QComboBox &box, QStringList names)
{
    names.sort(Qt::CaseInsensitive);
    const QString text = box.currentText();
    const QSignalBlocker quiet(&box);
    box.clear();
    box.addItems(names);
    box.setEditText(text);
}

} // namespace

RepublishForm::RepublishForm(engine::BrokerSession &session, const engine::UnroutedMessage &message,
                             const engine::MessageProperties &properties, const QString &key, QWidget *parent)
    : FormDialog(session, tr("Republish the message"), tr("Republish"), parent)
    , m_message(message)
    , m_properties(properties)
    , m_kind(new QComboBox(this))
    , m_exchange(nameBox(u"exchange"_s, this))
    , m_key(new QLineEdit(key, this))
    , m_queue(nameBox(u"queue"_s, this))
    , m_preview(new RoutingPreview(session, RoutingPreview::Bindings::Seen, this))
{
    setIntroduction(
        tr("Published by %1 to %2 with the key “%3”, and not routed. It is published as it was, with all its "
           "properties; the tray keeps it until it was routed.")
            .arg(models::publisherText(message), models::exchangeLabel(message.exchange), message.routingKey));
    m_exchange->setEditText(models::exchangeLabel(message.exchange));
    addTargets();
    setMinimumWidth(leastWidth);
    m_preview->setFixedHeight(routingPreviewHeight);
    m_preview->bindingList()->setColumnWidths({76, 110, 130, 120, 0});
    addWide(m_preview);
    connect(m_preview, &RoutingPreview::keyChosen, m_key, &QLineEdit::setText);
    connect(m_preview, &RoutingPreview::changed, this, [this] { revalidate(); });
    watchNames();
    refresh();
    m_key->setFocus();
    m_key->selectAll();
}

void RepublishForm::addTargets()
{
    m_kind->setObjectName(u"kind"_s);
    m_kind->addItem(tr("an exchange"));
    m_kind->addItem(tr("a queue"));
    m_key->setObjectName(u"routingKey"_s);
    m_key->setFont(theme::monospaceFont());
    addField(tr("&To"), m_kind);
    addField(tr("&Exchange"), m_exchange);
    addField(tr("Routing &key"), m_key, {}, [this] {
        if (toQueue())
            return QString();
        return m_key->text().toUtf8().size() > models::shortStringLimit
                   ? tr("A routing key has at most %1 bytes.").arg(models::shortStringLimit)
                   : routeProblem();
    });
    addField(tr("&Queue"), m_queue, {}, [this] {
        if (!toQueue())
            return QString();
        return m_queue->currentText().isEmpty() ? tr("Choose the queue it shall go to.") : routeProblem();
    });
    connect(m_kind, &QComboBox::currentIndexChanged, this, &RepublishForm::refresh);
    connect(m_exchange, &QComboBox::currentTextChanged, this, &RepublishForm::refresh);
    connect(m_key, &QLineEdit::textChanged, this, &RepublishForm::refresh);
    connect(m_queue, &QComboBox::currentTextChanged, this, &RepublishForm::refresh);
}

void RepublishForm::watchNames()
{
    const auto namesIn = [host = m_message.virtualHost](const auto &snapshots) {
        QStringList names;
        for (const auto &snapshot : snapshots) {
            if (snapshot.spec.virtualHost == host)
                names << snapshot.spec.name;
        }
        return names;
    };
    m_watching.push_back(session().watchExchanges(
        this,
        [this, namesIn](const QList<engine::ExchangeSnapshot> &exchanges) {
            QStringList names = namesIn(exchanges);
            names.replaceInStrings(QRegularExpression(u"^$"_s), models::exchangeLabel({}));
            offer(*m_exchange, names);
        },
        1));
    m_watching.push_back(session().watchQueues(
        this, [this, namesIn](const QList<engine::QueueSnapshot> &queues) { offer(*m_queue, namesIn(queues)); }, 1));
}

bool RepublishForm::toQueue() const
{
    return m_kind->currentIndex() == 1;
}

engine::RepublishTarget RepublishForm::target() const
{
    if (toQueue())
        return {{}, m_queue->currentText()};
    const QString exchange = m_exchange->currentText();
    return {exchange == models::exchangeLabel({}) ? QString() : exchange, m_key->text()};
}

/// The fields themselves are good; but it would be lost once more.
QString RepublishForm::routeProblem() const
{
    const auto &explanation = m_preview->explanation();
    return explanation && !explanation->isRouted() ? tr("It would not be routed.") : QString();
}

void RepublishForm::refresh()
{
    setFieldVisible(m_exchange, !toQueue());
    setFieldVisible(m_key, !toQueue());
    setFieldVisible(m_queue, toQueue());
    const engine::RepublishTarget to = target();
    if (toQueue() && to.routingKey.isEmpty())
        m_preview->clear();
    else
        m_preview->setRequest({m_message.virtualHost, to.exchange, to.routingKey, m_properties});
    revalidate();
}

void RepublishForm::submit()
{
    async::whenDone(session().republishUnrouted(m_message.id, target()), this,
                    [this](const engine::Result<engine::PublishReceipt> &receipt) {
                        if (receipt && receipt->queues.isEmpty()) {
                            return finish({engine::BrokerError::NotFound,
                                           tr("It was published, but not routed. The tray still has it.")});
                        }
                        if (receipt)
                            Q_EMIT republished(*receipt);
                        finish(receipt ? engine::Error{engine::BrokerError::None, {}} : receipt.error());
                    });
}

} // namespace ui::dialogs
