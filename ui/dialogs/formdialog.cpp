// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/formdialog.h"

#include "ui/dialogs/namechoice.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QFrame>
#include <QGridLayout>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QShowEvent>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui::dialogs {

using namespace Qt::StringLiterals;

namespace {

constexpr int formWidth = 560;

QLabel *labelFor(const QString &text, QWidget *field)
{
    auto *label = new QLabel(text);
    label->setProperty("role", u"muted"_s);
    label->setBuddy(field);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->setContentsMargins(0, 5, 8, 0);
    return label;
}

void setInvalid(QWidget &widget, bool invalid)
{
    if (widget.property("invalid").toBool() == invalid)
        return;
    widget.setProperty("invalid", invalid);
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
}

void setRole(QLabel &label, const QString &role)
{
    if (label.property("role").toString() == role)
        return;
    label.setProperty("role", role);
    label.style()->unpolish(&label);
    label.style()->polish(&label);
}

QString plain(QString label)
{
    return label.remove(u'&').remove(u':');
}

} // namespace

FormDialog::FormDialog(engine::BrokerSession &session, const QString &title, const QString &okText, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_introduction(new QLabel(this))
    , m_body(new QWidget)
    , m_scroll(new QScrollArea(this))
    , m_form(new QFormLayout(m_body))
    , m_refusalFrame(new QFrame(this))
    , m_refusal(new QLabel(m_refusalFrame))
    , m_ok(new QPushButton(okText, this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_okText(okText)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    auto *heading = new QLabel(title, this);
    heading->setProperty("role", u"title"_s);
    m_introduction->setProperty("role", u"muted"_s);
    m_introduction->setWordWrap(true);
    m_introduction->hide();
    m_form->setContentsMargins(20, 4, 20, 12);
    m_form->setHorizontalSpacing(12);
    m_form->setVerticalSpacing(10);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_scroll->setWidget(m_body);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    m_refusalFrame->setProperty("surface", u"error"_s);
    m_refusal->setWordWrap(true);
    m_refusal->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *refusalRow = new QVBoxLayout(m_refusalFrame);
    refusalRow->setContentsMargins(12, 8, 12, 8);
    refusalRow->addWidget(m_refusal);
    m_refusalFrame->hide();

    m_ok->setProperty("primary", true);
    m_ok->setDefault(true);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_ok, QDialogButtonBox::AcceptRole);
    buttons->addButton(m_cancel, QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &FormDialog::send);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *foot = new QWidget(this);
    foot->setProperty("surface", u"foot"_s);
    foot->setAttribute(Qt::WA_StyledBackground);
    auto *footRow = new QVBoxLayout(foot);
    footRow->setContentsMargins(20, 12, 20, 12);
    footRow->setSpacing(10);
    footRow->addWidget(m_refusalFrame);
    footRow->addWidget(buttons);

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 16, 0, 0);
    rows->setSpacing(8);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(20, 0, 20, 0);
    top->setSpacing(4);
    top->addWidget(heading);
    top->addWidget(m_introduction);
    rows->addLayout(top);
    rows->addWidget(m_scroll, 1);
    rows->addWidget(foot);
    setMinimumWidth(formWidth);
}

void FormDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (!event->spontaneous())
        fitHeight();
}

// As high as the form needs at its width, within the screen; what is more scrolls.
void FormDialog::fitHeight()
{
    m_form->invalidate();
    const int wanted =
        m_form->hasHeightForWidth() ? m_form->totalHeightForWidth(formWidth) : m_form->totalSizeHint().height();
    const int others = sizeHint().height() - m_scroll->sizeHint().height();
    resize(qMax(formWidth, width()), qMin(others + wanted + 8, screen()->availableGeometry().height() * 85 / 100));
}

void FormDialog::setIntroduction(const QString &text)
{
    m_introduction->setText(text);
    m_introduction->show();
}

void FormDialog::addField(const QString &label, QWidget *field, const QString &help, Check check)
{
    auto *cell = new QWidget(m_body);
    auto *rows = new QVBoxLayout(cell);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(3);
    rows->addWidget(field);
    auto *note = new QLabel(help, cell);
    note->setWordWrap(true);
    note->setProperty("role", u"muted"_s);
    note->setVisible(!help.isEmpty());
    rows->addWidget(note);
    if (auto *box = qobject_cast<QComboBox *>(field)) {
        // As wide as the form, not as the longest entry; the list that opens is as wide as it needs.
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(12);
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    if (field->accessibleName().isEmpty())
        field->setAccessibleName(plain(label));
    field->setAccessibleDescription(help);
    m_form->addRow(label.isEmpty() ? nullptr : labelFor(label, field), cell);
    m_fields.push_back({field, note, help, std::move(check), int(m_sections.size()) - 1});
    if (!m_sections.empty())
        m_form->setRowVisible(cell, m_sections.back()->isChecked());
}

void FormDialog::setHelp(QWidget *field, const QString &help)
{
    for (Field &known : m_fields) {
        if (known.widget == field)
            known.help = help;
    }
}

void FormDialog::setFieldVisible(QWidget *field, bool visible)
{
    for (Field &known : m_fields) {
        if (known.widget == field)
            known.wanted = visible;
    }
    showFields();
}

void FormDialog::addWide(QWidget *widget)
{
    m_form->addRow(widget);
}

void FormDialog::addVirtualHost(NameChoice &choice)
{
    choice.setObjectName(u"virtualHost"_s);
    addField(tr("&Virtual host"), &choice, tr("A name space of its own: clients see it only when they connect to it."));
    const auto follow = [this, &choice] { setFieldVisible(&choice, choice.offered() > 1); };
    connect(&choice, &NameChoice::namesChanged, this, follow);
    follow();
}

void FormDialog::addSection(const QString &title)
{
    auto *toggle = new QToolButton(m_body);
    toggle->setText(title);
    toggle->setProperty("section", true);
    toggle->setCheckable(true);
    toggle->setAutoRaise(true);
    toggle->setFocusPolicy(Qt::StrongFocus);
    toggle->setIconSize({10, 10});
    toggle->setIcon(QIcon(u":/theme/icons/chevron-right.svg"_s));
    toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(toggle, &QToolButton::toggled, this, [this, toggle](bool open) {
        toggle->setIcon(QIcon(open ? u":/theme/icons/chevron-down.svg"_s : u":/theme/icons/chevron-right.svg"_s));
        showFields();
        fitHeight();
    });
    m_form->addRow(toggle);
    m_sections.push_back(toggle);
}

void FormDialog::showFields()
{
    for (const Field &field : m_fields) {
        const bool open = field.section < 0 || m_sections[size_t(field.section)]->isChecked();
        m_form->setRowVisible(field.widget->parentWidget(), field.wanted && open);
    }
}

void FormDialog::setDangerous()
{
    m_ok->setProperty("primary", false);
    m_ok->setProperty("danger", true);
    m_ok->style()->unpolish(m_ok);
    m_ok->style()->polish(m_ok);
    m_ok->setAutoDefault(false);
    m_cancel->setDefault(true);
}

QString FormDialog::refusal() const
{
    return m_refusalFrame->isHidden() ? QString() : m_refusal->text();
}

void FormDialog::touch(QWidget *field)
{
    for (Field &known : m_fields)
        known.touched = known.touched || known.widget == field;
    m_refusalFrame->hide();
    revalidate();
}

void FormDialog::showProblem(Field &field, const QString &problem)
{
    const bool shown = field.touched && !problem.isEmpty();
    field.note->setText(shown ? problem : field.help);
    setRole(*field.note, shown ? u"error"_s : u"muted"_s);
    field.note->setVisible(!field.note->text().isEmpty());
    setInvalid(*field.widget, shown);
    field.widget->setAccessibleDescription(field.note->text());
}

void FormDialog::revalidate()
{
    QString first;
    for (Field &field : m_fields) {
        const QString problem = field.check ? field.check() : QString();
        showProblem(field, problem);
        if (first.isEmpty())
            first = problem;
    }
    m_ok->setEnabled(first.isEmpty() && !m_busy);
    m_ok->setToolTip(first);
}

void FormDialog::send()
{
    for (Field &field : m_fields)
        field.touched = true;
    revalidate();
    if (!m_ok->isEnabled())
        return;
    m_refusalFrame->hide();
    setBusy(true);
    submit();
}

void FormDialog::setBusy(bool busy)
{
    m_busy = busy;
    m_body->setEnabled(!busy);
    m_ok->setText(busy ? tr("Working…") : m_okText);
    m_ok->setEnabled(!busy);
}

void FormDialog::finish(const engine::Error &error)
{
    if (error.code == engine::BrokerError::None) {
        accept();
        return;
    }
    setBusy(false);
    delete std::exchange(m_differences, nullptr);
    m_refusal->setText(error.detail);
    m_refusalFrame->setAccessibleName(tr("The broker refused: %1").arg(error.detail));
    m_refusalFrame->show();
    explain(error);
}

void FormDialog::showDifferences(const QList<Difference> &differences)
{
    if (m_refusalFrame->isHidden() || (m_differences && m_shownDifferences == differences))
        return;
    delete std::exchange(m_differences, nullptr);
    m_shownDifferences = differences;
    if (differences.isEmpty())
        return;
    m_differences = new QWidget(m_refusalFrame);
    auto *grid = new QGridLayout(m_differences);
    grid->setContentsMargins(0, 6, 0, 0);
    grid->setHorizontalSpacing(18);
    grid->setVerticalSpacing(3);
    grid->setColumnStretch(2, 1);
    const auto add = [&](int row, int column, const QString &text, const QString &role) {
        auto *label = new QLabel(text, m_differences);
        label->setTextFormat(Qt::PlainText);
        label->setProperty("role", role);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(label, row, column);
    };
    add(0, 0, {}, u"muted"_s);
    add(0, 1, tr("asked for here"), u"muted"_s);
    add(0, 2, tr("there already"), u"muted"_s);
    for (int row = 0; row < int(differences.size()); ++row) {
        const Difference &difference = differences.at(row);
        add(row + 1, 0, difference.what, u"muted"_s);
        add(row + 1, 1, difference.asked, {});
        add(row + 1, 2, difference.there, {});
    }
    const int last = int(differences.size()) + 1;
    auto *wayOut = new QLabel(tr("Ask for what is there, choose another name, or delete it first."), m_differences);
    wayOut->setWordWrap(true);
    grid->addWidget(wayOut, last, 0, 1, 3);
    m_refusalFrame->layout()->addWidget(m_differences);
    m_differences->show();
    fitHeight();
}

QStringList FormDialog::refusalTable() const
{
    QStringList texts;
    if (const QLayout *grid = m_differences ? m_differences->layout() : nullptr) {
        for (int i = 0; i < grid->count(); ++i)
            texts << static_cast<const QLabel *>(grid->itemAt(i)->widget())->text();
    }
    return texts;
}

} // namespace ui::dialogs
