// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies as the inspector shows them, by clicks and keys: what they were packed in, what they are, the user's own reading of them,
// and finding something in them.
#include "fakesession.h"

#include "program/testprogram.h"
#include "ui/inspector/bodyview.h"
#include "ui/inspector/findbar.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/inspector/linesview.h"
#include "ui/inspector/readingmemory.h"
#include "ui/inspector/treemodel.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/stateview.h"

#include <QApplication>
#include <QCborMap>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <zlib.h>

using namespace Qt::Literals::StringLiterals;
using namespace ui::inspector;
using ui::decoding::Layer;
using ui::decoding::Reading;
using Kind = BodyContent::Kind;

class TestBodyView : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<ReadingMemory> m_memory;
    std::unique_ptr<BodyView> m_view;

    static QByteArray gzipped(const QByteArray &plain)
    {
        z_stream stream{};
        deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
        QByteArray packed(plain.size() + 1024, '\0');
        stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(plain.constData()));
        stream.avail_in = uInt(plain.size());
        stream.next_out = reinterpret_cast<Bytef *>(packed.data());
        stream.avail_out = uInt(packed.size());
        deflate(&stream, Z_FINISH);
        packed.truncate(qsizetype(stream.total_out));
        deflateEnd(&stream);
        return packed;
    }
    /// As HTML is read.
    QString crumbs() const
    {
        const auto *label = m_view->findChild<QLabel *>(u"crumbs"_s);
        if (label->isHidden())
            return {};
        QTextDocument text;
        text.setHtml(label->text());
        return text.toPlainText().replace(QChar::Nbsp, u' ').simplified();
    }
    QToolButton *kindButton(const QString &text) const
    {
        for (auto *button : m_view->findChildren<QToolButton *>()) {
            if (button->text() == text)
                return button;
        }
        return nullptr;
    }
    QString count() const { return m_view->findChild<QLabel *>(u"findCount"_s)->text(); }
    QTreeView *tree() const { return m_view->findChild<QTreeView *>(); }
    QString currentRow() const { return tree()->currentIndex().data().toString(); }
    void show(const QByteArray &body, const QString &type = {}, const QString &encoding = {},
              const QString &place = u"orders"_s)
    {
        m_view->setBody(body, type, encoding, place);
        QTRY_VERIFY(!m_view->isBusy());
    }
    /// Opens the menu of the button, and chooses what has these texts, one menu within the other.
    void chooseReading(QStringList path)
    {
        QTest::mouseClick(m_view->findChild<QToolButton *>(u"readAs"_s), Qt::LeftButton);
        QTRY_VERIFY(QApplication::activePopupWidget());
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QMenu *within = menu;
        while (!path.isEmpty()) {
            const QString wanted = path.takeFirst();
            QAction *found = nullptr;
            for (QAction *action : within->actions()) {
                if (action->text() == wanted)
                    found = action;
            }
            QVERIFY2(found, qPrintable(wanted));
            if (found->menu())
                within = found->menu();
            else
                found->trigger();
        }
        menu->close();
    }

private Q_SLOTS:
    void init()
    {
        m_memory = std::make_unique<ReadingMemory>();
        m_view = std::make_unique<BodyView>(*m_memory);
        m_view->resize(380, 560);
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }
    void cleanup()
    {
        m_view.reset();
        m_memory.reset();
    }

    void opensWhatIsPacked()
    {
        const QByteArray json = "{\"id\":17,\"text\":\"" + QByteArray(3000, 'x') + "\"}";
        show(gzipped(json), u"application/json"_s, u"gzip"_s);
        QCOMPARE(m_view->kind(), Kind::Tree);
        QCOMPARE(m_view->content().content(), json);
        QVERIFY2(crumbs().startsWith(u"as sent "_s) && crumbs().contains(u"→ gzip 3 kB"_s) &&
                     crumbs().endsWith(u"→ JSON"_s),
                 qPrintable(crumbs()));
        QVERIFY(kindButton(u"JSON"_s));
        // The bytes as they came are always there, those within by the crumb.
        QTest::mouseClick(kindButton(u"Hex"_s), Qt::LeftButton);
        auto *bytes = m_view->findChild<HexView *>();
        QVERIFY(bytes->isVisible());
        QVERIFY(bytes->selectedText().startsWith(u"00000000  1f 8b 08"_s));
        Q_EMIT m_view->findChild<QLabel *>(u"crumbs"_s)->linkActivated(u"1"_s);
        QVERIFY(bytes->selectedText().startsWith(u"00000000  7b 22 69 64"_s));
        // Nothing says so, but the first bytes; and one within the other.
        show(gzipped(gzipped(json)));
        QCOMPARE(m_view->content().layers.size(), 2);
        QCOMPARE(m_view->content().content(), json);
    }

    void tellsWhatIsDamaged()
    {
        QByteArray packed = gzipped("{\"id\":17,\"text\":\"abcdefghijklmnopqrstuvwxyz\"}");
        packed.chop(6);
        show(packed, u"application/json"_s, u"gzip"_s);
        auto says = [this](const QString &text) {
            for (const auto *label : m_view->findChildren<QLabel *>()) {
                if (label->isVisible() && label->text().contains(text))
                    return true;
            }
            return false;
        };
        QVERIFY(says(u"gzip is damaged or cut"_s));
        // What is no gzip though it says so is shown as what it is, and that is told.
        show("{\"id\":17}", u"application/json"_s, u"gzip"_s);
        QCOMPARE(m_view->kind(), Kind::Tree);
        QVERIFY(says(u"Not gzip: byte 0"_s) || says(u"Not gzip"_s));
        show(QByteArray("\x8b\x01\x80", 3), {}, u"br"_s);
        QTest::mouseClick(kindButton(u"Text"_s), Qt::LeftButton);
        QVERIFY(says(u"br"_s));
    }

    void aBombIsOpenedAsFarAsThereIsRoom()
    {
        const QByteArray bomb = gzipped(QByteArray(BodyContent::unpackedLimit + (1 << 20), '\0'));
        QVERIFY(bomb.size() < 1 << 20);
        m_view->setBody(bomb, {}, u"gzip"_s, {});
        QVERIFY(m_view->isBusy()); // not here
        QTRY_VERIFY_WITH_TIMEOUT(!m_view->isBusy(), 30'000);
        QCOMPARE(m_view->content().layers.first().bytes.size(), BodyContent::unpackedLimit);
        QVERIFY(!m_view->content().layers.first().note.isEmpty());
    }

    void offersToDecodeBase64()
    {
        show(QByteArray("{\"id\":17,\"total\":96.5}").toBase64());
        QCOMPARE(m_view->kind(), Kind::Text);
        QVERIFY2(crumbs().contains(u"Decode it"_s), qPrintable(crumbs()));
        Q_EMIT m_view->findChild<QLabel *>(u"crumbs"_s)->linkActivated(u"base64"_s);
        QTRY_COMPARE(m_view->kind(), Kind::Tree);
        QVERIFY(crumbs().contains(u"base64"_s));
        QVERIFY(crumbs().contains(u"Find out again"_s));
        // The next one of this queue as well, and not those of another.
        show(QByteArray("{\"id\":18,\"total\":96.5}").toBase64());
        QCOMPARE(m_view->content().content(), QByteArray("{\"id\":18,\"total\":96.5}"));
        show(QByteArray("{\"id\":19,\"total\":96.5}").toBase64(), {}, {}, u"other"_s);
        QVERIFY(m_view->content().layers.isEmpty());
        show(QByteArray("{\"id\":20,\"total\":96.5}").toBase64());
        Q_EMIT m_view->findChild<QLabel *>(u"crumbs"_s)->linkActivated(u"automatic"_s);
        QTRY_VERIFY(m_view->content().layers.isEmpty());
    }

    void readsBinaryFormats_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("button");
        QTest::addColumn<bool>("isGuess");
        const QByteArray cbor = QCborValue(QCborMap{{u"id"_s, 17}, {u"name"_s, u"Okafor"_s}}).toCbor();
        const QByteArray messagePack = QByteArray::fromHex("82a2696411a46e616d65a64f6b61666f72");
        const QByteArray protobuf = QByteArray::fromHex("089601120774657374696e67");
        QTest::newRow("cbor, said") << cbor << u"application/cbor"_s << u"CBOR"_s << false;
        QTest::newRow("cbor, guessed") << cbor << u""_s << u"CBOR"_s << true;
        QTest::newRow("messagepack, said") << messagePack << u"application/msgpack"_s << u"MessagePack"_s << false;
        QTest::newRow("messagepack, guessed") << messagePack << u""_s << u"MessagePack"_s << true;
        QTest::newRow("protobuf, said") << protobuf << u"application/x-protobuf"_s << u"Protobuf"_s << false;
        QTest::newRow("protobuf, guessed") << protobuf << u""_s << u"Protobuf"_s << true;
        QTest::newRow("protobuf that could be text")
            << QByteArray("\x0a\x05hello\x12\x05world") << u""_s << u"Protobuf"_s << true;
        QTest::newRow("xml") << QByteArray("<a><b>1</b></a>") << u""_s << u"XML"_s << false;
        QTest::newRow("json in utf-16") << QByteArray("\xff\xfe{\0\"\0a\0\"\0:\0"
                                                      "1\0}\0",
                                                      16)
                                        << u""_s << u"JSON"_s << false;
    }
    void readsBinaryFormats()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, type);
        show(body, type);
        QCOMPARE(m_view->kind(), Kind::Tree);
        QVERIFY(tree()->isVisible());
        QFETCH(QString, button);
        QVERIFY(kindButton(button));
        QTEST(m_view->content().isGuess, "isGuess");
        QCOMPARE(crumbs().contains(u"by its look"_s), m_view->content().isGuess);
    }

    void saysWhyNot()
    {
        show(QByteArray("\x00\x01\x02\xff", 4));
        QCOMPARE(m_view->kind(), Kind::Hex);
        QTest::mouseClick(kindButton(u"Values"_s), Qt::LeftButton);
        const auto *state = m_view->findChild<ui::widgets::StateView *>();
        QVERIFY(state->isVisible());
        const QString why = m_view->content().problem(Kind::Tree);
        for (const auto &format : {u"CBOR: byte 1"_s, u"MessagePack: byte 1"_s, u"Protobuf: byte 0"_s})
            QVERIFY2(why.contains(format), qPrintable(why));
        show("{\"a\":}", u"application/json"_s);
        QVERIFY(m_view->content().problem(Kind::Tree).contains(u"line 1, column 6"_s));
        // No word of pictures where there is none; a damaged one says so.
        QVERIFY(!kindButton(u"Image"_s)->isVisible());
        show("not a picture", u"image/png"_s);
        QVERIFY(kindButton(u"Image"_s)->isVisible());
        QTest::mouseClick(kindButton(u"Image"_s), Qt::LeftButton);
        QVERIFY(state->isVisible());
        QVERIFY(m_view->content().problem(Kind::Image).contains(u"Not a picture"_s));
    }

    void theUserKnowsBetter()
    {
        QTemporaryDir folder;
        ui::settings::Settings settings(folder.filePath(u"settings.ini"_s));
        m_memory->setSettings(&settings);
        show("{\"id\":17}");
        QCOMPARE(m_view->kind(), Kind::Tree);
        chooseReading({u"Text"_s});
        QCOMPARE(m_view->kind(), Kind::Text);
        chooseReading({u"Protobuf"_s});
        QVERIFY(m_view->content().problem(Kind::Tree).contains(u"Not Protobuf: byte"_s));
        chooseReading({u"Automatic"_s});
        QCOMPARE(m_view->kind(), Kind::Tree);
        chooseReading({u"Characters"_s, u"ISO-8859-1"_s});
        // And it is known the next time the program runs.
        ReadingMemory later;
        later.setSettings(&settings);
        QCOMPARE(later.readingOf(u"orders"_s).charset, u"ISO-8859-1"_s);
        chooseReading({u"Packed in"_s, u"gzip"_s});
        QTRY_VERIFY(!m_view->isBusy());
        QVERIFY(m_view->content().problem(Kind::Text).contains(u"gzip"_s));
        QCOMPARE(later.readingOf(u"other"_s), Reading());
    }

    void valuesAreAskedFor_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("row");
        QTest::addColumn<QString>("condition");
        const QByteArray order =
            R"({"customer": {"country": "DE"}, "total": 96.5, "lines": [{"sku": "A 1"}], "a b": 1})";
        QTest::newRow("a text") << order << u"country"_s << u"body.customer.country=DE"_s;
        QTest::newRow("a number") << order << u"total"_s << u"body.total=96.5"_s;
        QTest::newRow("in a list") << order << u"sku"_s << u"body.lines[].sku=\"A 1\""_s;
        QTest::newRow("a name that no path takes") << order << u"a b"_s << QString();
        QTest::newRow("an object") << order << u"customer"_s << QString();
        QTest::newRow("a long text") << QByteArray("{\"a\":\"" + QByteArray(3000, 'x') + "\"}") << u"a"_s << QString();
        QTest::newRow("packed") << gzipped(order) << u"total"_s << QString();
        QTest::newRow("no JSON") << QCborValue(QCborMap{{u"id"_s, 17}}).toCbor() << u"id"_s << QString();
    }
    void valuesAreAskedFor()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, row);
        QFETCH(QString, condition);
        const bool isCbor = body.startsWith('\xa1');
        show(body, isCbor ? u"application/cbor"_s : QString());
        QCOMPARE(m_view->kind(), Kind::Tree);
        auto *model = static_cast<TreeModel *>(tree()->model());
        QModelIndex index;
        for (quint32 node = 1; node < model->document()->nodeCount() && !index.isValid(); ++node) {
            if (model->document()->hasKey(node) && model->document()->key(node) == row)
                index = model->indexOf(node);
        }
        QVERIFY(index.isValid());
        tree()->setCurrentIndex(index);
        tree()->scrollTo(index);
        QStringList asked;
        connect(m_view.get(), &BodyView::valueMenuAboutToShow, this,
                [&asked](QMenu *, const QString &query) { asked << query; });
        Q_EMIT tree()->customContextMenuRequested(tree()->visualRect(index).center());
        QCOMPARE(asked, condition.isEmpty() ? QStringList() : QStringList{condition});
        QTRY_VERIFY(QApplication::activePopupWidget());
        QApplication::activePopupWidget()->close();
    }

    void findsInTheTree()
    {
        QByteArray body = "{\"list\":[";
        for (int i = 0; i < 3000; ++i)
            body += (i ? ",{\"sku\":\"A-" : "{\"sku\":\"A-") + QByteArray::number(i) + "\"}";
        body += "],\"needle\":\"in a Needle stack\",\"end\":\"A-2999\"}";
        show(body);
        QTest::keyClick(tree(), Qt::Key_F, Qt::ControlModifier);
        auto *edit = m_view->findChild<QLineEdit *>(u"find"_s);
        QTRY_VERIFY(edit->hasFocus());
        QTest::keyClicks(edit, u"needle"_s);
        QTRY_COMPARE(count(), u"1 of 1"_s);
        QVERIFY(currentRow().contains(u"needle"_s));
        edit->clear();
        QTest::keyClicks(edit, u"A-2999"_s);
        QTRY_COMPARE(count(), u"1 of 2"_s);
        QVERIFY2(currentRow().contains(u"A-2999"_s),
                 qPrintable(currentRow())); // deep in a list that was not read so far
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(count(), u"2 of 2"_s);
        QVERIFY(currentRow().startsWith(u"\"end\""_s));
        QTest::keyClick(edit, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(count(), u"1 of 2"_s);
        QTest::keyClick(edit, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(count(), u"2 of 2"_s); // round the end
        QTest::keyClicks(edit, u"9"_s);
        QTRY_COMPARE(count(), u"none"_s);
        QVERIFY(edit->property("invalid").toBool());
        // Another message meanwhile: the same is looked for in it.
        edit->setText(u"needle"_s);
        QTRY_COMPARE(count(), u"1 of 1"_s);
        show("{\"needle\":[1,\"needle\"]}");
        QTRY_COMPARE(count(), u"1 of 2"_s);
        QTest::keyClick(edit, Qt::Key_Escape);
        QVERIFY(!m_view->findChild<FindBar *>()->isVisible());
        QVERIFY(tree()->hasFocus());
    }

    void findsInTexts()
    {
        show("one two\nthree TWO\n");
        QTest::mouseClick(m_view->findChild<QToolButton *>(u"findInBody"_s), Qt::LeftButton);
        auto *edit = m_view->findChild<QLineEdit *>(u"find"_s);
        QTest::keyClicks(edit, u"two"_s);
        QTRY_COMPARE(count(), u"1 of 2"_s);
        QTest::keyClick(edit, Qt::Key_F3);
        QCOMPARE(m_view->findChild<QPlainTextEdit *>()->textCursor().selectedText(), u"TWO"_s);
        // Too much for a text edit.
        QByteArray large;
        for (int i = 0; i < 20'000; ++i)
            large += "line " + QByteArray::number(i) + (i == 15'000 ? " two\n" : "\n");
        show(large);
        QTRY_COMPARE(count(), u"1 of 1"_s);
        QCOMPARE(m_view->findChild<TextView *>()->currentLine(), qsizetype(15'000));
        // Bytes are not looked through, the text of them is.
        QTest::mouseClick(kindButton(u"Hex"_s), Qt::LeftButton);
        QTest::keyClick(m_view->findChild<HexView *>(), Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(m_view->kind(), Kind::Text);
    }

    void whatIsTooFarDownIsTold()
    {
        const QByteArray body = "[" + QByteArray("1,").repeated(TreeModel::farthestRow + 2000) + "\"needle\"]";
        show(body);
        m_view->find();
        m_view->findChild<QLineEdit *>(u"find"_s)->setText(u"needle"_s);
        QTRY_COMPARE(count(), u"[%1]"_s.arg(TreeModel::farthestRow + 2000));
    }
};

SIGHTGLASS_WINDOW_TEST(TestBodyView)
#include "tst_bodyview.moc"
