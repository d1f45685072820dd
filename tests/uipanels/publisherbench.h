// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the publisher share: a publisher over a session without a broker, and what a user does to it.
// Thread: ui.
#pragma once

#include "fakesession.h"

#include "ui/publisher/bodyeditor.h"
#include "ui/publisher/codeeditor.h"
#include "ui/publisher/keptbodies.h"
#include "ui/publisher/messagelibrary.h"
#include "ui/publisher/publisherpage.h"
#include "ui/publisher/publishhistory.h"

#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace fake {

using namespace Qt::Literals::StringLiterals;
using ui::publisher::BytesForm;
using ui::publisher::KeptBodies;
using ui::publisher::MessageLibrary;
using ui::publisher::PublisherPage;
using ui::publisher::PublishHistory;

/// A publisher over a session without a broker, shown.
struct Bench
{
    explicit Bench(bool shown = true)
    {
        page.resize(900, 640);
        if (shown) {
            page.show();
            if (!QTest::qWaitForWindowExposed(&page))
                qWarning("not exposed");
        }
    }
    QLineEdit *field(const QString &name) { return page.findChild<QLineEdit *>(name); }
    QWidget *named(const QString &accessibleName)
    {
        for (QWidget *widget : page.findChildren<QWidget *>()) {
            if (widget->accessibleName() == accessibleName)
                return widget;
        }
        return nullptr;
    }
    template <typename Button>
    Button *button(const QString &text)
    {
        for (Button *one : page.findChildren<Button *>()) {
            if (one->text() == text)
                return one;
        }
        return nullptr;
    }
    QPushButton *publishButton() { return button<QPushButton>(u"Publish"_s); }
    QWidget *input() { return page.body().editor().input(); }
    void write(const QString &text) { page.body().setBody(BytesForm::Text, text); }
    void publish(qsizetype count)
    {
        page.publish();
        QTRY_COMPARE(session.publishes.size() + session.records.size(), count);
    }
    bool waitForOutcome()
    {
        return QTest::qWaitFor([this] { return !page.result().isEmpty(); });
    }

    QTemporaryDir folder;
    FakeSession session;
    KeptBodies bodies{folder.filePath(u"bodies"_s)};
    MessageLibrary library{folder.filePath(u"messages.json"_s), bodies};
    PublishHistory history{folder.filePath(u"published.jsonl"_s), bodies};
    PublisherPage page{session, library, history, nullptr};
};

inline void type(QLineEdit *edit, const QString &text)
{
    edit->setFocus();
    edit->clear();
    QTest::keyClicks(edit, text);
}

inline void putFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace fake
