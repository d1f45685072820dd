// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/testprogram.h"

#include <cstdio>
#include <filesystem>

namespace test {
namespace {

// Objects register while others are still being initialised: this is the one thing that has to be there before them all.
constinit TestProgram *first = nullptr;

} // namespace

TestProgram::TestProgram(const char *file, Run run)
    : m_name(std::filesystem::path(file).stem().string())
    , m_run(run)
    , m_next(first)
{
    first = this;
}

int TestProgram::main(int argc, char **argv)
{
    const std::string name = argc > 1 ? argv[1] : "";
    for (const TestProgram *program = first; program; program = program->m_next) {
        if (program->m_name != name)
            continue;
        // Qt names the application after argv[0], and files that it keeps after the application: those of one test are not another's.
        std::string path = std::filesystem::path(argv[0]).replace_filename(name).string();
        argv[1] = path.data();
        return program->m_run(argc - 1, argv + 1);
    }
    std::fprintf(stderr, "usage: %s TEST [arguments of Qt Test]; the tests are:\n", argv[0]);
    for (const TestProgram *program = first; program; program = program->m_next)
        std::fprintf(stderr, "  %s\n", program->m_name.c_str());
    return 2;
}

} // namespace test

#ifdef __SANITIZE_ADDRESS__
// Graphviz loses a little in some layouts, inside of itself. What we ask of it is made by libcgraph, which is looked at.
extern "C" const char *__lsan_default_suppressions();
extern "C" const char *__lsan_default_suppressions()
{
    return "leak:libgvc.so\nleak:libgvplugin_dot_layout.so\n";
}
#endif

int main(int argc, char **argv)
{
    return test::TestProgram::main(argc, argv);
}
