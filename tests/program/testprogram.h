// SPDX-License-Identifier: GPL-3.0-or-later
// The tests of a folder are one program, which runs the one that its first argument names: tests-core tst_core_queue [arguments
// of Qt Test]. A test's name is that of its file. Each stands alone in a process of its own, with an application of its own.
#pragma once

#include <QTest>

#include <string>

namespace test {

// One subject: registered while the program starts, run by its main(). Lives as long as the program.
class TestProgram
{
public:
    using Run = int (*)(int argc, char **argv);

    // `file`: the path of the source file that the test is named after.
    TestProgram(const char *file, Run run);

    // Runs the test named by argv[1] with the arguments that follow. Without a name, or with one that is not known: lists those there
    // are on standard error and answers 2.
    static int main(int argc, char **argv);

private:
    std::string m_name;
    Run m_run;
    TestProgram *m_next;
};

// The test class over an application of its own.
template <typename Application, typename Test>
int runTest(int argc, char **argv)
{
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi); // pictures and sizes are the same whatever the screen
    Application application(argc, argv);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace test

// For a test without windows.
#define SIGHTGLASS_TEST(Class)                                                                                         \
    static const test::TestProgram registered##Class(__FILE__, test::runTest<QCoreApplication, Class>);
// For a test with windows; it links Qt Widgets.
#define SIGHTGLASS_WINDOW_TEST(Class)                                                                                  \
    static const test::TestProgram registered##Class(__FILE__, test::runTest<QApplication, Class>);
