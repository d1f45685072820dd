// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/publishers.h"

#include "ui/mainwindow/tabarea.h"
#include "ui/publisher/messagelibrary.h"
#include "ui/publisher/publisherpage.h"
#include "ui/publisher/publishhistory.h"
#include "ui/settings/settings.h"

namespace ui::mainwindow {

using namespace Qt::StringLiterals;
using publisher::PublisherPage;

namespace {

const QString idPrefix = u"publisher:"_s;

} // namespace

Publishers::Publishers(engine::BrokerSession &session, settings::Settings &settings, TabArea &tabs, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_settings(settings)
    , m_tabs(tabs)
    , m_drafts(settings)
    , m_bodies(settings.fileBeside(u"bodies"_s))
{
    connect(&m_tabs, &QTabWidget::currentChanged, this, [this] {
        if (isPublisher(m_tabs.currentId()))
            m_last = m_tabs.currentId();
    });
    connect(&m_tabs, &TabArea::aboutToClose, this, [this](QWidget *closing) {
        const auto *page = qobject_cast<const PublisherPage *>(closing);
        if (const QString problem = page ? keep(*page) : QString(); !problem.isEmpty())
            Q_EMIT failed(problem);
    });
}

Publishers::~Publishers() = default;

bool Publishers::isPublisher(const QString &tabId)
{
    return tabId.startsWith(idPrefix);
}

publisher::MessageLibrary &Publishers::library()
{
    if (!m_library) {
        m_library = std::make_unique<publisher::MessageLibrary>(m_settings.fileBeside(u"messages.json"_s), m_bodies);
        if (const QString problem = m_library->problem(); !problem.isEmpty())
            Q_EMIT failed(problem);
    }
    return *m_library;
}

publisher::PublishHistory &Publishers::history()
{
    if (!m_history)
        m_history = std::make_unique<publisher::PublishHistory>(m_settings.fileBeside(u"published.jsonl"_s), m_bodies);
    return *m_history;
}

QList<PublisherPage *> Publishers::pages() const
{
    QList<PublisherPage *> pages;
    for (int index = 0; index < m_tabs.count(); ++index) {
        if (auto *page = qobject_cast<PublisherPage *>(m_tabs.widget(index)))
            pages << page;
    }
    return pages;
}

PublisherPage *Publishers::current() const
{
    if (auto *last = qobject_cast<PublisherPage *>(m_tabs.page(m_last)))
        return last;
    const QList<PublisherPage *> all = pages();
    return all.isEmpty() ? nullptr : all.last();
}

PublisherPage &Publishers::add(const QString &tabId)
{
    auto *page = new PublisherPage(m_session, library(), history(), &m_tabs);
    page->restoreLayout(m_settings);
    connect(page, &PublisherPage::titleChanged, this,
            [this, page](const QString &title) { m_tabs.setTitle(page, title); });
    connect(page, &PublisherPage::done, this, &Publishers::done);
    connect(page, &PublisherPage::undoableDone, this, &Publishers::undoableDone);
    connect(page, &PublisherPage::failed, this, &Publishers::failed);
    connect(page, &PublisherPage::openRequested, this,
            [this](const publisher::Draft &draft, const QString &folder, const QString &name) {
                openNew().open(draft, folder, name);
            });
    connect(page, &PublisherPage::unroutedRequested, this, &Publishers::unroutedRequested);
    m_tabs.addObject(tabId, page, page->title());
    m_lastNumber = qMax(m_lastNumber, tabId.sliced(idPrefix.size()).toInt());
    return *page;
}

PublisherPage &Publishers::openNew()
{
    const QString id = idPrefix + QString::number(m_lastNumber + 1);
    PublisherPage &page = add(id);
    m_tabs.activate(id);
    page.focusContent();
    return page;
}

PublisherPage &Publishers::open()
{
    PublisherPage *page = current();
    if (!page)
        return openNew();
    m_tabs.setCurrentWidget(page);
    page->focusContent();
    return *page;
}

PublisherPage &Publishers::idle()
{
    const PublisherPage *page = current();
    return page && (page->isRepeating() || !page->isPristine()) ? openNew() : open();
}

void Publishers::openAt(const QString &virtualHost, const QString &exchange, const QString &routingKey)
{
    if (exchange.isEmpty() && routingKey.isEmpty()) {
        open();
        return;
    }
    PublisherPage &page = idle();
    page.setTarget(virtualHost, exchange, routingKey);
    page.focusContent();
}

void Publishers::openAtTopic(const QString &virtualHost, const QString &topic, std::optional<quint32> partition)
{
    PublisherPage &page = idle();
    page.setTopic(virtualHost, topic, partition);
    page.focusContent();
}

void Publishers::openWith(const engine::MessageDetails &details)
{
    PublisherPage &filled = idle();
    filled.setMessage(details);
    filled.focusContent();
}

void Publishers::openSaved(const QString &folder, const QString &name)
{
    if (const publisher::SavedMessage *saved = library().find(folder, name))
        open().openHereOrElsewhere(saved->draft, folder, name);
}

// ---- between runs

void Publishers::restore(const QStringList &tabIds)
{
    for (const QString &id : tabIds) {
        if (!isPublisher(id) || m_tabs.page(id))
            continue;
        PublisherPage &page = add(id);
        const engine::Result<QJsonObject> kept = m_drafts.find(id);
        if (!kept)
            Q_EMIT failed(tr("What was written to be published could not be read: %1").arg(kept.error().detail));
        else if (!kept->isEmpty())
            page.setDraft(publisher::draftFromJson(*kept));
    }
}

QString Publishers::save()
{
    QString problem;
    for (const PublisherPage *page : pages()) {
        const QString kept = keep(*page);
        problem = problem.isEmpty() ? kept : problem;
    }
    // What could not be read may have them.
    if (m_library && m_library->problem().isEmpty() && m_history && !m_drafts.hasUnread())
        m_bodies.removeStrays();
    return problem;
}

void Publishers::forgetClosed()
{
    QStringList open;
    for (const PublisherPage *page : pages())
        open << m_tabs.idOf(page);
    m_drafts.forgetOthers(open);
}

QString Publishers::keep(const PublisherPage &page)
{
    const engine::Result<void> kept = m_drafts.keep(m_tabs.idOf(&page), page.draft());
    return kept ? QString()
                : tr("What is written in \"%1\" could not be kept: %2.").arg(page.title(), kept.error().detail);
}

} // namespace ui::mainwindow
