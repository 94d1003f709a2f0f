"""The rules of the house, asserted: which module may import which, who owns which package, how large
a file and a function may be, and where a module's test stands.

Each test gathers all offenders before it fails, as `file:line: what is wrong`.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rowcheck import rules
from rowcheck.rules.rule import Rule

ROOT = Path(__file__).parents[1]
PRODUCT = ROOT / "bot" / "rowcheck"
MODULES = sorted(PRODUCT.rglob("*.py"))

# From top to bottom. A module imports from its own part and from the lines below, never from a
# neighbour on its line.
LAYERS = (
    {"__main__"},
    {"cli"},
    {"backtest"},
    {"github"},
    {"audit", "narrating", "showing"},
    {"arguments", "idle", "init", "output", "patches", "session"},
    {"fixing"},
    {"completion", "inference", "installing", "manual", "reporters", "ruledocs", "sources"},
    {"check"},
    {"verifying"},
    {"judging"},
    {"findings"},
    {"rules"},
    {"changes", "debt", "fixes", "habits", "identity", "markdown", "ordering"},
    {"matching"},
    {"hunks"},
    {"config"},
    {"schemas"},
    {"rowschema"},
    {"shapes"},
    {"defaults", "globs", "grammar", "lazily", "marked", "sequences", "whole"},
    {"model"},
    {"errors"},
)

# Who may import what: a package (or the standard library's way to other programs), and the parts
# of ours that know it. A new dependency gets its line here.
OWNERS = {
    "subprocess": {"sources.git"},
    "github": {"github"},
    "jsonschema": {"rowschema"},
    "mistune": {"markdown"},
    "pyuca": {"ordering"},
    "shtab": {"completion"},
    "rapidfuzz": {"identity", "matching"},
    "re2": {"rowschema"},
    "rich": {"backtest", "reporters"},
    "yaml": {"marked"},
}

# What takes a start-up time that a hook should not pay when no list file changed.
SLOW = ("github", "jsonschema", "mistune", "pyuca", "rapidfuzz", "re2", "rich", "yaml")

MOST_LINES_IN_A_FILE = 300
MOST_LINES_IN_A_FUNCTION = 40
VAGUE = {"common", "helper", "helpers", "manager", "misc", "util", "utils"}

# Tests of no single module, and modules that every test goes through.
OF_THE_WHOLE = {
    *("attacks", "benchmarks", "conformance", "corpus", "documentation", "example", "hook", "house"),
    *("mutations", "readme", "stories", "workflows"),
}
EVERYWHERE = {"errors", "model", "rule", "uniqueness"}


def test_imports_point_down() -> None:
    rank = {part: depth for depth, layer in enumerate(LAYERS) for part in layer}
    offenders = []
    for path in MODULES:
        own = part_of(path)
        if own not in rank:
            offenders.append(f"{place(path)}: '{own}' is in no layer; give it one in LAYERS")
            continue
        for line, name in imports(path):
            part = name.split(".")[1] if name.startswith("rowcheck.") else own
            if part != own and part in rank and rank[part] <= rank[own]:
                offenders.append(f"{place(path, line)}: '{own}' imports '{part}', which is not below it")
    assert_none(offenders)


def test_every_package_has_its_owners() -> None:
    offenders = []
    for path in MODULES:
        module = ".".join(path.relative_to(PRODUCT).with_suffix("").parts)
        for line, name in imports(path):
            package = name.split(".")[0]
            if package in OWNERS:
                if not any(f"{module}.".startswith(f"{owner}.") for owner in OWNERS[package]):
                    owners = " and ".join(sorted(OWNERS[package]))
                    offenders.append(f"{place(path, line)}: only {owners} may import '{package}'")
            elif package != "rowcheck" and package not in sys.stdlib_module_names:
                offenders.append(f"{place(path, line)}: '{package}' has no line in OWNERS")
    assert_none(offenders)


def test_no_rule_imports_another() -> None:
    judging = {rule.id.replace("-", "_") for rule in rules.ALL}
    offenders = [
        f"{place(path, line)}: a rule imports the rule '{name.split('.')[2]}'"
        for path in rule_files()
        for line, name in imports(path)
        if name.startswith("rowcheck.rules.") and name.split(".")[2] in judging
    ]
    assert_none(offenders)


def test_nothing_slow_is_imported_before_it_is_used() -> None:
    code = f"import sys, rowcheck.cli; print(*sorted(set({SLOW}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_files_and_functions_stay_small() -> None:
    offenders = []
    for path in MODULES:
        lines = len(source(path).splitlines())
        if lines > MOST_LINES_IN_A_FILE:
            offenders.append(f"{place(path)}: {lines} lines, at most {MOST_LINES_IN_A_FILE}")
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > MOST_LINES_IN_A_FUNCTION:
                    at = place(path, node.lineno)
                    offenders.append(
                        f"{at}: {node.name} has {lines} lines, at most {MOST_LINES_IN_A_FUNCTION}"
                    )
    assert_none(offenders)


def test_every_module_says_what_it_is() -> None:
    assert_none(
        [f"{place(path)}: no module docstring" for path in MODULES if not ast.get_docstring(tree(path))]
    )


def test_no_name_is_vague() -> None:
    parts = {part: path for path in MODULES for part in (*path.relative_to(PRODUCT).parent.parts, path.stem)}
    assert_none([f"{place(parts[part])}: '{part}' says nothing" for part in VAGUE & parts.keys()])


def test_an_init_holds_prose_only() -> None:
    offenders = [
        f"{place(path, node.lineno)}: an __init__ holds its docstring only"
        for path in MODULES
        if path.name == "__init__.py" and path.parent.name != "rules"
        for node in tree(path).body[1:]
    ]
    assert_none(offenders)


def test_no_handler_but_the_outermost_catches_everything() -> None:
    """Only `cli.main` does, so that a fault of ours ends with the exit status of one."""
    broad = {None, "Exception", "BaseException"}
    offenders = [
        f"{place(path, node.lineno)}: catches everything, bugs included"
        for path in MODULES
        if path != PRODUCT / "cli.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and (ast.unparse(node.type) if node.type else None) in broad
    ]
    assert_none(offenders)


def test_nothing_is_left_for_later() -> None:
    marks = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|\b(?:noqa|type: ignore)(?!\[|: [A-Z])")
    offenders = [
        f"{place(path, number)}: '{found.group()}'"
        for path in MODULES
        for number, line in enumerate(source(path).splitlines(), 1)
        if (found := marks.search(line))
    ]
    assert_none(offenders)


def test_the_tests_mirror_the_source() -> None:
    """A test file stands where the module it tests stands, under the same name.

    What the tests themselves are made of is tested beside it.
    """
    offenders = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        subject = path.relative_to(ROOT / "tests").with_name(path.name.removeprefix("test_"))
        places = (PRODUCT / subject, PRODUCT / subject.with_suffix(""), path.with_name(subject.name))
        if "github_double" in subject.parts:
            continue  # a double is tested by what it does, whichever of its modules does it
        if subject.stem not in OF_THE_WHOLE and not any(at.exists() for at in places):
            offenders.append(f"{place(path)}: there is no {subject.as_posix()} in bot/rowcheck")
    assert_none(offenders)


def test_every_part_is_tested() -> None:
    """A module of its own has its test file, a package tests in its folder, a rule its stories."""
    parts = [path for path in MODULES if path.stem not in EVERYWHERE and not path.stem.startswith("__")]
    assert_none(
        [f"{place(path)}: is not tested; write {where_tested(path)}" for path in parts if not has_tests(path)]
    )


def test_every_rule_file_is_in_the_list() -> None:
    listed = {rule.id for rule in rules.ALL}
    here = {path.stem.replace("_", "-") for path in rule_files()}
    assert here == listed
    assert len(rules.ALL) == len(listed)


@pytest.mark.parametrize("rule", rules.ALL, ids=lambda rule: rule.id)
def test_a_rule_explains_itself(rule: Rule) -> None:
    headings = [line for line in rule.doc.splitlines() if line in ("Bad:", "Good:")]
    assert headings == ["Bad:", "Good:"]
    assert rule.doc.split("\n\n")[0].endswith((".", "?"))


def rule_files() -> list[Path]:
    return [path for path in MODULES if path.parent.name == "rules" and "RULE" in assigned(path)]


def where_tested(path: Path) -> str:
    """Where the tests of a module are looked for first."""
    inside = path.relative_to(PRODUCT)
    if inside.parts[0] == "rules":
        return f"tests/stories/{inside.stem.replace('_', '-')}/*.md"
    return f"tests/{inside.with_name(f'test_{inside.name}').as_posix()}"


def has_tests(path: Path) -> bool:
    """Whether there are such tests, or, for a module of a package, tests of the package."""
    where = where_tested(path)
    inside_package = path.parent != PRODUCT and path.parent.name != "rules"
    return any(ROOT.glob(where)) or (inside_package and any(ROOT.glob(f"{Path(where).parent}/test_*.py")))


def part_of(path: Path) -> str:
    """The part of the product a file belongs to: its package, or its own name."""
    inside = path.relative_to(PRODUCT).with_suffix("")
    return "errors" if inside.name == "__init__" and len(inside.parts) == 1 else inside.parts[0]


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything a file imports, inside functions too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{place(path, node.lineno)}: imports are absolute"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def assigned(path: Path) -> set[str]:
    """The names that a module gives a value at its top."""
    targets = [
        target
        for node in tree(path).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def tree(path: Path) -> ast.Module:
    return ast.parse(source(path), str(path))


def place(path: Path, line: int = 1) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def assert_none(offenders: list[str]) -> None:
    assert not offenders, "\n".join(["", *offenders])
