// SPDX-License-Identifier: GPL-3.0-or-later
// Two messages side by side: what of them differs, line by line and field by field, and the window that shows it.
#include "fakesession.h"

#include "program/testprogram.h"
#include "ui/inspector/comparedfieldsmodel.h"
#include "ui/inspector/comparedialog.h"
#include "ui/inspector/comparememory.h"
#include "ui/inspector/diffview.h"
#include "ui/inspector/messagediff.h"
#include "ui/pages/messagetable.h"
#include "ui/pages/queuepage.h"
#include "ui/theme/theme.h"
#include "ui/widgets/stateview.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace ui::inspector;
using engine::MessageDetails;
using fake::FakeSession;
using RowKind = LineDiff::Row::Kind;

class TestCompare : public QObject
{
    Q_OBJECT
private:
    static TextLines lines(const QByteArray &text) { return TextLines::of(text); }
    /// " a", "-b", "+c", "!d|e": the rows as letters.
    static QStringList rowsOf(const QByteArray &left, const QByteArray &right)
    {
        const TextLines a = lines(left), b = lines(right);
        QStringList rows;
        for (const LineDiff::Row &row : diffLines(a, b).rows) {
            switch (row.kind) {
            case RowKind::Same:
                rows << u' ' + a.line(row.left);
                break;
            case RowKind::Removed:
                rows << u'-' + a.line(row.left);
                break;
            case RowKind::Added:
                rows << u'+' + b.line(row.right);
                break;
            case RowKind::Changed:
                rows << u'!' + a.line(row.left) + u'|' + b.line(row.right);
                break;
            }
        }
        return rows;
    }

    static MessageDetails message(const QByteArray &body, const QString &key = u"eu.new"_s)
    {
        MessageDetails details;
        details.virtualHost = u"/"_s;
        details.queue = u"orders.eu"_s;
        details.summary.routingKey = key;
        details.summary.size = quint64(body.size());
        details.body = body;
        return details;
    }
    static const ComparedField *field(const QList<ComparedField> &fields, const QString &name)
    {
        for (const ComparedField &f : fields) {
            if (f.name == name)
                return &f;
        }
        return nullptr;
    }

private Q_SLOTS:
    void alignsLines()
    {
        QCOMPARE(rowsOf("a\nb\nc\n", "a\nb\nc\n"), (QStringList{u" a"_s, u" b"_s, u" c"_s}));
        QCOMPARE(rowsOf("a\nb\nc\n", "a\nx\nc\n"), (QStringList{u" a"_s, u"!b|x"_s, u" c"_s}));
        QCOMPARE(rowsOf("a\nc\n", "a\nb\nc\n"), (QStringList{u" a"_s, u"+b"_s, u" c"_s}));
        QCOMPARE(rowsOf("a\nb\nc\n", "c\n"), (QStringList{u"-a"_s, u"-b"_s, u" c"_s}));
        QCOMPARE(rowsOf("", "a\n"), (QStringList{u"+a"_s}));
        QCOMPARE(rowsOf("", ""), QStringList());
        // Myers' own example.
        const QStringList rows = rowsOf("A\nB\nC\nA\nB\nB\nA", "C\nB\nA\nB\nA\nC");
        QCOMPARE(rows.filter(QRegularExpression(u"^ "_s)).size(), 4);
    }

    /// What is read down the left column is the left text, and the right one likewise, whatever the texts.
    void loseNothing()
    {
        quint32 seed = 3;
        const auto next = [&seed] { return seed = seed * 1664525u + 1013904223u, seed >> 16; };
        for (int round = 0; round < 500; ++round) {
            QByteArray left, right;
            for (quint32 i = 0; i < next() % 30; ++i) {
                const QByteArray line = QByteArray(1, char('a' + next() % 5)) + '\n';
                if (next() % 5)
                    left += line;
                if (next() % 5)
                    right += line;
            }
            const TextLines a = lines(left), b = lines(right);
            const LineDiff diff = diffLines(a, b);
            QVERIFY(!diff.isRough);
            qint32 x = 0, y = 0;
            for (const LineDiff::Row &row : diff.rows) {
                if (row.left >= 0)
                    QCOMPARE(row.left, x++);
                if (row.right >= 0)
                    QCOMPARE(row.right, y++);
                QCOMPARE(row.kind == RowKind::Same, row.left >= 0 && row.right >= 0 && row.kind != RowKind::Changed);
                if (row.kind == RowKind::Same)
                    QCOMPARE(a.line(row.left), b.line(row.right));
            }
            QCOMPARE(x, qint32(a.count()));
            QCOMPARE(y, qint32(b.count()));
        }
    }

    void textsWithNothingInCommonAreLaidSideBySide()
    {
        QByteArray left, right;
        for (int i = 0; i < 30'000; ++i) {
            left += "left " + QByteArray::number(i) + '\n';
            right += "right " + QByteArray::number(i) + '\n';
        }
        const LineDiff diff = diffLines(lines(left), lines(right));
        QVERIFY(diff.isRough);
        QCOMPARE(diff.rows.size(), 30'000);
        QCOMPARE(diff.rows.at(7).kind, RowKind::Changed);
    }

    void tellsWhatOfALineChanged()
    {
        const ChangedPart part = changedPart(u"total: 96.5,", u"total: 120,");
        QCOMPARE(part.from, 7);
        QCOMPARE(part.leftEnd, 11);
        QCOMPARE(part.rightEnd, 10);
        QCOMPARE(changedPart(u"aa", u"aaa").leftEnd, 2);
    }

    void theOrderOfMembersIsNoDifference()
    {
        const MessageDetails a = message(R"({"id":1,"total":96.5,"lines":[1,2]})");
        const MessageDetails b = message(R"({ "lines" : [1, 2], "total" : 120, "id" : 1 })");
        const ComparedBodies sorted = compareBodies(a, b, true);
        QCOMPARE(sorted.diff.changes.size(), 1);
        QCOMPARE(sorted.left.line(sorted.diff.rows.at(sorted.diff.changes.first()).left), u"  \"total\": 96.5"_s);
        QVERIFY(compareBodies(a, b, false).diff.changes.size() == 1);
        QCOMPARE(compareBodies(a, b, false).left.utf8, a.body); // as it was sent
        // Bytes are compared as bytes, and nothing with something.
        const ComparedBodies bytes =
            compareBodies(message(QByteArray("\x00\x01\x02", 3)), message(QByteArray("\x00\xff\x02", 3)), true);
        QCOMPARE(bytes.diff.changes.size(), 1);
        QVERIFY(bytes.left.line(0).startsWith(u"00 01 02"_s));
        QCOMPARE(compareBodies(message({}), message("text"), true).diff.rows.size(), 1);
    }

    void fieldsStandBesideEachOther()
    {
        MessageDetails a = message("x"), b = message("x", u"eu.refund"_s);
        a.properties.contentType = b.properties.contentType = u"application/json"_s;
        a.properties.priority = 3;
        a.properties.headers.set("attempt", engine::FieldValue(qint32(3)));
        b.properties.headers.set("attempt", engine::FieldValue(qint64(3)));
        engine::FieldTable death;
        death.set("count", engine::FieldValue(qint64(2)));
        b.properties.headers.set("x-death", engine::FieldValue(engine::FieldArray{{engine::FieldValue(death)}}));
        const QList<ComparedField> fields = compareFields(a, b);
        QVERIFY(field(fields, u"content_type"_s)->isSame);
        QVERIFY(field(fields, u"priority"_s)->hasLeft && !field(fields, u"priority"_s)->hasRight);
        QCOMPARE(field(fields, u"attempt"_s)->left, u"3 · int32"_s); // alike but for the type
        QCOMPARE(field(fields, u"attempt"_s)->right, u"3 · int64"_s);
        QCOMPARE(field(fields, u"x-death[0].count"_s)->right, u"2"_s);
        QVERIFY(!field(fields, u"Routing key"_s)->isSame);
        ComparedFieldsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setFields(fields);
        QCOMPARE(model.rowCount(), int(fields.size()));
        model.setDifferentOnly(true);
        QCOMPARE(model.rowCount(), model.differences());
        QCOMPARE(model.differences(), 4);
    }

    void twoRowsAreCompared()
    {
        FakeSession session;
        session.offsets = {5, 6, 7};
        session.makeBody = [](quint64 offset) {
            return offset == 7 ? QByteArray(R"({"total":120,"id":1})") : QByteArray(R"({"id":1,"total":96.5})");
        };
        ui::theme::Theme theme(*qApp);
        engine::QueueSnapshot queue;
        queue.id = session.queueId;
        queue.spec.name = session.queueName;
        queue.ready = 3;
        ui::pages::QueuePage page(session, theme, queue);
        page.resize(900, 500);
        page.show();
        page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        session.sendQueues({queue});
        auto *table = page.findChild<ui::pages::MessageTable *>();
        QTRY_VERIFY(table->messageAt(2).ref.queue.isValid());
        const auto at = [table](int row) { return QPoint(60, table->rowHeight() * row + 4); };
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, at(0));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, Qt::ControlModifier, at(2));
        QCOMPARE(table->selectedMessages().size(), 2);
        QTest::keyClick(table, Qt::Key_D, Qt::ControlModifier);
        auto *dialog = page.findChild<CompareDialog *>();
        QVERIFY(dialog);
        QSignalSpy compared(dialog, &CompareDialog::compared);
        QTRY_COMPARE(compared.count(), 1);
        QCOMPARE(dialog->bodies().diff.changes.size(), 1);
        auto *tabs = dialog->findChild<QTabWidget *>();
        QCOMPARE(tabs->tabText(0), u"Body · 1"_s);
        auto *view = dialog->findChild<DiffView *>();
        QVERIFY(view->isVisible());
        QCOMPARE(view->currentLine(), dialog->bodies().diff.changes.first());
        QVERIFY(view->selectedText().contains(u"- "_s) && view->selectedText().contains(u"+ "_s));
        // As it was sent.
        for (auto *button : dialog->findChildren<QToolButton *>()) {
            if (button->text() == u"Sorted"_s)
                button->click();
        }
        QTRY_COMPARE(compared.count(), 2);
        QVERIFY(dialog->bodies().what.contains(u"as it was sent"_s));
        dialog->close();
        QTRY_VERIFY(!page.findChild<CompareDialog *>());
        // One, with the one before it.
        page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, at(1));
        QTest::keyClick(table, Qt::Key_D, Qt::ControlModifier);
        dialog = page.findChild<CompareDialog *>();
        QVERIFY(dialog);
        QSignalSpy again(dialog, &CompareDialog::compared);
        QTRY_COMPARE(again.count(), 1);
        QVERIFY(dialog->bodies().diff.changes.isEmpty());
    }

    void whatWasSelectedIsKeptWithItsBody()
    {
        FakeSession session;
        session.offsets = {5, 6};
        session.makeBody = [](quint64 offset) -> QByteArray { return "{\"id\":" + QByteArray::number(offset) + '}'; };
        CompareMemory memory(session, nullptr);
        QSignalSpy changed(&memory, &CompareMemory::changed);
        QSignalSpy failed(&memory, &CompareMemory::failed);
        memory.remember({session.queueId, 5});
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(memory.remembered()->body, QByteArray("{\"id\":5}"));
        QVERIFY(memory.label().contains(session.queueName));
        // What is not there takes nobody's place.
        memory.remember({session.queueId, 9});
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(memory.remembered()->summary.ref.offset, quint64(5));
        // Of two that are asked for it is the later one.
        memory.remember({session.queueId, 5});
        memory.remember({session.queueId, 6});
        QTRY_COMPARE(changed.count(), 2);
        QCOMPARE(memory.remembered()->summary.ref.offset, quint64(6));
        // It has left its queue, and is compared all the same.
        session.offsets = {5};
        auto *dialog =
            new CompareDialog(session, {session.queueId, 5}, {session.queueId, 6}, nullptr, memory.remembered());
        QSignalSpy compared(dialog, &CompareDialog::compared);
        dialog->show();
        QTRY_COMPARE(compared.count(), 1);
        QCOMPARE(dialog->bodies().diff.changes.size(), 1);
        QVERIFY(dialog->bodies().right.utf8.contains("\"id\": 6"));
        dialog->close();
    }

    void whatWasSelectedGoesWithTheBroker()
    {
        FakeSession session;
        session.offsets = {5};
        CompareMemory memory(session, nullptr);
        QSignalSpy changed(&memory, &CompareMemory::changed);
        memory.remember({session.queueId, 5});
        QTRY_COMPARE(changed.count(), 1);
        Q_EMIT session.stateChanged(engine::BrokerSession::State::Stopping);
        QVERIFY(!memory.remembered());
        QVERIFY(memory.label().isEmpty());
        QCOMPARE(changed.count(), 2);
        // An answer that was still on its way when the broker went is nobody's any more.
        session.deferred = true;
        memory.remember({session.queueId, 5});
        Q_EMIT session.stateChanged(engine::BrokerSession::State::Stopped);
        session.answer();
        session.deferred = false;
        QSignalSpy failed(&memory, &CompareMemory::failed);
        memory.remember({session.queueId, 9}); // its answer comes after that one
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(!memory.remembered());
        QCOMPARE(changed.count(), 2);
    }

    void whatHasLeftIsTold()
    {
        FakeSession session;
        session.offsets = {5};
        auto *dialog = new CompareDialog(session, {session.queueId, 5}, {session.queueId, 6}, nullptr);
        dialog->show();
        const auto *state = dialog->findChild<ui::widgets::StateView *>();
        QTRY_VERIFY(state->title().contains(u"has left the queue"_s));
        QVERIFY(state->isVisible());
        dialog->close();
    }
};

SIGHTGLASS_WINDOW_TEST(TestCompare)
#include "tst_compare.moc"
