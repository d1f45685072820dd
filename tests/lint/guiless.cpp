// SPDX-License-Identifier: GPL-3.0-or-later
// Links the whole of the engine, every object of it, without Qt Gui: a use of QtGui anywhere below engine/ ends in an
// undefined symbol. Run, it looks whether a window library came in behind some other library's back.
#include <QCoreApplication>
#include <QFile>

#include <cstdio>

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QFile maps(QStringLiteral("/proc/self/maps"));
    if (!maps.open(QIODevice::ReadOnly)) {
        std::fputs("cannot read the memory map\n", stderr);
        return 1;
    }
    const QByteArray loaded = maps.readAll();
    if (!loaded.contains("libQt6Core")) {
        std::fputs("the memory map does not even name Qt Core: nothing is proven\n", stderr);
        return 1;
    }
    for (const char *library : {"libQt6Gui", "libQt6Widgets", "libQt6Svg"}) {
        if (loaded.contains(library)) {
            std::fprintf(stderr, "the engine brings in %s\n", library);
            return 1;
        }
    }
    return 0;
}
