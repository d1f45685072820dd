#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compiles every header alone, so that each includes what it needs.

    tests/lint/headers.py --build DIR [--root DIR] [--jobs N]

A header that is the first include of its own source, in the build, has stood alone already (lint.py demands that order);
the others are compiled with the flags of a source beside them. Where the build compiles several sources together, only the
first source's header has stood alone: the others have followed those before them in the alphabet, and are compiled once more,
those of a target together, in the opposite order. (names.py asks of all headers whether they include what they name.) What
passed is remembered by the content of the header, of everything it includes from this project, and of the flags: a second run
compiles what changed.
"""
import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
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


def together(file: pathlib.Path) -> list[pathlib.Path]:
    """The sources that a file of the build tree is made of, in their order; empty for any other file."""
    if file.parent.name != "Unity" or not file.is_file():
        return []
    return [pathlib.Path(path) for path in re.findall(r'^#include "([^"]+)"', file.read_text(), re.M)]


class Headers:
    """The headers of one tree and the flags each is compiled with."""

    def __init__(self, root: pathlib.Path, build: pathlib.Path):
        self.root = root
        self.build = build
        self.lint = Lint(root, None)
        self.lint.run()
        self.entries: dict[str, dict] = {}
        self.followers: dict[str, list[str]] = {}  # by the file that they are compiled in: sources that are not its first
        for entry in json.loads((build / "compile_commands.json").read_text()):
            file = pathlib.Path(entry["file"])
            sources = [s.relative_to(root).as_posix() for s in together(file) or [file] if s.is_relative_to(root)]
            self.entries.update({source: entry for source in sources})
            self.followers[entry["file"]] = sources[1:]

    def first_include(self, source: str) -> str | None:
        """Its own header, when it includes that first."""
        own = self.lint.own_header(source)
        includes = self.lint.includes.get(source)
        return own if own and includes and self.lint.resolve(source, includes[0][2]) == own else None

    def to_compile(self) -> list[list[str]]:
        """What is compiled alone: a header, or several of which each has followed another one in the build."""
        proven = {self.first_include(source) for source in self.entries}
        alone = [[p] for p in self.lint.sources() if p.endswith(".h") and p not in proven]
        opposite = [[h for h in map(self.first_include, reversed(sources)) if h] for sources in self.followers.values()]
        return alone + [headers for headers in opposite if headers]

    def flags_for(self, header: str) -> list[str] | None:
        """Those of a source that includes the header, if only through others; else of one beside it or in a folder above."""
        folder = pathlib.PurePath(header).parent
        users = [s for s in self.entries if header in self.lint.graph.get(s, {})]
        users = users or [s for s in self.entries if header in self.lint.reached(s)]
        if users:
            return compile_flags(self.entries[min(users, key=lambda s: (pathlib.PurePath(s).parent != folder, s))])
        while folder != folder.parent:
            beside = [s for s in self.entries if pathlib.PurePath(s).parent == folder]
            if beside:
                return compile_flags(self.entries[min(beside)])
            folder = folder.parent
        return None

    def key(self, headers: list[str], flags: list[str], version: str) -> str:
        digest = hashlib.sha256((version + "\0" + "\0".join(flags)).encode())
        for header in headers:
            digest.update(header.encode())
            for path in self.lint.reached(header):
                digest.update(path.encode() + (self.root / path).read_bytes())
        return digest.hexdigest()

    def compile(self, headers: list[str], flags: list[str]) -> str | None:
        """None, or what the compiler said."""
        run = subprocess.run(flags + ["-fsyntax-only", "-x", "c++", "-"], cwd=self.build, capture_output=True, text=True,
                             input="".join(f'#include "{self.root / header}"\n' for header in headers))
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

    tree = Headers(options.root.resolve(), options.build.resolve())
    cache = options.build / "lint-headers.cache"
    passed_before, passed, failed, work = remembered(cache), set(), 0, []
    versions: dict[str, str] = {}
    for headers in tree.to_compile():
        flags = tree.flags_for(headers[0])
        if flags is None:
            continue  # nothing in this build tree stands near it: the tree was configured without its part
        if flags[0] not in versions:
            versions[flags[0]] = subprocess.run([flags[0], "--version"], capture_output=True, text=True).stdout
        key = tree.key(headers, flags, versions[flags[0]])
        if key in passed_before:
            passed.add(key)
        else:
            work.append((headers, flags, key))
    known = len(passed)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for (headers, _, key), error in zip(work, pool.map(lambda w: tree.compile(w[0], w[1]), work)):
            if error is None:
                passed.add(key)
            else:
                failed += 1
                print(f"{' '.join(headers)}:1: [self-sufficient] does not compile alone\n{error}")
    cache.write_text("\n".join(sorted(passed)) + "\n")
    print(f"headers: {len(work)} compiled alone, {known} unchanged, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
