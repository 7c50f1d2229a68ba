# SPDX-License-Identifier: Apache-2.0
"""Verdicts of `dwbot convert` beside those of pyxform, XLSForm's reference converter: which workbook is a survey, which is refused.

Workbooks: every case of tests/authoring/rules.md and features.md, the shipped ones, the template, those of DWBOT_FORMS. Where the two
differ, DECISIONS says why, by our rule or by pyxform's words; anything else fails. pyxform comes from PyPI into a virtual environment in
the build folder; where that cannot be had the test is skipped (exit 77), and says so.
usage: pyxform_compare.py DWBOT BUILD_DIR
"""
import json, os, pathlib, re, subprocess, sys, tempfile

PYXFORM = "pyxform==4.5.0"
ROOT = pathlib.Path(__file__).resolve().parents[2]

# We refuse, pyxform does not. It leaves expressions to a validator (Java) behind it, and knows nothing of chats.
WE_REFUSE = {
    "E-EXPR-SYNTAX": "pyxform does not parse expressions",
    "E-EXPR-NULL": "pyxform does not parse expressions",
    "E-EXPR-LONG": "pyxform does not parse expressions",
    "E-FUNCTION": "pyxform does not parse expressions",
    "E-CHOICE-UNKNOWN": "pyxform does not look for the choice that an expression names",
    "E-REF-LATER": "a chat goes forward only",
    "E-REF-NOTE": "a note has no answer",
    "E-REF-REPEAT": "one of several answers is meant",
    "E-WORDS-SEALED": "own words are sealed on receipt",
    "E-CYCLE": "pyxform does not look for circles",
    "E-LAST-SAVED": "nothing is kept from another time",
    "E-PULLDATA": "no files in a chat",
    "E-TYPE-FILE": "no files in a chat",
    "E-TYPE-RANK": "not in this version",
    "E-TYPE-MAP": "not in a chat",
    "E-TYPE-SECRET": "nothing is taken without asking",
    "E-TYPE-DEVICE": "not in a chat",
    "E-TYPE-OSM": "not in a chat",
    "E-TYPE-LOOP": "not in a chat",
    "E-TYPE-KOBO": "not in a chat",
    "E-LIST-REPEAT": "not in a chat",
    "E-REPEAT-NESTED": "not in a chat",
    "E-TRIGGER": "not in a chat",
    "E-SHEET-ENTITIES": "no record of a person is kept",
    "E-LANG-MIXED": "pyxform makes a language of its own of it",
    "E-LANG-CODE": "a chat must know the language",
    "E-LANG-TWICE": "a chat must know the language",
    "E-LANG-DEFAULT": "a chat must know the language",
    "E-REQUIRED": "pyxform takes any word for an expression",
    "E-HEADER-MISSING": "pyxform names notes itself",
    "E-REF-UNKNOWN": "on the sheet triage, which other tools ignore",
    "E-TRIAGE": "other tools ignore the sheet triage",
    "E-CHAT": "other tools ignore the columns chat_*",
    "E-SETTINGS-DOWN": "pyxform takes the name of the second setting for the title",
    "E-SETTING": "other tools ignore the columns chat_*",
    "E-CHOICE-NAME": "pyxform allows names that no expression can say",
    "E-CHOICE-LABEL-DUP": "a typed answer must be one choice",
    "E-CHOICE-DUP": "a typed answer must be one choice, also with allow_choice_duplicates",
    "E-CHOICE-LIST": "pyxform drops the row",
    "E-TEXT-ECHO": "an answer would be shown again",
    "E-ROLE": "roles are ours",
    "E-CELL": "pyxform reads the error or nothing",
    "E-ROWS-MANY": "limits are ours",
    "E-SURVEY": "on the sheet triage, which other tools ignore",
}
# pyxform refuses, we do not.
THEY_REFUSE = [
    (r"Reference variables must start with", "spaces between ${ and } are read"),
    (r"named 'head' has no label or hint", "a row of the appearance label heads a table, and is left out"),
    (r"required column headers were not found: 'type'", "a byte order mark before the first header is left out"),
]


def need_pyxform(build):
    venv = build / "pyxform"
    python = venv / "bin/python3"
    if not (venv / "installed").exists():
        try:
            subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True, capture_output=True, timeout=120)
            subprocess.run([str(python), "-m", "pip", "install", "--quiet", PYXFORM], check=True, capture_output=True, timeout=300)
            (venv / "installed").write_text(PYXFORM)
        except (subprocess.SubprocessError, OSError) as error:
            print(f"SKIPPED: {PYXFORM} cannot be installed here ({type(error).__name__}); verdicts were not compared")
            sys.exit(77)
    if pathlib.Path(sys.prefix).resolve() != venv.resolve():
        os.execv(python, [str(python), *sys.argv])


def cells(line):
    return [c.strip().replace("\\|", "|").replace("<br>", "\n") for c in re.split(r"(?<!\\)\|", line.strip())[1:-1]]


def cases(name):
    """(title, {sheet: rows}) of a file of cases."""
    out, sheet = [], None
    for line in (ROOT / "tests/authoring" / name).read_text().splitlines():
        if line.startswith("# "):
            out.append((line[2:], {}))
        elif line.startswith("## "):
            sheet = out[-1][1].setdefault(line[3:], [])
        elif line.startswith("|") and out and not set(line) <= set("|- :"):
            sheet.append(cells(line))
    for _, sheets in out:
        sheets.setdefault("settings", [["form_id", "form_title"], ["test", "Test"]])
    return out


def workbook(sheets, path):
    import openpyxl
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if c == "" else c for c in row])
    book.save(path)


def workbooks(folder):
    for name in ("rules.md", "features.md", "hostile.md", "forms.md", "habits.md"):
        for i, (title, sheets) in enumerate(cases(name)):
            path = folder / f"{name[:-3]}-{i}.xlsx"
            workbook(sheets, path)
            yield f"{name}: {title}", path
    for path in sorted((ROOT / "dialogs/surveys").glob("*.xlsx")) + sorted((ROOT / "docs/examples").glob("*.xlsx")):
        yield path.name, path
    for path in sorted(pathlib.Path(os.environ.get("DWBOT_FORMS") or "/nowhere").glob("*.xlsx")):
        yield path.name, path


def ours(dwbot, path, folder):
    """The rules of the errors; [] if it was converted."""
    run = subprocess.run([dwbot, "convert", str(path), str(folder / "out.json")], capture_output=True, text=True)
    if run.returncode == 0:
        return []
    found = set(re.findall(r"error ([EWN]-[A-Z-]+)", run.stderr))
    assert found, f"{path}: refused without a rule: {run.stderr}"
    return sorted(found)


def theirs(path):
    """pyxform's message, or None."""
    from pyxform.xls2xform import convert
    try:
        convert(xlsform=path, validate=False)
        return None
    except Exception as error:  # also its TypeErrors
        return f"{type(error).__name__}: {error}".split("\n")[0]


def main():
    dwbot, build = sys.argv[1], pathlib.Path(sys.argv[2])
    need_pyxform(build)
    agreed, named, unexplained = 0, {}, []
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        for title, path in workbooks(folder):
            mine, other = ours(dwbot, path, folder), theirs(path)
            if bool(mine) == (other is not None):
                agreed += 1
                continue
            if mine:
                why = [next((w for rule, w in WE_REFUSE.items() if m.startswith(rule)), None) for m in mine]
                reason = None if None in why else f"we refuse ({', '.join(mine)}): {'; '.join(sorted(set(why)))}"
            else:
                reason = next((f"pyxform refuses ({other[:90]}): {why}" for words, why in THEY_REFUSE if re.search(words, other)), None)
            if reason is None:
                unexplained.append(f"{title}: ours {mine or 'a survey'}, pyxform {other or 'a form'}")
            named.setdefault(reason, []).append(title)
    print(f"{agreed + sum(len(t) for t in named.values())} workbooks: {agreed} with the same verdict, "
          f"{sum(len(t) for r, t in named.items() if r)} differences with a reason, {len(unexplained)} without")
    for reason, titles in sorted((r, t) for r, t in named.items() if r):
        print(f"  {reason}: {', '.join(titles)}")
    for line in unexplained:
        print(f"  UNEXPLAINED {line}")
    sys.exit(1 if unexplained else 0)


main()
