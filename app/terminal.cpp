// SPDX-License-Identifier: GPL-3.0-or-later
#include "terminal.h"

#include <cstdio>

namespace app {

namespace {

void write(std::FILE *file, const QString &line)
{
    const QByteArray bytes = line.toLocal8Bit() + '\n';
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), file);
    std::fflush(file);
}

} // namespace

void tell(const QString &line)
{
    write(stdout, line);
}

void tellError(const QString &text)
{
    write(stderr, u"sightglass: " % text.simplified());
}

} // namespace app
