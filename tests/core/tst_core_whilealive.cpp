// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/whilealive.h"
#include "program/testprogram.h"

#include <QTest>

#include <functional>
#include <memory>
#include <optional>

using engine::core::WhileAlive;

namespace {

struct Owner
{
    std::function<void(int)> adder()
    {
        return whileAlive([this](int value) { sum += value; });
    }

    int sum = 0;
    WhileAlive whileAlive;
};

} // namespace

class TestWhileAlive : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void callsAsOftenAsItIsCalled()
    {
        Owner owner;
        const std::function<void(int)> add = owner.adder();
        const std::function<void(int)> copy = add;
        add(1);
        copy(2);
        add(4);
        QCOMPARE(owner.sum, 7);
    }
    void handsItsArgumentsOn()
    {
        const WhileAlive whileAlive;
        std::unique_ptr<int> kept;
        const std::function<void(std::unique_ptr<int>)> keep =
            whileAlive([&kept](std::unique_ptr<int> given) { kept = std::move(given); });
        keep(std::make_unique<int>(3));
        QVERIFY(kept);
        QCOMPARE(*kept, 3);
    }
    void callsNobodyWhoIsGone()
    {
        int calls = 0;
        std::optional<WhileAlive> whileAlive(std::in_place);
        const std::function<void()> call = (*whileAlive)([&calls] { ++calls; });
        call();
        whileAlive.reset();
        call();
        QCOMPARE(calls, 1);
        whileAlive.emplace(); // another one, in the same place
        call();
        QCOMPARE(calls, 1);
    }
    void theOwnerMayGoWithinTheCall()
    {
        int calls = 0;
        auto owner = std::make_unique<Owner>();
        const std::function<void()> end = owner->whileAlive([&] {
            ++calls;
            owner.reset();
        });
        end();
        QVERIFY(!owner);
        end();
        QCOMPARE(calls, 1);
    }
};

SIGHTGLASS_TEST(TestWhileAlive)
#include "tst_core_whilealive.moc"
