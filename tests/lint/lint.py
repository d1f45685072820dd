#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks what the compiler does not: the layering, include cycles, and the forms every file keeps.

    tests/lint/lint.py [--root DIR] [--qt-headers DIR] [--report]

Prints one line a violation (path:line: [rule] text) and answers 1 when there is one. --report adds the longest files and
functions. The tables below are the layering of ARCHITECTURE.md; a folder that is in none of them may not include anything.
"""
import argparse
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import names  # noqa: E402

# module (a folder) -> (modules it may include besides itself, Qt modules it may include)
CORE = {"QtCore"}
WINDOW = {"QtCore", "QtGui", "QtWidgets", "QtSvg", "QtSvgWidgets", "QtConcurrent", "QtDBus"}
LAYERS = {
    "engine/include": (set(), CORE),
    "engine/wire": ({"engine/include"}, CORE),
    "engine/wire/amqp": ({"engine/include", "engine/wire"}, CORE),
    "engine/wire/kafka": ({"engine/include", "engine/wire"}, CORE),
    "engine/core": ({"engine/include"}, CORE),
    # Chunks are record batches; the arguments of definitions are AMQP field tables, which lose no type.
    "engine/store": (
        {"engine/include", "engine/core", "engine/wire", "engine/wire/amqp", "engine/wire/kafka"}, CORE | {"QtSql"}),
    "engine/protocol": ({"engine/include", "engine/core", "engine/wire"}, CORE),
    "engine/protocol/amqp": (
        {"engine/include", "engine/core", "engine/protocol", "engine/wire", "engine/wire/amqp"}, CORE),
    # Records and the messages of other protocols become each other.
    "engine/protocol/records": (
        {"engine/include", "engine/core", "engine/wire", "engine/wire/amqp", "engine/wire/kafka"}, CORE),
    "engine/protocol/kafka": (
        {"engine/include", "engine/core", "engine/protocol", "engine/protocol/records", "engine/wire", "engine/wire/kafka"},
        CORE),
    "engine/net": (
        {"engine/include", "engine/core", "engine/protocol", "engine/protocol/amqp", "engine/protocol/kafka", "engine/wire",
         "engine/wire/amqp", "engine/wire/kafka"},
        CORE | {"QtNetwork"}),
    # Messages keep the property bytes of their protocol, members of groups what they are assigned; to show them, inspect reads
    # AMQP's and Kafka's.
    "engine/inspect": (
        {"engine/include", "engine/core", "engine/wire", "engine/wire/amqp", "engine/wire/kafka"}, CORE),
    # Keys of records choose partitions; headers are compared as Kafka's clients see them.
    "engine/replay": (
        {"engine/include", "engine/core", "engine/protocol/records", "engine/wire", "engine/wire/kafka"}, CORE),
    # Messages are shown and edited as inspect does it, and find their partitions as replay does.
    "engine/actions": (
        {"engine/include", "engine/core", "engine/inspect", "engine/replay", "engine/wire", "engine/wire/kafka"}, CORE),
    "engine/facade": (
        {"engine/include", "engine/core", "engine/store", "engine/net", "engine/inspect", "engine/replay", "engine/actions", "engine/protocol",
         "engine/protocol/amqp", "engine/protocol/kafka", "engine/protocol/records", "engine/wire", "engine/wire/amqp", "engine/wire/kafka"},
        CORE | {"QtNetwork", "QtSql"}),
    "ui": ({"engine/include", "ui/models", "ui/decoding"}, WINDOW),
    # What bodies are is found out of bytes alone, and fuzzed so.
    "ui/decoding": ({"engine/include"}, {"QtCore"}),
    # Models open no dialogs and hold no widgets: they are tested without a window.
    "ui/models": ({"engine/include", "ui"}, {"QtCore", "QtGui"}),
    # The clients of --demo speak AMQP through a socket, as anybody's do: they use the codecs, and know no broker.
    "app/demo": ({"engine/include", "engine/wire", "engine/wire/amqp", "engine/facade"}, CORE | {"QtNetwork"}),
    "app": ({"engine/include", "engine/facade", "ui", "ui/models", "app/demo"}, WINDOW | {"QtNetwork"}),
}
# Where a quoted or angled project include is looked up, after the including file's own folder.
INCLUDE_ROOTS = ["engine", "engine/include", "engine/protocol", "ui", "app", "tests", "."]

# Exceptions, each "rule path". Empty, and meant to stay so: an entry that excuses nothing is itself a violation.
ALLOWED: set[str] = set()

SCANNED = ["app", "engine", "ui", "resources", "tests", "packaging", ".ci"]
SKIPPED_FOLDERS = {"node_modules", "__pycache__", ".build", ".git", ".cache"}
SOURCES = {".cpp", ".h"}
SPDX_TYPES = SOURCES | {".py", ".sh", ".cmake", ".js", ".mjs", ".java", ".svg", ".xml", ".desktop", ".service", ".sql",
                        ".qss", ".qrc"}
TEXT_TYPES = SPDX_TYPES | {".md", ".txt", ".json", ".in", ".yml", ".html", ""}
LONGEST_FILE = 900
LONGEST_FUNCTION = 80

SPDX = "SPDX-License-Identifier: GPL-3.0-or-later"
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]')
UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"]) + r")\b")
MACHINE_PATH = re.compile(r"(?<![\w.:/)}$-])/(?:home|root|work|Users)/[\w.]")


class Lint:
    """One run over one tree. Violations gather in self.violations as (rule, path, line, text)."""

    def __init__(self, root: pathlib.Path, qt_headers: pathlib.Path | None):
        self.root = root
        self.qt_headers = qt_headers
        self.violations: list[tuple[str, str, int, str]] = []
        self.used_exceptions: set[str] = set()
        self.texts: dict[str, list[str]] = {}
        self.includes: dict[str, list[tuple[int, str, str]]] = {}
        self.graph: dict[str, dict[str, int]] = {}

    def run(self) -> None:
        self.read_tree()
        for path in self.sources():
            self.check_includes(path)
            self.check_source_form(path)
        for path, lines in self.texts.items():
            self.check_text(path, lines)
        self.check_cycles()
        for path, name, home in names.unnamed(self.texts, self.reached):
            self.report("unnamed", path, 0, f"names {name}, and does not include {home}")
        for entry in sorted(ALLOWED - self.used_exceptions):
            self.violations.append(("stale-exception", "tests/lint/lint.py", 0, f"excuses nothing: {entry}"))

    def report(self, rule: str, path: str, line: int, text: str) -> None:
        entry = f"{rule} {path}"
        if entry in ALLOWED:
            self.used_exceptions.add(entry)
        else:
            self.violations.append((rule, path, line, text))

    # -- reading

    def read_tree(self) -> None:
        top = [self.root / name for name in SCANNED]
        files = [f for f in self.root.iterdir() if f.is_file()] if self.root.is_dir() else []
        for folder in top:
            files += [f for f in folder.rglob("*") if f.is_file() and not SKIPPED_FOLDERS & set(f.parts)]
        for file in sorted(files):
            path = file.relative_to(self.root).as_posix()
            if file.suffix in TEXT_TYPES and file.name not in {"LICENSE", "package-lock.json"}:
                try:
                    self.texts[path] = file.read_text(encoding="utf-8").splitlines()
                except UnicodeDecodeError:
                    if file.suffix:
                        self.report("encoding", path, 0, "is not UTF-8")
        for path in self.sources():
            self.includes[path] = []
            for number, line in enumerate(self.texts[path], 1):
                if match := INCLUDE.match(line):
                    self.includes[path].append((number, match[1], match[2]))

    def sources(self) -> list[str]:
        return [p for p in self.texts if pathlib.PurePath(p).suffix in SOURCES]

    # -- layering

    def module_of(self, path: str) -> str | None:
        folders = path.split("/")[:-1]
        while folders:
            if "/".join(folders) in LAYERS:
                return "/".join(folders)
            folders.pop()
        return None

    def resolve(self, path: str, target: str) -> str | None:
        """The file of this project an include names, or None for what comes from outside."""
        for base in [str(pathlib.PurePath(path).parent)] + INCLUDE_ROOTS:
            candidate = self.root / base / target
            if candidate.is_file():
                candidate = pathlib.Path(candidate.resolve())
                if candidate.is_relative_to(self.root):
                    found = candidate.relative_to(self.root).as_posix()
                    return found if found in self.texts else None
        return None

    def qt_module_of(self, target: str) -> str | None:
        """QtGui for <QColor> as for <QtGui/QColor>; None for what is not Qt's."""
        first = target.split("/")[0]
        if "/" in target:
            return first if re.match(r"Qt[A-Z]", first) else None
        if not re.match(r"Q[A-Z]|Qt|q[a-z]+\.h$", target) or self.qt_headers is None:
            return None
        owners = [d.name for d in self.qt_headers.glob("Qt*") if (d / target).is_file()]
        return min(owners) if owners else None

    def check_includes(self, path: str) -> None:
        edges = self.graph.setdefault(path, {})
        module = self.module_of(path)
        in_layer = path.split("/")[0] in {"engine", "ui", "app"}
        if in_layer and module is None:
            self.report("unknown-folder", path, 0, "this folder is in no layer of tests/lint/lint.py")
            return
        allowed, qt = LAYERS[module] if in_layer else (None, None)
        for line, bracket, target in self.includes[path]:
            found = self.resolve(path, target)
            if found:
                edges.setdefault(found, line)
            if not in_layer:
                continue
            if found:
                other = self.module_of(found)
                if other != module and other not in allowed:
                    self.report("layer", path, line, f"{module} may not include {found}")
                continue
            qt_module = self.qt_module_of(target)
            if qt_module and qt_module not in qt:
                self.report("qt-module", path, line, f"{module} may not include <{target}> ({qt_module})")
            if bracket == '"' and not target.startswith(("moc_", "ui_")) and not target.endswith(".moc"):
                self.report("unresolved", path, line, f'"{target}" is no file of this project')

    def check_cycles(self) -> None:
        """Every strongly connected set of more than one file (Tarjan, without recursion) is one violation."""
        index: dict[str, int] = {}
        low: dict[str, int] = {}
        stack: list[str] = []
        on_stack: set[str] = set()
        for start in self.graph:
            if start in index:
                continue
            index[start] = low[start] = len(index)
            stack.append(start)
            on_stack.add(start)
            work = [(start, iter(self.graph[start]))]
            while work:
                node, targets = work[-1]
                for target in targets:
                    if target not in index:
                        index[target] = low[target] = len(index)
                        stack.append(target)
                        on_stack.add(target)
                        work.append((target, iter(self.graph.get(target, {}))))
                        break
                    if target in on_stack:
                        low[node] = min(low[node], index[target])
                else:
                    work.pop()
                    if work:
                        low[work[-1][0]] = min(low[work[-1][0]], low[node])
                    if low[node] == index[node]:
                        group = []
                        while not group or group[-1] != node:
                            group.append(stack.pop())
                            on_stack.discard(group[-1])
                        if len(group) > 1 or node in self.graph[node]:
                            first = min(group)
                            self.report("cycle", first, 0, "includes itself: " + " <-> ".join(sorted(group)))

    def reached(self, path: str) -> list[str]:
        """The file and all that it includes of this project."""
        seen, todo = {path}, [path]
        while todo:
            for target in self.graph.get(todo.pop(), {}):
                if target not in seen:
                    seen.add(target)
                    todo.append(target)
        return sorted(seen)

    # -- form

    def own_header(self, path: str) -> str | None:
        """x.h for x.cpp; the public headers stand one folder deeper than their sources."""
        if not path.endswith(".cpp"):
            return None
        file = pathlib.PurePath(path).with_suffix(".h")
        places = [file, file.parent / "engine" / file.name]
        return next((p.as_posix() for p in places if p.as_posix() in self.texts), None)

    def check_source_form(self, path: str) -> None:
        lines = self.texts[path]
        if path.endswith(".h") and "#pragma once" not in lines:
            self.report("pragma-once", path, 0, "a header says #pragma once")
        if len(lines) > LONGEST_FILE:
            self.report("long-file", path, 0, f"{len(lines)} lines, more than {LONGEST_FILE}: it wants splitting")
        own = self.own_header(path)
        if own:
            includes = self.includes[path]
            if not includes or self.resolve(path, includes[0][2]) != own:
                self.report("own-header-first", path, includes[0][0] if includes else 0,
                            f"the first include is {pathlib.PurePath(own).name}: so it is known to stand alone")

    def check_text(self, path: str, lines: list[str]) -> None:
        suffix = pathlib.PurePath(path).suffix
        name = pathlib.PurePath(path).name
        script = bool(lines) and lines[0].startswith("#!")
        if suffix in SOURCES:
            if not lines or lines[0] != f"// {SPDX}":
                self.report("spdx", path, 1, f"the first line is // {SPDX}")
        elif suffix in SPDX_TYPES or script or name == "CMakeLists.txt":
            if not any(SPDX in line for line in lines[:4]):
                self.report("spdx", path, 1, f"one of the first lines says {SPDX}")
        for number, line in enumerate(lines, 1):
            if match := UNFINISHED.search(line):
                self.report("unfinished", path, number, f"says {match[0]}: do it, or open an issue")
            if match := MACHINE_PATH.search(line):
                self.report("machine-path", path, number, f"names a path of one machine: {match[0]}…")

    # -- figures

    def functions(self, path: str):
        """(length, name, line) of the functions of a file, found by the brace that clang-format puts in column 0."""
        lines = self.texts[path]
        start = None
        for number, line in enumerate(lines, 1):
            if line == "{":
                start = number
            elif line == "}" and start:
                head = start - 1
                while head > 1 and lines[head - 2].strip() and not lines[head - 2].startswith(("}", "//", "#")):
                    head -= 1
                yield number - start + 1, lines[head - 1].strip(), head
                start = None
            elif line.startswith("}"):
                start = None


def installed_qt_headers() -> pathlib.Path | None:
    for tool in (["qtpaths6"], ["qmake6"]):
        try:
            answer = subprocess.run(tool + ["-query", "QT_INSTALL_HEADERS"], capture_output=True, text=True, check=True)
            return pathlib.Path(answer.stdout.strip())
        except (OSError, subprocess.CalledProcessError):
            continue
    return None


def print_report(lint: Lint) -> None:
    sources = lint.sources()
    print("longest files")
    for path in sorted(sources, key=lambda p: -len(lint.texts[p]))[:10]:
        print(f"  {len(lint.texts[path]):5} {path}")
    print("longest functions")
    functions = [(length, path, name, line) for path in sources for length, name, line in lint.functions(path)]
    for length, path, name, line in sorted(functions, reverse=True)[:15]:
        print(f"  {length:5} {path}:{line} {name}{'   <- over ' + str(LONGEST_FUNCTION) if length > LONGEST_FUNCTION else ''}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2])
    parser.add_argument("--qt-headers", type=pathlib.Path, default=None)
    parser.add_argument("--report", action="store_true", help="print the longest files and functions")
    options = parser.parse_args()
    qt_headers = options.qt_headers or installed_qt_headers()
    if qt_headers is None or not (qt_headers / "QtCore" / "QObject").is_file():
        print("lint: Qt's headers were not found; name their folder with --qt-headers", file=sys.stderr)
        return 2
    lint = Lint(options.root.resolve(), qt_headers)
    lint.run()
    if not lint.sources():
        print(f"lint: no sources below {options.root}", file=sys.stderr)
        return 2
    for rule, path, line, text in sorted(lint.violations, key=lambda v: (v[1], v[2], v[0])):
        print(f"{path}:{line}: [{rule}] {text}")
    if options.report:
        print_report(lint)
    print(f"lint: {len(lint.sources())} sources, {len(lint.texts)} files, {len(lint.violations)} violations")
    return 1 if lint.violations else 0


if __name__ == "__main__":
    sys.exit(main())
