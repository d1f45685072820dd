#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compiles every header alone, so that each includes what it needs.

    tests/lint/headers.py --build DIR [--root DIR] [--jobs N]

A header that is the first include of its own source, in the build, has stood alone already (lint.py demands that order);
the others are compiled with the flags of a source beside them. What passed is remembered by the content of the header, of
everything it includes from this project, and of the flags: a second run compiles what changed.
"""
import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import shlex
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from lint import Lint  # noqa: E402


def compile_flags(entry: dict) -> list[str]:
    """The compiler and its flags, without launcher, input, output and dependency file."""
    words = shlex.split(entry["command"]) if "command" in entry else list(entry["arguments"])
    while pathlib.PurePath(words[0]).name in {"ccache", "sccache", "distcc"}:
        words.pop(0)
    flags, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word in {"-o", "-MF", "-MT", "-MQ", "-c"}:
            skip = True
        elif word not in {"-MD", "-MMD"}:
            flags.append(word)
    return flags


class Headers:
    """The headers of one tree and the flags each is compiled with."""

    def __init__(self, root: pathlib.Path, build: pathlib.Path):
        self.root = root
        self.build = build
        self.lint = Lint(root, None)
        self.lint.run()
        self.entries: dict[str, dict] = {}
        for entry in json.loads((build / "compile_commands.json").read_text()):
            file = pathlib.Path(entry["file"])
            if file.is_relative_to(root):
                self.entries[file.relative_to(root).as_posix()] = entry

    def to_compile(self) -> list[str]:
        proven = set()
        for source in self.entries:
            own = self.lint.own_header(source)
            includes = self.lint.includes.get(source)
            if own and includes and self.lint.resolve(source, includes[0][2]) == own:
                proven.add(own)
        return [p for p in self.lint.sources() if p.endswith(".h") and p not in proven]

    def flags_for(self, header: str) -> list[str] | None:
        """Those of a source that includes the header, if only through others; else of one beside it or in a folder above."""
        folder = pathlib.PurePath(header).parent
        users = [s for s in self.entries if header in self.lint.graph.get(s, {})]
        users = users or [s for s in self.entries if header in self.reached(s)]
        if users:
            return compile_flags(self.entries[min(users, key=lambda s: (pathlib.PurePath(s).parent != folder, s))])
        while folder != folder.parent:
            beside = [s for s in self.entries if pathlib.PurePath(s).parent == folder]
            if beside:
                return compile_flags(self.entries[min(beside)])
            folder = folder.parent
        return None

    def reached(self, path: str) -> list[str]:
        """The file and all that it includes of this project."""
        seen, todo = {path}, [path]
        while todo:
            for target in self.lint.graph.get(todo.pop(), {}):
                if target not in seen:
                    seen.add(target)
                    todo.append(target)
        return sorted(seen)

    def key(self, header: str, flags: list[str], version: str) -> str:
        digest = hashlib.sha256((version + "\0" + "\0".join(flags)).encode())
        for path in self.reached(header):
            digest.update(path.encode() + (self.root / path).read_bytes())
        return digest.hexdigest()

    def compile(self, header: str, flags: list[str]) -> str | None:
        """None, or what the compiler said."""
        run = subprocess.run(flags + ["-fsyntax-only", "-x", "c++", "-"], cwd=self.build, capture_output=True, text=True,
                             input=f'#include "{self.root / header}"\n')
        return None if run.returncode == 0 else run.stderr


def remembered(cache: pathlib.Path) -> set[str]:
    try:
        return set(cache.read_text().split())
    except OSError:
        return set()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2])
    parser.add_argument("--build", type=pathlib.Path, required=True, help="a build tree with compile_commands.json")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()

    headers = Headers(options.root.resolve(), options.build.resolve())
    cache = options.build / "lint-headers.cache"
    passed_before, passed, failed, work = remembered(cache), set(), 0, []
    versions: dict[str, str] = {}
    for header in headers.to_compile():
        flags = headers.flags_for(header)
        if flags is None:
            continue  # nothing in this build tree stands near it: the tree was configured without its part
        if flags[0] not in versions:
            versions[flags[0]] = subprocess.run([flags[0], "--version"], capture_output=True, text=True).stdout
        key = headers.key(header, flags, versions[flags[0]])
        if key in passed_before:
            passed.add(key)
        else:
            work.append((header, flags, key))
    known = len(passed)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for (header, _, key), error in zip(work, pool.map(lambda w: headers.compile(w[0], w[1]), work)):
            if error is None:
                passed.add(key)
            else:
                failed += 1
                print(f"{header}:1: [self-sufficient] does not compile alone\n{error}")
    cache.write_text("\n".join(sorted(passed)) + "\n")
    print(f"headers: {len(work)} compiled alone, {known} unchanged, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
