// SPDX-License-Identifier: GPL-3.0-or-later
// What bodies are packed in, opened as the libraries packed it: whole, cut, damaged, too large. And the characters they are in.
#include "program/testprogram.h"
#include "ui/decoding/charset.h"
#include "ui/decoding/layers.h"

#include <QStringEncoder>
#include <QTest>

#include <lz4frame.h>
#include <snappy.h>
#include <zlib.h>
#include <zstd.h>

using namespace Qt::Literals::StringLiterals;
using namespace ui::decoding;

class TestLayers : public QObject
{
    Q_OBJECT
private:
    static constexpr qsizetype room = 64 << 20;

    static QByteArray deflated(const QByteArray &plain, int window)
    {
        z_stream stream{};
        deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
        QByteArray packed(qsizetype(deflateBound(&stream, uLong(plain.size()))) + 32, '\0');
        stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(plain.constData()));
        stream.avail_in = uInt(plain.size());
        stream.next_out = reinterpret_cast<Bytef *>(packed.data());
        stream.avail_out = uInt(packed.size());
        deflate(&stream, Z_FINISH);
        packed.truncate(qsizetype(stream.total_out));
        deflateEnd(&stream);
        return packed;
    }

    static QByteArray packed(Layer layer, const QByteArray &plain)
    {
        switch (layer) {
        case Layer::Gzip:
            return deflated(plain, MAX_WBITS + 16);
        case Layer::Zlib:
            return deflated(plain, MAX_WBITS);
        case Layer::Deflate:
            return deflated(plain, -MAX_WBITS);
        case Layer::Zstd: {
            QByteArray out(qsizetype(ZSTD_compressBound(size_t(plain.size()))), '\0');
            out.truncate(
                qsizetype(ZSTD_compress(out.data(), size_t(out.size()), plain.constData(), size_t(plain.size()), 3)));
            return out;
        }
        case Layer::Lz4: {
            QByteArray out(qsizetype(LZ4F_compressFrameBound(size_t(plain.size()), nullptr)), '\0');
            out.truncate(qsizetype(
                LZ4F_compressFrame(out.data(), size_t(out.size()), plain.constData(), size_t(plain.size()), nullptr)));
            return out;
        }
        case Layer::Snappy: {
            std::string out;
            snappy::Compress(plain.constData(), size_t(plain.size()), &out);
            return QByteArray::fromStdString(out);
        }
        case Layer::Base64:
            return plain.toBase64();
        }
        return {};
    }

    static QByteArray text()
    {
        QByteArray plain;
        for (int i = 0; i < 2000; ++i)
            plain += "{\"id\":" + QByteArray::number(i * 7919) + "}\n";
        return plain;
    }

    /// The framing format: its mark, then one piece.
    static QByteArray snappyFrames(const QByteArray &plain)
    {
        const QByteArray block = packed(Layer::Snappy, plain);
        const auto head = [](char type, qsizetype size) -> QByteArray {
            return QByteArray(1, type) + char(size & 255) + char(size >> 8 & 255) + char(size >> 16 & 255);
        };
        return QByteArray("\xff\x06\x00\x00sNaPpY", 10) + head('\0', block.size() + 4) + QByteArray(4, '\0') + block +
               head('\1', 7) + QByteArray(4, '\0') + "end";
    }

private Q_SLOTS:
    void opensWhatWasPacked_data()
    {
        QTest::addColumn<int>("layer");
        QTest::addColumn<bool>("hasMark");
        for (int i = 0; i < layerCount; ++i) {
            const bool hasMark = Layer(i) != Layer::Deflate && Layer(i) != Layer::Snappy && Layer(i) != Layer::Base64;
            QTest::newRow(qPrintable(layerName(Layer(i)))) << i << hasMark;
        }
    }
    void opensWhatWasPacked()
    {
        QFETCH(int, layer);
        QFETCH(bool, hasMark);
        const QByteArray plain = text();
        const QByteArray bytes = packed(Layer(layer), plain);
        const Opened opened = openLayer(Layer(layer), bytes, room);
        QVERIFY2(!opened.problem.isSet(), qPrintable(opened.problem.text()));
        QVERIFY(!opened.isCut);
        QCOMPARE(opened.bytes, plain);
        QCOMPARE(layerByMark(bytes).has_value(), hasMark);
        if (hasMark)
            QCOMPARE(int(*layerByMark(bytes)), layer);
        QCOMPARE(layerNamed(layerName(Layer(layer))), Layer(layer));
    }

    void opensAsMuchAsIsThere_data() { opensWhatWasPacked_data(); }
    void opensAsMuchAsIsThere()
    {
        QFETCH(int, layer);
        const QByteArray plain = text();
        const QByteArray bytes = packed(Layer(layer), plain);
        for (qsizetype size = 0; size < bytes.size(); size += 97) {
            const Opened opened = openLayer(Layer(layer), bytes.first(size), room);
            QVERIFY(plain.startsWith(opened.bytes));
            QVERIFY(opened.problem.isSet() || Layer(layer) == Layer::Base64);
            QVERIFY(opened.problem.offset <= size);
        }
        // Damaged in the middle: no crash, and nothing but what was in it, or an end.
        for (qsizetype at = 0; at < bytes.size(); at += 131) {
            QByteArray damaged = bytes;
            damaged[at] = char(damaged[at] ^ 0x5a);
            openLayer(Layer(layer), damaged, room);
        }
    }

    void whatIsSmallMayBeLarge_data() { opensWhatWasPacked_data(); }
    void whatIsSmallMayBeLarge()
    {
        QFETCH(int, layer);
        const QByteArray bytes = packed(Layer(layer), QByteArray(4 << 20, '\0'));
        const Opened opened = openLayer(Layer(layer), bytes, 1 << 20);
        QVERIFY(opened.isCut);
        QVERIFY(opened.bytes.size() <= 1 << 20);
        QVERIFY(!opened.problem.isSet());
    }

    void opensPiecesOfSnappy()
    {
        const QByteArray bytes = snappyFrames("the beginning, the beginning, the ");
        QCOMPARE(int(*layerByMark(bytes)), int(Layer::Snappy));
        const Opened opened = openLayer(Layer::Snappy, bytes, room);
        QVERIFY2(!opened.problem.isSet(), qPrintable(opened.problem.text()));
        QCOMPARE(opened.bytes, QByteArray("the beginning, the beginning, the end"));
        for (qsizetype size = 11; size < bytes.size(); ++size)
            QVERIFY(opened.bytes.startsWith(openLayer(Layer::Snappy, bytes.first(size), room).bytes));
    }

    void filesOfGzipFollowEachOther()
    {
        const QByteArray bytes = packed(Layer::Gzip, "one ") + packed(Layer::Gzip, "two");
        QCOMPARE(openLayer(Layer::Gzip, bytes, room).bytes, QByteArray("one two"));
        const Opened more = openLayer(Layer::Zlib, packed(Layer::Zlib, "one") + "more", room);
        QCOMPARE(more.bytes, QByteArray("one"));
        QVERIFY(more.problem.isSet());
    }

    void tellsBase64FromWords()
    {
        QVERIFY(isBase64("eyJpZCI6MTcsInRvdGFsIjo5Ni41fQ=="));
        QVERIFY(isBase64("eyJpZCI6MTcs\r\nInRvdGFsIjo5Ni41fQ==\r\n"));
        QVERIFY(!isBase64("hello"));
        QVERIFY(!isBase64("1234567890123456"));
        QVERIFY(!isBase64("internationalization"));
        QVERIFY(!isBase64("{\"id\":17,\"total\":96.5}"));
    }

    void knowsCharacters_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("declared");
        QTest::addColumn<QString>("charset");
        QTest::addColumn<QString>("text");
        const QString german = u"Grüße aus Köln"_s;
        const auto utf16 = [](const QString &s) {
            return QByteArray(reinterpret_cast<const char *>(s.utf16()), s.size() * 2);
        };
        QTest::newRow("utf-8") << german.toUtf8() << QString() << u"UTF-8"_s << german;
        QTest::newRow("utf-8 with its mark")
            << QByteArray("\xef\xbb\xbf") + german.toUtf8() << QString() << u"UTF-8"_s << german;
        QTest::newRow("utf-16 with its mark")
            << QByteArray("\xff\xfe") + utf16(german) << QString() << u"UTF-16LE"_s << german;
        QTest::newRow("utf-16 without") << utf16(u"{\"id\":17}"_s) << QString() << u"UTF-16LE"_s << u"{\"id\":17}"_s;
        QTest::newRow("as it says") << QByteArray("10 \xa4") << u"iso-8859-15"_s << u"iso-8859-15"_s << u"10 €"_s;
        QTest::newRow("few strange ones") << QByteArray("Stra\xdf"
                                                        "e")
                                          << QString() << u"windows-1252"_s << u"Straße"_s;
    }
    void knowsCharacters()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, declared);
        const DecodedText text = decodeText(bytes, declared);
        QVERIFY2(text.isText(), qPrintable(text.problem));
        QTEST(text.charset, "charset");
        QTEST(QString::fromUtf8(text.utf8), "text");
    }

    void guessesCharactersOfLongerTexts()
    {
        const QString russian =
            u"Съешь ещё этих мягких французских булок, да выпей же чаю. Широкая электрификация южных "
            "губерний даст мощный толчок подъёму сельского хозяйства."_s;
        QStringEncoder koi8("KOI8-R");
        if (!koi8.isValid())
            QSKIP("this Qt has no KOI8-R");
        const DecodedText text = decodeText(koi8(russian));
        QCOMPARE(text.how, DecodedText::How::Guessed);
        QCOMPARE(QString::fromUtf8(text.utf8), russian);
        // And the user knows better.
        QCOMPARE(decodeText(koi8(russian), {}, u"windows-1251"_s).how, DecodedText::How::Chosen);
    }

    void bytesAreNoText()
    {
        QVERIFY(!decodeText(QByteArray("\x00\x01\x02\xff", 4)).isText());
        QVERIFY(!decodeText(QByteArray("\xff\xfe\x00\xd8\x00\xd8", 6)).isText());
        QCOMPARE(charsetOf(u"text/plain; charset=\"ISO-8859-15\"; x=y"), u"ISO-8859-15"_s);
        QCOMPARE(charsetOf(u"application/json"), QString());
    }
};

SIGHTGLASS_TEST(TestLayers)
#include "tst_layers.moc"
