// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/formdialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QShowEvent>
#include <QStyle>
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

// As high as the form needs at its width, within the screen; what is more scrolls.
void FormDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (event->spontaneous())
        return;
    const int wanted =
        m_form->hasHeightForWidth() ? m_form->totalHeightForWidth(formWidth) : m_form->totalSizeHint().height();
    const int others = sizeHint().height() - m_scroll->sizeHint().height();
    resize(formWidth, qMin(others + wanted + 8, screen()->availableGeometry().height() * 85 / 100));
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
    if (qobject_cast<QComboBox *>(field))
        field->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    if (field->accessibleName().isEmpty())
        field->setAccessibleName(plain(label));
    field->setAccessibleDescription(help);
    m_form->addRow(label.isEmpty() ? nullptr : labelFor(label, field), cell);
    m_fields.push_back({field, note, help, std::move(check)});
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
    m_form->setRowVisible(field->parentWidget(), visible);
}

void FormDialog::addHeading(const QString &text)
{
    auto *label = new QLabel(text, m_body);
    label->setProperty("role", u"heading"_s);
    label->setContentsMargins(0, 8, 0, 0);
    m_form->addRow(label);
}

void FormDialog::addWide(QWidget *widget)
{
    m_form->addRow(widget);
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
    m_refusal->setText(error.detail);
    m_refusalFrame->setAccessibleName(tr("The broker refused: %1").arg(error.detail));
    m_refusalFrame->show();
}

} // namespace ui::dialogs
