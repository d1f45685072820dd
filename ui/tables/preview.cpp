// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/preview.h"

#include <QStringDecoder>

using namespace Qt::Literals::StringLiterals;

namespace ui::tables {

QString previewLine(const QByteArray &preview)
{
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Default);
    QString text = utf8(preview);
    qsizetype strange = 0;
    for (QChar &c : text) {
        if (c == '\n'_L1 || c == '\r'_L1 || c == '\t'_L1) {
            c = ' '_L1;
        } else if (c == QChar::ReplacementCharacter || c.category() == QChar::Other_Control) {
            c = QChar(u'·');
            ++strange;
        }
    }
    return strange * 4 > text.size()
               ? QString::fromLatin1(preview.first(qMin(preview.size(), qsizetype(24))).toHex(' '))
               : text;
}

} // namespace ui::tables
