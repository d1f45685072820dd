// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decoding/charset.h"

#include "ui/decoding/words.h"

#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <memory>

#include <uchardet/uchardet.h>

using namespace Qt::Literals::StringLiterals;

namespace ui::decoding {

namespace {

/// Enough to guess by.
constexpr qsizetype guessedBytes = 256 << 10;
/// From fewer bytes beyond ASCII nothing can be told.
constexpr qsizetype fewestToGuessBy = 4;

struct Mark
{
    QByteArrayView bytes;
    QLatin1StringView charset;
};
// UTF-32 first: its mark begins as that of UTF-16 does.
constexpr std::array<Mark, 5> marks{{{{"\xff\xfe\x00\x00", 4}, "UTF-32LE"_L1},
                                     {{"\x00\x00\xfe\xff", 4}, "UTF-32BE"_L1},
                                     {{"\xff\xfe", 2}, "UTF-16LE"_L1},
                                     {{"\xfe\xff", 2}, "UTF-16BE"_L1},
                                     {{"\xef\xbb\xbf", 3}, "UTF-8"_L1}}};

/// Text of the Latin script without a mark: every other byte is zero, and no others.
QString unmarkedUtf16(QByteArrayView bytes)
{
    constexpr qsizetype shortest = 4;
    const QByteArrayView head = bytes.first(qMin(bytes.size(), qsizetype(4096)) / 2 * 2);
    if (bytes.size() < shortest || bytes.size() % 2 != 0)
        return {};
    std::array<qsizetype, 2> zeros{};
    for (qsizetype i = 0; i < head.size(); ++i)
        zeros[size_t(i % 2)] += head[i] == '\0' ? 1 : 0;
    const qsizetype most = head.size() / 2;
    if (zeros[0] == 0 && zeros[1] * 10 >= most * 9)
        return u"UTF-16LE"_s;
    if (zeros[1] == 0 && zeros[0] * 10 >= most * 9)
        return u"UTF-16BE"_s;
    return {};
}

QString guessed(QByteArrayView bytes)
{
    const std::unique_ptr<uchardet, void (*)(uchardet_t)> detector(uchardet_new(), uchardet_delete);
    const QByteArrayView head = bytes.first(qMin(bytes.size(), guessedBytes));
    if (uchardet_handle_data(detector.get(), head.data(), size_t(head.size())) != 0)
        return {};
    uchardet_data_end(detector.get());
    return QString::fromLatin1(uchardet_get_charset(detector.get()));
}

/// False: this character set is not known.
bool decodeAs(const QString &charset, const QByteArray &bytes, DecodedText &text)
{
    QStringDecoder decoder(charset.toLatin1().constData(), QStringConverter::Flag::Default);
    if (!decoder.isValid())
        return false;
    const QString decoded = decoder(bytes);
    text.utf8 = decoded.toUtf8();
    text.charset = charset;
    text.hasFaults = decoder.hasError() || !decoded.isValidUtf16() || decoded.contains(QChar::ReplacementCharacter);
    return true;
}

bool isControl(char c)
{
    return uchar(c) < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\x1b';
}

QString whyNoText(const QByteArray &bytes)
{
    if (bytes.contains('\0'))
        return Words::tr("The body has zero bytes, so it is not text.");
    if (std::count_if(bytes.cbegin(), bytes.cend(), isControl) * 50 > bytes.size())
        return Words::tr(
            "The body is binary: it is not UTF-8, and every fiftieth byte or more is a control character.");
    return {};
}

} // namespace

DecodedText decodeText(const QByteArray &bytes, const QString &declared, const QString &chosen)
{
    using How = DecodedText::How;
    DecodedText text;
    const auto as = [&](const QString &charset, How how) {
        text = DecodedText();
        text.how = how;
        return !charset.isEmpty() && decodeAs(charset, bytes, text);
    };
    if (as(chosen, How::Chosen))
        return text;
    for (const Mark &mark : marks) {
        // A mark is two bytes that may be there by chance.
        if (bytes.startsWith(mark.bytes) && as(mark.charset, How::Marked) && !text.hasFaults)
            return text;
    }
    if (as(unmarkedUtf16(bytes), How::Guessed))
        return text;
    if (bytes.isValidUtf8() && !bytes.contains('\0')) {
        text.utf8 = bytes;
        text.charset = u"UTF-8"_s;
        text.how = How::Valid;
        return text;
    }
    text = DecodedText();
    text.problem = whyNoText(bytes);
    if (!text.isText() || as(declared, How::Declared))
        return text;
    const auto isForeign = [](char c) { return uchar(c) >= 0x80; };
    if (std::count_if(bytes.cbegin(), bytes.cend(), isForeign) >= fewestToGuessBy && as(guessed(bytes), How::Guessed) &&
        !text.hasFaults)
        return text;
    // Whatever the bytes are, it has a character for nearly each of them.
    if (!as(u"windows-1252"_s, How::Guessed))
        as(u"ISO-8859-1"_s, How::Guessed);
    return text;
}

QString charsetOf(QStringView contentType)
{
    static const QRegularExpression pattern(uR"(;\s*charset\s*=\s*"?([^"\s;]+))"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    return pattern.match(contentType.toString()).captured(1);
}

QStringList commonCharsets()
{
    return {u"UTF-8"_s,        u"UTF-16LE"_s,     u"UTF-16BE"_s, u"ISO-8859-1"_s, u"ISO-8859-15"_s,
            u"windows-1252"_s, u"windows-1251"_s, u"KOI8-R"_s,   u"Shift_JIS"_s,  u"EUC-JP"_s,
            u"GB18030"_s,      u"Big5"_s,         u"EUC-KR"_s};
}

} // namespace ui::decoding
