// SPDX-License-Identifier: GPL-3.0-or-later
// BrokerSettings: the broker's own options (ports, limits …) as they are kept for its next start. What they mean and whether a value
// can be is the program's to say, which reads them; the window only shows them.
// Owner: app. Thread: ui.
#pragma once

#include <engine/result.h>

#include <QMap>
#include <QString>

namespace ui::settings {

class BrokerSettings
{
public:
    virtual ~BrokerSettings() = default;

    /// Where they are kept.
    virtual QString fileName() const = 0;
    /// As kept, by the names of the command line without their dashes; what is not there is as usual.
    virtual QMap<QString, QString> kept() const = 0;
    /// Given on the command line, or by a file named there: what is kept for it has no effect then.
    virtual bool isGiven(const QString &name) const = 0;
    /// InvalidArgument, with a sentence for a person: this option can not be so.
    virtual engine::Result<void> check(const QString &name, const QString &value) const = 0;
    /// Takes the place of all that was kept.
    virtual engine::Result<void> keep(const QMap<QString, QString> &values) = 0;
};

} // namespace ui::settings
