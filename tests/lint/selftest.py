#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lint, linted: small trees with one violation each must be reported, a clean one must not.

    tests/lint/selftest.py --qt-headers DIR --compiler CXX
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import headers  # noqa: E402
import lint  # noqa: E402

SPDX = "// SPDX-License-Identifier: GPL-3.0-or-later\n"
HEADER = SPDX + "#pragma once\n"
CLEAN = {
    "engine/include/engine/ids.h": HEADER + "#include <QString>\n",
    "engine/wire/reader.h": HEADER + "#include <QByteArray>\n",
    "engine/core/queue.h": HEADER + "#include <engine/ids.h>\n",
    "engine/core/queue.cpp": SPDX + '#include "core/queue.h"\n#include <vector>\n',
    "engine/net/listener.h": HEADER + "#include <QTcpServer>\n",
    "ui/window.h": HEADER + "#include <engine/ids.h>\n#include <QWidget>\n",
    "app/main.cpp": SPDX + '#include "ui/window.h"\n#include <QApplication>\n',
}


class Tree(unittest.TestCase):
    """Every test writes the clean tree, breaks it in one way and reads what the lint says."""

    qt_headers: pathlib.Path
    compiler: str

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name).resolve()
        for path, text in CLEAN.items():
            self.write(path, text)

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def violations(self):
        run = lint.Lint(self.root, self.qt_headers)
        run.run()
        return [(rule, path) for rule, path, _, _ in run.violations]

    def assert_reported(self, rule, path):
        self.assertEqual(self.violations(), [(rule, path)])

    def test_clean_tree_passes(self):
        self.assertEqual(self.violations(), [])

    def test_wire_and_core_do_not_know_each_other(self):
        self.write("engine/wire/reader.h", HEADER + '#include "core/queue.h"\n')
        self.assert_reported("layer", "engine/wire/reader.h")
        self.write("engine/wire/reader.h", CLEAN["engine/wire/reader.h"])
        self.write("engine/core/queue.h", HEADER + '#include "wire/reader.h"\n')
        self.assert_reported("layer", "engine/core/queue.h")

    def test_a_relative_path_is_no_way_around(self):
        self.write("engine/wire/reader.h", HEADER + '#include "../core/queue.h"\n')
        self.assert_reported("layer", "engine/wire/reader.h")

    def test_window_sees_the_public_face_only(self):
        self.write("ui/window.h", HEADER + '#include "core/queue.h"\n')
        self.assert_reported("layer", "ui/window.h")

    def test_engine_does_not_see_the_window(self):
        self.write("engine/core/queue.h", HEADER + '#include "ui/window.h"\n')
        self.assert_reported("layer", "engine/core/queue.h")

    def test_subfolder_of_an_allowed_folder_is_not_allowed(self):
        self.write("engine/wire/amqp/frame.h", HEADER)
        self.write("engine/wire/writer.h", HEADER + '#include "wire/amqp/frame.h"\n')
        self.assert_reported("layer", "engine/wire/writer.h")

    def test_new_folder_needs_a_layer(self):
        self.write("engine/extra/thing.h", HEADER)
        self.assert_reported("unknown-folder", "engine/extra/thing.h")

    def test_gui_class_in_the_engine(self):
        for include in ("<QColor>", "<QtGui/QColor>", "<QWidget>", "<QtWidgets>", "<qcolor.h>"):
            with self.subTest(include):
                self.write("engine/core/queue.h", HEADER + f"#include {include}\n")
                self.assert_reported("qt-module", "engine/core/queue.h")

    def test_sockets_in_the_core_and_gui_in_the_public_face(self):
        self.write("engine/core/queue.h", HEADER + "#include <QTcpSocket>\n")
        self.assert_reported("qt-module", "engine/core/queue.h")
        self.write("engine/core/queue.h", CLEAN["engine/core/queue.h"])
        self.write("engine/include/engine/ids.h", HEADER + "#include <QIcon>\n")
        self.assert_reported("qt-module", "engine/include/engine/ids.h")

    def test_models_hold_no_widgets(self):
        self.write("ui/models/queuemodel.h", HEADER + "#include <QLabel>\n")
        self.assert_reported("qt-module", "ui/models/queuemodel.h")

    def test_include_cycle(self):
        self.write("engine/core/a.h", HEADER + '#include "core/b.h"\n')
        self.write("engine/core/b.h", HEADER + '#include "core/c.h"\n')
        self.write("engine/core/c.h", HEADER + '#include "core/a.h"\n')
        self.assert_reported("cycle", "engine/core/a.h")

    def test_two_roads_to_one_header_are_no_cycle(self):
        self.write("engine/core/a.h", HEADER + '#include "core/b.h"\n#include "core/c.h"\n')
        self.write("engine/core/b.h", HEADER + '#include "core/c.h"\n')
        self.write("engine/core/c.h", HEADER)
        self.assertEqual(self.violations(), [])

    def test_own_header_comes_first(self):
        self.write("engine/core/queue.cpp", SPDX + '#include <vector>\n#include "core/queue.h"\n')
        self.assert_reported("own-header-first", "engine/core/queue.cpp")

    def test_include_of_nothing(self):
        self.write("engine/core/queue.h", HEADER + '#include "core/gone.h"\n')
        self.assert_reported("unresolved", "engine/core/queue.h")

    def test_licence_line(self):
        self.write("engine/core/queue.h", "#pragma once\n")
        self.assert_reported("spdx", "engine/core/queue.h")
        self.write("engine/core/queue.h", CLEAN["engine/core/queue.h"])
        self.write("tests/run", "#!/bin/sh\n")
        self.assert_reported("spdx", "tests/run")

    def test_pragma_once(self):
        self.write("engine/core/queue.h", SPDX)
        self.assert_reported("pragma-once", "engine/core/queue.h")

    def test_long_file(self):
        self.write("engine/core/queue.h", HEADER + "\n" * lint.LONGEST_FILE)
        self.assert_reported("long-file", "engine/core/queue.h")

    def test_unfinished_work(self):
        self.write("engine/core/queue.h", HEADER + "// TO" + "DO later\n")
        self.assert_reported("unfinished", "engine/core/queue.h")

    def test_path_of_a_machine(self):
        self.write("tests/notes.md", "see /ho" + "me/someone/x\n")
        self.assert_reported("machine-path", "tests/notes.md")

    def test_exception_that_excuses_something_and_one_that_does_not(self):
        self.write("engine/core/queue.h", SPDX)
        self.addCleanup(lint.ALLOWED.clear)
        lint.ALLOWED.add("pragma-once engine/core/queue.h")
        self.assertEqual(self.violations(), [])
        lint.ALLOWED.add("cycle engine/core/queue.h")
        self.assert_reported("stale-exception", "tests/lint/lint.py")

    def test_the_list_of_exceptions_is_empty(self):
        self.assertEqual(lint.ALLOWED, set())

    def test_program_answers_by_exit_code(self):
        call = [sys.executable, str(HERE / "lint.py"), "--qt-headers", str(self.qt_headers), "--root"]
        self.assertEqual(subprocess.run(call + [str(self.root)], capture_output=True).returncode, 0)
        self.write("engine/core/queue.h", SPDX)
        self.assertEqual(subprocess.run(call + [str(self.root)], capture_output=True).returncode, 1)
        self.assertEqual(subprocess.run(call + [str(self.root / "nowhere")], capture_output=True).returncode, 2)

    def test_functions_are_measured(self):
        self.write("engine/core/queue.cpp", SPDX + '#include "core/queue.h"\nvoid f(int a,\n       int b)\n{\n    g();\n}\n')
        run = lint.Lint(self.root, self.qt_headers)
        run.run()
        self.assertEqual(list(run.functions("engine/core/queue.cpp")), [(3, "void f(int a,", 3)])

    def headers_run(self):
        build = self.root / ".build"
        build.mkdir(exist_ok=True)
        commands = [{"directory": str(build), "file": str(self.root / "engine/core/queue.cpp"),
                     "command": f"ccache {self.compiler} -std=c++20 -Werror -Wall -o x.o -c {self.root}/engine/core/queue.cpp"}]
        (build / "compile_commands.json").write_text(json.dumps(commands))
        return subprocess.run([sys.executable, str(HERE / "headers.py"), "--root", str(self.root), "--build", str(build)],
                              capture_output=True, text=True)

    def test_header_that_does_not_stand_alone(self):
        for path in list(CLEAN):
            if not path.startswith("engine/core/"):
                (self.root / path).unlink()
        self.write("engine/core/queue.h", HEADER)
        self.write("engine/core/good.h", HEADER + "#include <vector>\ninline std::vector<int> v;\n")
        first = self.headers_run()
        self.assertEqual(first.returncode, 0, first.stdout + first.stderr)
        self.assertIn("1 compiled alone, 0 unchanged, 0 failed", first.stdout)
        self.assertIn("0 compiled alone, 1 unchanged, 0 failed", self.headers_run().stdout)
        self.write("engine/core/good.h", HEADER + "inline std::vector<int> v;\n")
        broken = self.headers_run()
        self.assertEqual(broken.returncode, 1)
        self.assertIn("engine/core/good.h:1: [self-sufficient]", broken.stdout)


    def test_header_of_a_source_that_is_compiled_behind_others(self):
        build = self.root / ".build"
        unity = build / "engine/core/CMakeFiles/engine-core.dir/Unity/unity_0_cxx.cxx"
        unity.parent.mkdir(parents=True)
        for name, text in (("a", "#include <vector>\n"), ("b", ""), ("c", "#include <vector>\n")):
            self.write(f"engine/core/{name}.h", HEADER + text + f"inline std::vector<int> {name};\n")
            self.write(f"engine/core/{name}.cpp", SPDX + f'#include "core/{name}.h"\n')
        unity.write_text("".join(f'#include "{self.root}/engine/core/{name}.cpp"\n' for name in "abc"))
        (build / "compile_commands.json").write_text(json.dumps([
            {"directory": str(build), "file": str(unity), "command": f"{self.compiler} -std=c++20 -c {unity}"}]))
        tree = headers.Headers(self.root, build)
        self.assertIn(["engine/core/c.h", "engine/core/b.h"], tree.to_compile())
        self.assertNotIn(["engine/core/a.h"], tree.to_compile())
        flags = tree.flags_for("engine/core/c.h")
        self.assertIsNone(tree.compile(["engine/core/c.h", "engine/core/b.h"], flags))
        self.write("engine/core/c.h", HEADER)
        self.assertIsNotNone(tree.compile(["engine/core/c.h", "engine/core/b.h"], flags))

    def test_header_that_names_what_it_does_not_include(self):
        self.write("engine/core/names.h", HEADER + "class Binding\n{\n};\n")
        self.write("engine/core/uses.h", HEADER + "inline int of(const Binding &) { return 0; }\n")
        self.assert_reported("unnamed", "engine/core/uses.h")
        self.write("engine/core/uses.h", HEADER + "class Binding;\ninline int of(const Binding &) { return 0; }\n")
        self.assertEqual(self.violations(), [])
        self.write("engine/core/uses.h", HEADER + '#include "core/names.h"\ninline int of(const Binding &) { return 0; }\n')
        self.assertEqual(self.violations(), [])
        self.write("engine/core/uses.h", HEADER + "// A Binding.\ntemplate <typename Binding>\nint of(const Binding &) { return 0; }\n")
        self.assertEqual(self.violations(), [])

    def test_header_is_compiled_like_the_source_that_includes_it(self):
        self.write("tests/core/a.cpp", SPDX)
        self.write("tests/core/b.cpp", SPDX + '#include "fixture.h"\n')
        self.write("tests/core/fixture.h", HEADER + "#ifndef WANTED\n#error\n#endif\n")
        build = self.root / ".build"
        build.mkdir()
        commands = [{"directory": str(build), "file": str(self.root / f"tests/core/{name}.cpp"),
                     "command": f"{self.compiler} {define} -c {name}.cpp"} for name, define in (("a", ""), ("b", "-DWANTED"))]
        (build / "compile_commands.json").write_text(json.dumps(commands))
        all_headers = headers.Headers(self.root, build)
        flags = all_headers.flags_for("tests/core/fixture.h")
        self.assertIn("-DWANTED", flags)
        self.assertIsNone(all_headers.compile(["tests/core/fixture.h"], flags))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--qt-headers", type=pathlib.Path, default=lint.installed_qt_headers())
    parser.add_argument("--compiler", default="c++")
    options, rest = parser.parse_known_args()
    Tree.qt_headers = options.qt_headers
    Tree.compiler = options.compiler
    unittest.main(argv=[sys.argv[0]] + rest)


if __name__ == "__main__":
    main()
