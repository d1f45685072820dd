// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/brokeractions.h"

#include "ui/async/whendone.h"
#include "ui/dialogs/closeconnectiondialog.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/createbindingdialog.h"
#include "ui/dialogs/createexchangedialog.h"
#include "ui/dialogs/createqueuedialog.h"
#include "ui/dialogs/deleteexchangedialog.h"
#include "ui/dialogs/deletequeuedialog.h"
#include "ui/dialogs/purgequeuedialog.h"
#include "ui/models/features.h"
#include "ui/theme/format.h"

#include <QWidget>

namespace ui::actions {

using namespace Qt::StringLiterals;
using engine::BindingSpec;
using engine::Result;
using PurgeMode = engine::BrokerSession::PurgeMode;

namespace {

constexpr size_t undoDepth = 50;

QString mainVirtualHost()
{
    return u"/"_s;
}

} // namespace

struct BrokerActions::Choices
{
    BindingSpec start;
    dialogs::BindingChoices offered;
    bool haveExchanges = false;
    bool haveQueues = false;
    engine::SubscriptionPtr exchanges;
    engine::SubscriptionPtr queues;
};

BrokerActions::BrokerActions(engine::BrokerSession &session, QWidget *window, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_window(window)
{}

void BrokerActions::newExchange()
{
    auto *form = new dialogs::CreateExchangeDialog(m_session, mainVirtualHost(), m_window);
    connect(form, &dialogs::CreateExchangeDialog::created, this,
            [this](const engine::ExchangeSpec &spec) { Q_EMIT done(tr("The exchange %1 is there.").arg(spec.name)); });
    form->open();
}

void BrokerActions::newQueue()
{
    auto *form = new dialogs::CreateQueueDialog(m_session, mainVirtualHost(), m_window);
    connect(form, &dialogs::CreateQueueDialog::created, this, [this](const QString &virtualHost, const QString &name) {
        Q_EMIT done(tr("The queue %1 is there.").arg(name));
        Q_EMIT queueCreated(virtualHost, name);
    });
    form->open();
}

// The form offers what exists now, so it opens with the first snapshots.
void BrokerActions::newBinding(const BindingSpec &start)
{
    auto choices = std::make_shared<Choices>();
    choices->start = start;
    m_choices = choices;
    const auto ready = [this, weak = std::weak_ptr(choices)] {
        const auto now = weak.lock();
        if (!now || m_choices != now || !now->haveExchanges || !now->haveQueues)
            return;
        // Not from inside a callback of the subscription that goes with it.
        QMetaObject::invokeMethod(
            this,
            [this, now] {
                if (m_choices == now)
                    openBindingForm(now->start);
            },
            Qt::QueuedConnection);
    };
    choices->exchanges = m_session.watchExchanges(
        this, [weak = std::weak_ptr(choices), ready](const QList<engine::ExchangeSnapshot> &list) {
            if (const auto now = weak.lock()) {
                now->offered.exchanges.clear();
                for (const engine::ExchangeSnapshot &exchange : list) {
                    if (exchange.spec.virtualHost == now->start.virtualHost)
                        now->offered.exchanges << exchange.spec;
                }
                now->haveExchanges = true;
            }
            ready();
        });
    choices->queues =
        m_session.watchQueues(this, [weak = std::weak_ptr(choices), ready](const QList<engine::QueueSnapshot> &list) {
            if (const auto now = weak.lock()) {
                now->offered.queues.clear();
                for (const engine::QueueSnapshot &queue : list) {
                    if (queue.spec.virtualHost == now->start.virtualHost)
                        now->offered.queues << queue.spec.name;
                }
                now->offered.queues.sort(Qt::CaseInsensitive);
                now->haveQueues = true;
            }
            ready();
        });
}

void BrokerActions::openBindingForm(const BindingSpec &start)
{
    auto *form = new dialogs::CreateBindingDialog(m_session, start, m_choices->offered, m_window);
    m_choices.reset();
    connect(form, &dialogs::CreateBindingDialog::created, this, [this](const BindingSpec &spec, bool isNew) {
        if (isNew)
            noteBound(spec);
        else
            Q_EMIT done(tr("%1 was bound to %2 like this already.").arg(spec.destination, spec.source));
    });
    form->open();
}

// Taking back is no new step: it must not stand on the list itself.
void BrokerActions::noteBound(const BindingSpec &binding)
{
    const QString what = tr("%1 is bound to %2.").arg(binding.destination, binding.source);
    remember({what, {}, [this, binding] {
                  async::whenDone(m_session.unbind(binding), this, [this, binding](const Result<bool> &unbound) {
                      if (unbound)
                          Q_EMIT done(tr("%1 is no longer bound to %2.").arg(binding.destination, binding.source));
                      else
                          Q_EMIT failed(tr("Could not be undone: %1").arg(unbound.error().detail));
                  });
              }});
    Q_EMIT undoableDone(what);
}

void BrokerActions::deleteExchange(const engine::ExchangeSnapshot &exchange)
{
    auto *form = new dialogs::DeleteExchangeDialog(m_session, exchange, m_window);
    connect(form, &dialogs::DeleteExchangeDialog::deleted, this, [this](const engine::ExchangeSpec &spec) {
        Q_EMIT done(tr("The exchange %1 is deleted.").arg(spec.name));
    });
    form->open();
}

void BrokerActions::deleteQueue(const engine::QueueSnapshot &queue)
{
    auto *form = new dialogs::DeleteQueueDialog(m_session, queue, m_window);
    connect(form, &dialogs::DeleteQueueDialog::deleted, this, [this](const engine::QueueSpec &spec, quint64 messages) {
        const QString gone =
            messages ? tr("The queue %1 is deleted, and %2 with it.")
                           .arg(spec.name, theme::formatCounted(messages, tr("%1 message"), tr("%1 messages")))
                     : tr("The queue %1 is deleted.").arg(spec.name);
        Q_EMIT done(gone);
        Q_EMIT queueDeleted(spec);
    });
    form->open();
}

void BrokerActions::purgeQueue(const engine::QueueSnapshot &queue)
{
    async::whenDone(m_session.purgeQueue(queue.spec.virtualHost, queue.spec.name, PurgeMode::Undoable), this,
                    [this, queue](const Result<engine::UndoToken> &result) {
                        if (result)
                            noteUndoable(*result);
                        else if (dialogs::PurgeQueueDialog::canAskAfter(result.error()))
                            askToPurge(queue, result.error());
                        else
                            Q_EMIT failed(tr("%1 was not purged: %2").arg(queue.spec.name, result.error().detail));
                    });
}

void BrokerActions::noteUndoable(const engine::UndoToken &token)
{
    if (token.v == 0) {
        Q_EMIT done(token.what);
        return;
    }
    remember({token.what, token.until, [this, token] {
                  async::whenDone(m_session.undo(token), this, [this, token](const Result<void> &result) {
                      if (result)
                          Q_EMIT done(tr("Taken back: %1").arg(token.what));
                      else
                          Q_EMIT failed(tr("Could not be undone: %1").arg(result.error().detail));
                      Q_EMIT undone();
                  });
              }});
    Q_EMIT undoableDone(token.what);
}

void BrokerActions::noteUndoable(const QString &what, const std::function<void()> &takeBack)
{
    remember({what, {}, [this, what, takeBack] {
                  takeBack();
                  Q_EMIT done(tr("Taken back: %1").arg(what));
              }});
    Q_EMIT undoableDone(what);
}

void BrokerActions::askToPurge(const engine::QueueSnapshot &queue, const engine::Error &reason)
{
    auto *form = new dialogs::PurgeQueueDialog(m_session, queue, reason, m_window);
    connect(form, &dialogs::PurgeQueueDialog::purged, this, &BrokerActions::done);
    form->open();
}

void BrokerActions::sendPaused(const engine::QueueSpec &queue, bool paused, const std::function<void()> &then)
{
    async::whenDone(m_session.setQueuePaused(queue.virtualHost, queue.name, paused), this,
                    [this, queue, paused, then](const Result<void> &result) {
                        if (result)
                            return then();
                        Q_EMIT failed((paused ? tr("%1 was not paused: %2") : tr("%1 was not resumed: %2"))
                                          .arg(queue.name, result.error().detail));
                    });
}

void BrokerActions::setPaused(const engine::QueueSnapshot &queue, bool paused)
{
    const engine::QueueSpec spec = queue.spec;
    const auto words = [](const QString &name, bool isPaused) {
        return isPaused ? tr("%1 is paused: it takes messages and delivers none.").arg(name)
                        : tr("%1 delivers again.").arg(name);
    };
    sendPaused(spec, paused, [this, spec, paused, words] {
        remember({words(spec.name, paused), {}, [this, spec, paused, words] {
                      sendPaused(spec, !paused,
                                 [this, spec, paused, words] { Q_EMIT done(words(spec.name, !paused)); });
                  }});
        Q_EMIT undoableDone(words(spec.name, paused));
    });
}

void BrokerActions::togglePaused(const engine::QueueSnapshot &queue)
{
    setPaused(queue, queue.state != engine::QueueSnapshot::State::Paused);
}

void BrokerActions::cancelConsumer(const engine::ConsumerSnapshot &consumer)
{
    const QString unacked =
        consumer.unacked ? theme::formatCounted(consumer.unacked, tr(" Its unacked message stays with its channel."),
                                                tr(" Its %1 unacked messages stay with its channel."))
                         : QString();
    auto *form = new dialogs::ConfirmDialog(
        m_session, tr("Cancel the consumer?"), tr("Cancel consumer"),
        tr("%1 of %2 gets nothing more from %3. Its client is told by basic.cancel, if it understands that, and may "
           "consume again.")
                .arg(consumer.tag, consumer.connectionName, consumer.queueName) +
            unacked,
        [id = consumer.id](engine::BrokerSession &session) { return session.cancelConsumer(id); }, m_window);
    connect(form, &dialogs::ConfirmDialog::confirmed, this, [this, consumer] {
        Q_EMIT done(tr("The consumer %1 of %2 is cancelled.").arg(consumer.tag, consumer.queueName));
    });
    form->open();
}

void BrokerActions::unbind(const BindingSpec &binding)
{
    async::whenDone(m_session.unbind(binding), this, [this, binding](const Result<bool> &result) {
        const QString from = models::exchangeLabel(binding.source);
        if (!result) {
            Q_EMIT failed(tr("%1 was not unbound from %2: %3").arg(binding.destination, from, result.error().detail));
            return;
        }
        if (!*result) {
            Q_EMIT done(tr("%1 was not bound to %2 any more.").arg(binding.destination, from));
            return;
        }
        const QString what = tr("%1 is unbound from %2.").arg(binding.destination, from);
        remember({what, {}, [this, binding, from] {
                      async::whenDone(m_session.bind(binding), this, [this, binding, from](const Result<bool> &bound) {
                          if (bound)
                              Q_EMIT done(tr("%1 is bound to %2 again.").arg(binding.destination, from));
                          else
                              Q_EMIT failed(tr("Could not be undone: %1").arg(bound.error().detail));
                      });
                  }});
        Q_EMIT undoableDone(what);
    });
}

void BrokerActions::closeConnection(const engine::ConnectionSnapshot &connection)
{
    (new dialogs::CloseConnectionDialog(m_session, connection, m_window))->open();
}

void BrokerActions::publishTo(const QString &virtualHost, const QString &exchange, const QString &routingKey)
{
    Q_EMIT publishRequested(virtualHost, exchange, routingKey);
}

void BrokerActions::openQueue(const engine::QueueSnapshot &queue)
{
    Q_EMIT queueOpened(queue);
}

void BrokerActions::listen(const QString &protocol, const QString &address)
{
    async::whenDone(m_session.listen(protocol, address), this, [this, protocol, address](const Result<void> &result) {
        if (result)
            Q_EMIT done(tr("%1 listens on %2.").arg(protocol, address));
        else
            Q_EMIT failed(tr("%1 does not listen on %2: %3").arg(protocol, address, result.error().detail));
    });
}

void BrokerActions::remember(Undoable entry)
{
    m_undoable.push_back(std::move(entry));
    if (m_undoable.size() > undoDepth)
        m_undoable.erase(m_undoable.begin());
    Q_EMIT undoChanged();
}

// What is asked for is the newest one: when that has expired, an older one must not take its place.
bool BrokerActions::forgetExpired()
{
    const auto isExpired = [now = QDateTime::currentDateTime()](const Undoable &entry) {
        return entry.until.isValid() && entry.until < now;
    };
    if (m_undoable.empty() || !isExpired(m_undoable.back()))
        return false;
    const QString what = m_undoable.back().what;
    std::erase_if(m_undoable, isExpired);
    Q_EMIT undoChanged();
    Q_EMIT failed(tr("Too late to undo: %1").arg(what));
    return true;
}

QString BrokerActions::undoText() const
{
    return m_undoable.empty() ? QString() : m_undoable.back().what;
}

void BrokerActions::undo()
{
    if (forgetExpired() || m_undoable.empty())
        return;
    const Undoable entry = std::move(m_undoable.back());
    m_undoable.pop_back();
    entry.takeBack();
    Q_EMIT undoChanged();
}

} // namespace ui::actions
