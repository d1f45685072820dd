// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/stateview.h"

#include "ui/theme/tokens.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace ui::widgets {

namespace {

constexpr int columnWidth = 520;
constexpr int widestColumn = 760;
constexpr int heightForMark = 220;

/// An empty sight glass, in the state's colour: three strokes say more than an icon of somebody else's.
class Mark final : public QWidget
{
public:
    explicit Mark(QWidget *parent)
        : QWidget(parent)
    {
        setFixedSize(120, 44); // with what keeps it apart from the words
    }

    void setKind(StateView::Kind kind)
    {
        m_kind = kind;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const theme::Tokens &tokens = theme::tokensFor(this);
        const bool bad = m_kind == StateView::Kind::Failed || m_kind == StateView::Kind::Disconnected;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF tube(1.5, 6.5, width() - 3, 22);
        painter.setPen(QPen(bad ? tokens.dead : tokens.dark ? tokens.faint : tokens.line.darker(112), 1.5));
        painter.setBrush(tokens.surface);
        painter.drawRoundedRect(tube, 11, 11);
        painter.setPen(QPen(tokens.faint, 1));
        for (int i = 1; i < 4; ++i)
            painter.drawLine(QPointF(tube.left() + tube.width() * i / 4, tube.bottom() - 5),
                             QPointF(tube.left() + tube.width() * i / 4, tube.bottom()));
        painter.setPen(Qt::NoPen);
        painter.setBrush(bad ? tokens.dead : m_kind == StateView::Kind::Loading ? tokens.accent : tokens.readyBg);
        painter.drawEllipse(QRectF(tube.right() - 18, tube.top() + 4, 14, 14));
    }

private:
    StateView::Kind m_kind = StateView::Kind::Loading;
};

} // namespace

StateView::StateView(QWidget *parent)
    : QWidget(parent)
    , m_column(new QWidget(this))
    , m_layout(new QVBoxLayout)
    , m_mark(new Mark(this))
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
{
    m_title->setProperty("role", QStringLiteral("title"));
    m_text->setProperty("role", QStringLiteral("muted"));
    m_title->setWordWrap(true);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_action->setProperty("primary", true);
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &StateView::actionTriggered);

    m_column->setMaximumWidth(columnWidth);
    m_column->setLayout(m_layout);
    m_layout->setContentsMargins(24, 0, 24, 12);
    m_layout->setSpacing(8);
    m_layout->addWidget(m_mark);
    m_layout->addWidget(m_title);
    m_layout->addWidget(m_text);
    m_layout->addWidget(m_action, 0, Qt::AlignLeft);

    // Stretches, not alignment: an aligned item would not be asked for its height at the width it gets.
    auto *across = new QHBoxLayout;
    across->setContentsMargins(0, 0, 0, 0);
    across->addStretch(1);
    across->addWidget(m_column, 100);
    across->addStretch(1);
    // Where there is less room than the words need, they scroll.
    auto *content = new QWidget;
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 8, 0, 0);
    rows->addStretch(2);
    rows->addLayout(across);
    rows->addStretch(3);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    content->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
}

void StateView::show(Kind kind, const QString &title, const QString &text)
{
    m_kind = kind;
    static_cast<Mark *>(m_mark)->setKind(kind);
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text);
    if (m_teaching)
        m_teaching->setVisible(kind == Kind::Empty);
    fitColumn();
    m_action->setVisible(!m_action->text().isEmpty() && (kind == Kind::Empty || kind == Kind::NothingFound));
}

QString StateView::title() const
{
    return m_title->text();
}

void StateView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool hasRoom = height() >= heightForMark;
    m_mark->setVisible(hasRoom);
    m_layout->setSpacing(hasRoom ? 8 : 4);
    m_layout->setContentsMargins(24, 0, 24, hasRoom ? 12 : 4);
}

void StateView::setTeaching(QWidget *content)
{
    delete m_teaching;
    m_teaching = content;
    m_teaching->setParent(this);
    m_layout->insertWidget(m_layout->count() - 1, m_teaching);
    m_teaching->setVisible(m_kind == Kind::Empty);
    fitColumn();
}

/// Words are read best in a narrow column; what is taught, a program perhaps, should not have to be scrolled for its sake.
void StateView::fitColumn()
{
    const QMargins margins = m_layout->contentsMargins();
    const int taught = m_teaching && m_kind == Kind::Empty ? m_teaching->sizeHint().width() : 0;
    m_column->setMaximumWidth(qBound(columnWidth, taught + margins.left() + margins.right(), widestColumn));
}

void StateView::setAction(const QString &text)
{
    m_action->setText(text);
    m_action->setVisible(!text.isEmpty() && (m_kind == Kind::Empty || m_kind == Kind::NothingFound));
}

} // namespace ui::widgets
