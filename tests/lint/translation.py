#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that the window speaks its other languages wholly: what lupdate finds in the sources is in resources/translations, each
text of it is translated, nothing is left over, and the places (%1, &, ...) of a text are in its translation, too.

    tests/lint/translation.py --lupdate PROGRAM

Prints one line a violation and answers 1 when there is one. After texts have changed:
    lupdate -locations none -no-obsolete -I . -extensions cpp,h ui app/windowed.cpp -ts resources/translations/sightglass_de.ts
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCES = ["ui", "app/windowed.cpp"]


def messages(path: pathlib.Path) -> dict[tuple[str, str], ElementTree.Element]:
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            found[(context.findtext("name"), message.findtext("source"))] = message.find("translation")
    return found


def places(text: str) -> list[str]:
    return sorted(re.findall(r"%\d|%L\d", text))


def check(path: pathlib.Path, lupdate: str) -> list[str]:
    known = messages(path)
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / path.name
        shutil.copy(path, copy)
        subprocess.run(
            [lupdate, "-silent", "-locations", "none", "-no-obsolete", "-I", ".", "-extensions", "cpp,h", *SOURCES, "-ts",
             copy],
            cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
        wanted = messages(copy)
    problems = []
    for key in wanted:
        if key not in known:
            problems.append(f"{key[0]}: not there yet: {key[1]!r}")
    for (context, source), translation in known.items():
        if (context, source) not in wanted:
            problems.append(f"{context}: in no source any more: {source!r}")
        text = translation.text or ""
        if translation.get("type") or not text.strip():
            problems.append(f"{context}: not translated: {source!r}")
        elif places(source) != places(text):
            problems.append(f"{context}: other places than {source!r}: {text!r}")
    return problems


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--lupdate", required=True)
    arguments = parser.parse_args()
    files = sorted((ROOT / "resources/translations").glob("*.ts"))
    problems = [f"{path.name}: {problem}" for path in files for problem in check(path, arguments.lupdate)]
    for problem in problems:
        print(problem)
    if not files:
        print("no translations")
    return 1 if problems or not files else 0


if __name__ == "__main__":
    sys.exit(main())
