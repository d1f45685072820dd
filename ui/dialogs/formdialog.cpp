// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/formdialog.h"

#include "ui/dialogs/namechoice.h"
#include "ui/widgets/restyle.h"

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
constexpr int highestRefusalPercent = 30; // of the screen

/// What takes the keyboard for a field that is made of several parts; otherwise the field itself.
QWidget *inputOf(QWidget *field)
{
    return field->focusProxy() ? field->focusProxy() : field;
}

/// The stroke below a letter parts it from the next one, and what kerning had saved between them is needed again.
class FieldLabel final : public QLabel
{
public:
    using QLabel::QLabel;

    QSize sizeHint() const override { return QLabel::sizeHint() + QSize(lostKerning, 0); }
    QSize minimumSizeHint() const override { return QLabel::minimumSizeHint() + QSize(lostKerning, 0); }

private:
    static constexpr int lostKerning = 4;
};

/// A label leads to what takes the keyboard: a buddy that does not is led to by nothing.
QLabel *labelFor(const QString &text, QWidget *field)
{
    auto *label = new FieldLabel(text);
    label->setProperty("role", u"muted"_s);
    label->setBuddy(inputOf(field));
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->setContentsMargins(0, 5, 8, 0);
    return label;
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
    , m_refusalScroll(new QScrollArea(m_refusalFrame))
    , m_refusalBox(new QWidget)
    , m_refusal(new QLabel(m_refusalBox))
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
    m_refusalScroll->setWidget(m_refusalBox);
    m_refusalScroll->setWidgetResizable(true);
    m_refusalScroll->setFrameShape(QFrame::NoFrame);
    m_refusalScroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_refusalScroll->viewport()->setAutoFillBackground(false);
    m_refusalBox->setAutoFillBackground(false);
    auto *refusalRows = new QVBoxLayout(m_refusalBox);
    refusalRows->setContentsMargins(0, 0, 0, 0);
    refusalRows->addWidget(m_refusal);
    auto *refusalFrameRows = new QVBoxLayout(m_refusalFrame);
    refusalFrameRows->setContentsMargins(12, 8, 12, 8);
    refusalFrameRows->addWidget(m_refusalScroll);
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
    if (event->spontaneous())
        return;
    orderTabs();
    m_scroll->setVisible(!m_order.empty()); // a question needs no form
    fitHeight();
}

// The tab key goes down the form as it is read, whatever was made first; parts of a field follow each other as they were made.
void FormDialog::orderTabs()
{
    QWidget *last = nullptr;
    const auto follow = [this, &last](QWidget *widget) {
        if (!(widget->focusPolicy() & Qt::TabFocus) || widget->window() != this) // the list of a box is a window
            return;
        // The line of a box gives the focus to the box, a form's editor to a part of it. Qt finds them itself; named here as well, they
        // tear the chain (Qt 6.4), and the next form is closed over a widget that is gone.
        if (widget->focusProxy())
            return;
        if (last)
            setTabOrder(last, widget);
        last = widget;
    };
    for (QWidget *field : m_order) {
        follow(field);
        for (QWidget *part : field->findChildren<QWidget *>())
            follow(part);
    }
    follow(m_ok);
    follow(m_cancel);
}

// A form that grows, by a section that opens or by what the broker says, grows upwards where it would leave the screen.
void FormDialog::stayOnScreen()
{
    const QRect room = screen()->availableGeometry();
    const int below = frameGeometry().bottom() - room.bottom();
    if (below > 0)
        move(x(), qMax(room.top(), y() - below));
}

// As high as the form needs at its width, within the screen; what is more scrolls.
void FormDialog::fitHeight()
{
    m_form->invalidate();
    const int wanted =
        m_form->hasHeightForWidth() ? m_form->totalHeightForWidth(formWidth) : m_form->totalSizeHint().height();
    if (m_order.empty()) {
        layout()->invalidate();
        resize(qMax(formWidth, width()), layout()->totalHeightForWidth(qMax(formWidth, width())));
        stayOnScreen();
        return;
    }
    const int others = sizeHint().height() - m_scroll->sizeHint().height();
    const int most = screen()->availableGeometry().height() * 85 / 100;
    setMaximumHeight(most);
    resize(qMax(formWidth, width()), qMin(others + wanted + 8, most));
    stayOnScreen();
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
    if (!(field->sizePolicy().expandingDirections() & Qt::Vertical))
        rows->addStretch(1); // it stands beside its label, however high the form is
    if (auto *box = qobject_cast<QComboBox *>(field)) {
        // As wide as the form, not as the longest entry; the list that opens is as wide as it needs.
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(12);
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    for (QWidget *named : {field, inputOf(field)}) {
        if (named->accessibleName().isEmpty())
            named->setAccessibleName(plain(label));
        named->setAccessibleDescription(help);
    }
    m_form->addRow(label.isEmpty() ? nullptr : labelFor(label, field), cell);
    m_order.push_back(field);
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
    m_order.push_back(widget);
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
    });
    m_form->addRow(toggle);
    m_sections.push_back(toggle);
    m_order.push_back(toggle);
}

void FormDialog::showFields()
{
    for (const Field &field : m_fields) {
        const bool open = field.section < 0 || m_sections[size_t(field.section)]->isChecked();
        m_form->setRowVisible(field.widget->parentWidget(), field.wanted && open);
    }
    if (isVisible())
        fitHeight();
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
    widgets::setRole(*field.note, shown ? u"error"_s : u"muted"_s);
    field.note->setVisible(!field.note->text().isEmpty());
    widgets::setInvalid(*field.widget, shown);
    for (QWidget *described : {field.widget, inputOf(field.widget)})
        described->setAccessibleDescription(field.note->text());
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
    fitRefusal();
    explain(error);
}

// The whole of it where there is room; a long one scrolls, so that the form stays in sight above it.
void FormDialog::fitRefusal()
{
    const int inner = qMax(formWidth, width()) - 2 * (20 + 12 + 1);
    const int wanted = m_refusalBox->layout()->totalHeightForWidth(inner);
    const int most = screen()->availableGeometry().height() * highestRefusalPercent / 100;
    m_refusalScroll->setFixedHeight(qMin(wanted, most));
    fitHeight();
}

void FormDialog::showDifferences(const QList<Difference> &differences)
{
    if (m_refusalFrame->isHidden() || (m_differences && m_shownDifferences == differences))
        return;
    delete std::exchange(m_differences, nullptr);
    m_shownDifferences = differences;
    if (differences.isEmpty())
        return;
    m_differences = new QWidget(m_refusalBox);
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
    m_refusalBox->layout()->addWidget(m_differences);
    m_differences->show();
    fitRefusal();
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
