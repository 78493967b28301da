"""Writes testdata/golden/*.txtar from the cases in cases/.

    python3 tools/oracle/generate.py            writes the files
    python3 tools/oracle/generate.py --check    fails if a file differs from what would be written
    python3 tools/oracle/generate.py --list     prints constructs, cases and dialects
"""
import importlib
import pathlib
import sys
import warnings

HERE = pathlib.Path(__file__).resolve().parent
GOLDEN = HERE.parent.parent / "testdata" / "golden"
sys.path.insert(0, str(HERE))

import sqlalchemy  # noqa: E402
from registry import CONSTRUCTS, EVERY, statements  # noqa: E402
from render import Absent, render  # noqa: E402


def load():
    warnings.simplefilter("ignore", sqlalchemy.exc.SAWarning)
    for path in sorted((HERE / "cases").glob("[a-z]*.py")):
        importlib.import_module(f"cases.{path.stem}")


def section(name, dialect, value):
    found = statements(value, dialect)
    if found is None:
        return ""
    try:
        body = "".join(render(s, dialect) for s in found)
    except Absent:
        return ""
    except Exception as error:
        raise ValueError(f"case {name} for {dialect}: {error}") from error
    for line in body.splitlines():
        if line.startswith("-- ") and line.endswith(" --"):
            raise ValueError(f"{name}: a line of the SQL looks like a section header: {line}")
    return f"-- {name}/{dialect} --\n{body}"


def archive(construct):
    head = (
        f"Expected SQL of the cases of {construct}, from SQLAlchemy {sqlalchemy.__version__}.\n"
        f"Made by tools/oracle (cases/{construct}.py), never by hand.\n\n"
    )
    parts = []
    for name, (value, only) in sorted(CONSTRUCTS[construct].items()):
        sections = [section(name, d, value) for d in EVERY if d in only]
        if not any(sections):
            raise ValueError(f"{construct}: case {name} compiles nowhere")
        parts += sections
    return head + "".join(parts)


def differences(files):
    """Names of golden files that are missing, left over or not as generated."""
    have = {p.name: p.read_text(encoding="utf-8") for p in GOLDEN.glob("*.txtar")}
    return sorted(n for n in have.keys() | files.keys() if have.get(n) != files.get(n))


def main(arguments):
    load()
    if arguments == ["--list"]:
        return show()
    files = {f"{c}.txtar": archive(c) for c in sorted(CONSTRUCTS)}
    different = differences(files)
    if arguments == ["--check"]:
        if different:
            print("golden files differ from the cases:", ", ".join(different), file=sys.stderr)
        return 1 if different else 0
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name in different:
        if name in files:
            (GOLDEN / name).write_text(files[name], encoding="utf-8")
        else:
            (GOLDEN / name).unlink()
    total = sum(len(cases) for cases in CONSTRUCTS.values())
    sections = sum(text.count(" --\n") for text in files.values())
    print(f"{total} cases, {sections} sections, {len(files)} files, {len(different)} changed")
    return 0


def show():
    for construct, cases in sorted(CONSTRUCTS.items()):
        print(f"{construct}: {len(cases)}")
        for name, (value, only) in sorted(cases.items()):
            print(f"  {name}: {' '.join(d for d in only if section(name, d, value))}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
