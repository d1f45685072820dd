// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/readingmenu.h"

#include "ui/decoding/charset.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

namespace ui::inspector {

using decoding::Layer;
using decoding::Reading;

namespace {

struct ReadingWords
{
    Q_DECLARE_TR_FUNCTIONS(ReadingMenu)
};

using Changed = std::function<void(const Reading &)>;

/// Choices of which one holds.
class Choices
{
public:
    Choices(QMenu &menu, const Changed &changed)
        : m_menu(menu)
        , m_group(new QActionGroup(&menu))
        , m_changed(changed)
    {}

    void add(const QString &text, bool isChecked, const Reading &reading)
    {
        QAction *action = m_menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(isChecked);
        m_group->addAction(action);
        QObject::connect(action, &QAction::triggered, &m_menu, [changed = m_changed, reading] { changed(reading); });
    }

private:
    QMenu &m_menu;
    QActionGroup *m_group;
    const Changed m_changed;
};

void fillFormats(QMenu &menu, const Reading &reading, const Changed &changed)
{
    Choices choices(menu, changed);
    for (int i = 0; i < Reading::formatCount; ++i) {
        Reading other = reading;
        other.format = Reading::Format(i);
        choices.add(decoding::formatName(other.format), reading.format == other.format, other);
        if (i == 0)
            menu.addSeparator();
    }
}

void fillLayers(QMenu &menu, const Reading &reading, const Changed &changed)
{
    Choices choices(menu, changed);
    const auto add = [&](const QString &text, const std::optional<QList<Layer>> &layers) {
        Reading other = reading;
        other.layers = layers;
        choices.add(text, reading.layers == layers, other);
    };
    add(ReadingWords::tr("As the message says"), std::nullopt);
    add(ReadingWords::tr("Nothing"), QList<Layer>());
    menu.addSeparator();
    for (int i = 0; i < decoding::layerCount; ++i)
        add(decoding::layerName(Layer(i)), QList<Layer>{Layer(i)});
    if (reading.layers && reading.layers->size() > 1) {
        QStringList names;
        for (const Layer layer : *reading.layers)
            names << decoding::layerName(layer);
        add(names.join(QStringLiteral(" → ")), reading.layers);
    }
}

void fillCharsets(QMenu &menu, const Reading &reading, const Changed &changed)
{
    Choices choices(menu, changed);
    const auto add = [&](const QString &text, const QString &charset) {
        Reading other = reading;
        other.charset = charset;
        choices.add(text, reading.charset == charset, other);
    };
    add(ReadingWords::tr("Found out"), {});
    menu.addSeparator();
    for (const QString &charset : decoding::commonCharsets())
        add(charset, charset);
}

} // namespace

void fillReadingMenu(QMenu &menu, const Reading &reading, const QString &place, const Changed &changed)
{
    fillFormats(menu, reading, changed);
    menu.addSeparator();
    fillLayers(*menu.addMenu(ReadingWords::tr("Packed in")), reading, changed);
    fillCharsets(*menu.addMenu(ReadingWords::tr("Characters")), reading, changed);
    if (place.isEmpty())
        return;
    menu.addSeparator();
    menu.addAction(ReadingWords::tr("Remembered for %1").arg(place))->setEnabled(false);
}

} // namespace ui::inspector
