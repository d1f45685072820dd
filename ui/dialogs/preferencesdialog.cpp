// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/preferencesdialog.h"

#include "ui/dialogs/brokeroptions.h"
#include "ui/settings/brokersettings.h"
#include "ui/settings/settings.h"
#include "ui/settings/translation.h"
#include "ui/theme/theme.h"
#include "ui/widgets/restyle.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace ui::dialogs {

using namespace Qt::StringLiterals;
using settings::BrokerSettings;
using theme::Theme;

namespace {

constexpr QSize usualSize{620, 560};

QLabel *noteBelow(const QString &text, QWidget *parent)
{
    auto *note = new QLabel(text, parent);
    note->setProperty("role", u"muted"_s);
    note->setWordWrap(true);
    note->setVisible(!text.isEmpty());
    return note;
}

/// A field with a line of help below it; answers the line.
QLabel *addField(QFormLayout &form, const QString &label, QWidget *field, const QString &help)
{
    auto *cell = new QWidget(form.parentWidget());
    auto *rows = new QVBoxLayout(cell);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(3);
    // The field is as wide as it needs; the words below it as wide as the form, or they would be cut.
    cell->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    const bool isNarrow = !(field->sizePolicy().expandingDirections() & Qt::Horizontal);
    rows->addWidget(field, 0, isNarrow ? Qt::AlignLeft : Qt::Alignment());
    QLabel *note = noteBelow(help, cell);
    rows->addWidget(note);
    auto *name = new QLabel(label, form.parentWidget());
    name->setProperty("role", u"muted"_s);
    name->setBuddy(field);
    name->setContentsMargins(0, 5, 8, 0);
    form.addRow(name, cell);
    field->setAccessibleName(QString(label).remove(u'&'));
    field->setAccessibleDescription(help);
    return note;
}

QFormLayout *formIn(QWidget *page)
{
    auto *form = new QFormLayout(page);
    form->setContentsMargins(20, 16, 20, 12);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(12);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    return form;
}

} // namespace

PreferencesDialog::PreferencesDialog(settings::Settings &settings, Theme &theme, BrokerSettings *broker,
                                     QWidget *parent)
    : QDialog(parent)
    , m_settings(settings)
    , m_theme(theme)
    , m_broker(broker)
    , m_tabs(new QTabWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Preferences"));
    m_tabs->setProperty("panel", true);
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setAccessibleName(windowTitle());
    m_tabs->addTab(makeAppearance(), tr("Appearance"));
    m_tabs->addTab(makeFeed(), tr("Live feed"));
    m_tabs->addTab(makeNotifications(), tr("Notifications"));
    m_tabs->addTab(makeBroker(), tr("Broker"));
    m_ok = new QPushButton(tr("OK"), this);
    m_ok->setProperty("primary", true);
    m_ok->setDefault(true);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_ok, QDialogButtonBox::AcceptRole);
    buttons->addButton(cancel, QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &PreferencesDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_refusal = new QLabel(this);
    m_refusal->setProperty("role", u"error"_s);
    m_refusal->setWordWrap(true);
    m_refusal->setTextFormat(Qt::PlainText);
    m_refusal->hide();
    auto *foot = new QFrame(this);
    foot->setProperty("surface", u"foot"_s);
    auto *footRows = new QVBoxLayout(foot);
    footRows->setContentsMargins(20, 12, 20, 12);
    footRows->addWidget(m_refusal);
    footRows->addWidget(buttons);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 6, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_tabs, 1);
    rows->addWidget(foot);
    resize(usualSize);
    check();
}

QWidget *PreferencesDialog::makeAppearance()
{
    auto *page = new QWidget(this);
    QFormLayout *form = formIn(page);
    m_mode = new QComboBox(page);
    m_mode->setObjectName(u"theme"_s);
    m_mode->addItem(tr("As the system"), int(Theme::Mode::System));
    m_mode->addItem(tr("Light"), int(Theme::Mode::Light));
    m_mode->addItem(tr("Dark"), int(Theme::Mode::Dark));
    m_mode->setCurrentIndex(m_mode->findData(int(m_theme.mode())));
    addField(*form, tr("&Theme"), m_mode, {});
    m_fontPixels = new QSpinBox(page);
    m_fontPixels->setObjectName(u"fontPixels"_s);
    m_fontPixels->setRange(Theme::leastFontPixels, Theme::mostFontPixels);
    m_fontPixels->setSuffix(tr(" px"));
    m_fontPixels->setValue(m_theme.fontPixels());
    addField(*form, tr("&Size of letters"), m_fontPixels, {});
    m_language = new QComboBox(page);
    m_language->setObjectName(u"language"_s);
    m_language->addItem(tr("As the system"), QString());
    for (const settings::Language &language : settings::languages())
        m_language->addItem(language.name, language.code);
    m_language->setCurrentIndex(qMax(0, m_language->findData(m_settings.language())));
    addField(*form, tr("&Language"), m_language, tr("Seen at the next start."));
    return page;
}

QWidget *PreferencesDialog::makeFeed()
{
    auto *page = new QWidget(this);
    QFormLayout *form = formIn(page);
    const settings::FeedLimits limits = m_settings.feedLimits();
    m_feedRows = new QSpinBox(page);
    m_feedRows->setObjectName(u"feedRows"_s);
    m_feedRows->setRange(100, 100'000);
    m_feedRows->setSingleStep(1000);
    m_feedRows->setGroupSeparatorShown(true);
    m_feedRows->setValue(limits.rows);
    addField(*form, tr("&Events kept"), m_feedRows, tr("The oldest go when there are more."));
    m_feedPerSecond = new QSpinBox(page);
    m_feedPerSecond->setObjectName(u"feedPerSecond"_s);
    m_feedPerSecond->setRange(10, 20'000);
    m_feedPerSecond->setSingleStep(100);
    m_feedPerSecond->setGroupSeparatorShown(true);
    m_feedPerSecond->setValue(limits.perSecond);
    addField(*form, tr("Taken a &second"), m_feedPerSecond,
             tr("What is more is counted as left out; the broker goes on at its own pace whatever stands here."));
    return page;
}

QWidget *PreferencesDialog::makeNotifications()
{
    auto *page = new QWidget(this);
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(20, 16, 20, 12);
    rows->setSpacing(6);
    m_notifies = new QCheckBox(tr("&Tell me what happens while the window is not in front"), page);
    m_notifies->setObjectName(u"notifies"_s);
    m_notifies->setChecked(m_settings.notifies());
    rows->addWidget(m_notifies);
    rows->addWidget(
        noteBelow(tr("A first dead letter, publishers that have to wait, a disk that is full: each once, until "
                     "it was looked at. Where the desktop shows no notifications, and while the window is in "
                     "front, it is told at the window’s lower edge."),
                  page));
    rows->addStretch(1);
    return page;
}

QWidget *PreferencesDialog::makeBroker()
{
    auto *page = new QWidget;
    QFormLayout *form = formIn(page);
    if (m_broker) {
        form->addRow(
            noteBelow(tr("All of this is read when Sightglass starts next, with a window or without, and kept in "
                         "%1. To move a port now: Broker, Listeners.")
                          .arg(m_broker->fileName()),
                      page));
        addOptions(*form, page);
    } else {
        form->addRow(
            noteBelow(tr("This broker keeps nothing for its next start: the demo has a folder of its own that is "
                         "removed at the end, and --memory keeps nothing at all."),
                      page));
    }
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    return scroll;
}

void PreferencesDialog::addOptions(QFormLayout &form, QWidget *page)
{
    const QMap<QString, QString> kept = m_broker->kept();
    for (const BrokerOption &option : brokerOptions()) {
        auto *field = new QLineEdit(page);
        field->setObjectName(option.name);
        field->setPlaceholderText(option.usual);
        field->setText(kept.value(option.name));
        const bool isGiven = m_broker->isGiven(option.name);
        field->setEnabled(!isGiven);
        const QString help =
            isGiven ? tr("Given on the command line, which comes before what is kept here.") : option.help;
        m_notes.insert(option.name, addField(form, option.label, field, help));
        m_options.insert(option.name, field);
        connect(field, &QLineEdit::textChanged, this, &PreferencesDialog::check);
    }
}

void PreferencesDialog::check()
{
    QString first;
    for (const BrokerOption &option : brokerOptions()) {
        QLineEdit *field = m_options.value(option.name);
        if (!field || !field->isEnabled())
            continue;
        const QString typed = field->text().trimmed();
        const engine::Result<void> possible =
            typed.isEmpty() ? engine::Result<void>() : m_broker->check(option.name, typed);
        widgets::setInvalid(*field, !possible);
        QLabel *note = m_notes.value(option.name);
        note->setText(possible ? option.help : possible.error().detail);
        widgets::setRole(*note, possible ? u"muted"_s : u"error"_s);
        field->setAccessibleDescription(note->text());
        if (!possible && first.isEmpty())
            first = possible.error().detail;
    }
    m_ok->setEnabled(first.isEmpty());
    m_ok->setToolTip(first);
}

QString PreferencesDialog::problem() const
{
    return m_refusal->isHidden() ? m_ok->toolTip() : m_refusal->text();
}

/// False: it could not be written, and says so.
bool PreferencesDialog::saveBroker()
{
    if (!m_broker)
        return true;
    const QMap<QString, QString> before = m_broker->kept();
    QMap<QString, QString> values = before; // what the dialog does not show stays
    for (auto it = m_options.cbegin(); it != m_options.cend(); ++it) {
        const QString typed = it.value()->text().trimmed();
        if (typed.isEmpty())
            values.remove(it.key());
        else
            values.insert(it.key(), typed);
    }
    if (values == before)
        return true;
    if (const engine::Result<void> kept = m_broker->keep(values); !kept) {
        m_refusal->setText(tr("The options of the broker could not be kept. %1").arg(kept.error().detail));
        m_refusal->show();
        return false;
    }
    Q_EMIT nextStartNeeded();
    return true;
}

void PreferencesDialog::save()
{
    if (!m_ok->isEnabled() || !saveBroker())
        return;
    m_settings.setThemeMode(Theme::Mode(m_mode->currentData().toInt()));
    m_settings.setFontPixels(m_fontPixels->value());
    m_settings.setFeedLimits({m_feedRows->value(), m_feedPerSecond->value()});
    m_settings.setNotifies(m_notifies->isChecked());
    const QString language = m_language->currentData().toString();
    const bool isOther = language != m_settings.language();
    m_settings.setLanguage(language);
    Q_EMIT saved();
    if (isOther)
        Q_EMIT nextStartNeeded();
    accept();
}

} // namespace ui::dialogs
