# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether headers include, or declare, the types of this project that they name.

Told from the text: a type counts when exactly one header of the project declares it, at the margin; who names it reaches that
header, or a forward declaration. A compiler only sees this in the order in which it happens to read the headers.
"""
import collections
import re

KINDS = r"(?:class|struct|enum class|enum|union)"
DECLARED = re.compile(rf"^(?:template\s*<.*>\s*)?{KINDS}\s+(?:\[\[\w+\]\]\s+)?([A-Z]\w*[a-z]\w*)(?!.*;\s*$)|^using ([A-Z]\w*[a-z]\w*) =", re.M)
FORWARD = re.compile(rf"^\s*{KINDS}\s+([A-Z]\w+)(?:\s*:\s*\w+)?;", re.M)
NAMED = re.compile(r"(?<![\w:])([A-Z]\w*[a-z]\w*)\b")
ENUMERATORS = re.compile(r"enum[^{;]*\{([^}]*)\}", re.S)


def code_of(lines: list[str]) -> str:
    """Without comments, texts and the lines of the preprocessor."""
    text = re.sub(r"//[^\n]*", "", "\n".join(lines))
    text = re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', text)
    return re.sub(r"^\s*#.*$", "", text, flags=re.M)


def own_names(code: str) -> set[str]:
    """What a header calls things of its own, nested ones, enumerators and parameters of templates too."""
    names = set(re.findall(rf"{KINDS}\s+([A-Z]\w+)", code)) | set(re.findall(r"using (?:[\w:]*::)?([A-Z]\w+)\b", code))
    names |= set(re.findall(r"(?:typename|class|auto)(?:\.\.\.)?\s+([A-Z]\w+)", code))
    names |= set(re.findall(r"\b([A-Z]\w+)(?:\{| =|\()", code))
    for body in ENUMERATORS.findall(code):
        names |= set(re.findall(r"\b([A-Z]\w+)", body))
    return names


def unnamed(texts: dict[str, list[str]], reached) -> list[tuple[str, str, str]]:
    """(header, name, header that declares it) for each that is not reached. `reached` answers what a file includes, and itself."""
    code = {path: code_of(lines) for path, lines in texts.items() if path.endswith(".h") and not path.startswith("tests/")}
    declaring = collections.defaultdict(set)
    for path, text in code.items():
        for match in DECLARED.finditer(text):
            declaring[match[1] or match[2]].add(path)
    only = {name: next(iter(paths)) for name, paths in declaring.items() if len(paths) == 1}
    forward = {path: set(FORWARD.findall(text)) for path, text in code.items()}
    found = []
    for path, text in code.items():
        seen = set(reached(path))
        declared = set().union(*(forward.get(other, set()) for other in seen)) | own_names(text)
        for name in sorted(set(NAMED.findall(text)) - declared):
            if name in only and only[name] not in seen:
                found.append((path, name, only[name]))
    return found
