"""A proposal as the text of `.github/rowcheck.yml`, laid out as a person would. Writes no file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rowcheck.inference import scalars
from rowcheck.inference.habit import Group, Habit, Proposal
from rowcheck.inference.layout import STEP, Line, rendered
from rowcheck.inference.style import ALIKE
from rowcheck.settings.settings import Settings
from rowcheck.text import counted

SCHEMA = "https://raw.githubusercontent.com/rowcheck/rowcheck/main/schema/config.schema.json"

_HEAD = """\
# yaml-language-server: $schema={schema}
#
# What is expected of this list's rows. 'rowcheck init' inferred it from {rows} of them; change what
# you know better. A share beside a rule is of the rows that obey it. Nobody is blamed for the others,
# as only rows that are new or changed are checked. What fewer than {share} obey, or would be one rule
# too many for that, is a comment: take the '#' away to make it a rule.

"""

_ABOUT = frozenset(("changelog", "code_of_conduct", "contributing", "pull_request_template", "security"))
"""Names of files that speak about a list."""

_WIDTH = 90
_MOST_FILES = 4


def text(proposal: Proposal, threshold: float) -> str:
    """The settings; what too few rows keep stands in comments, ready to be used."""
    lines = [*_head(proposal, threshold), f"files: {scalars.flow(files(proposal.paths))}"]
    if proposal.groups:
        lines += ["", "tables:"]
    for number, group in enumerate(proposal.groups):
        lines += [""] * (number > 0) + list(rendered(list(_group(group, threshold)), STEP))
    if proposal.other_tables:
        lines += ["", "rules:", f'{STEP}unknown-table: "off" # {_others(proposal)}']
    return "\n".join(lines) + "\n"


def is_list(path: str) -> bool:
    """Whether a file may hold the list, and not just what is said about it, with sample rows."""
    name = path.rpartition("/")[2].partition(".")[0].lower().replace("-", "_")
    return Settings().covers(path) and not path.startswith(".github/") and name not in _ABOUT


def files(paths: Sequence[str]) -> list[str]:
    """The files by name where they are few, else globs: those at the top, and folders with all below."""
    if len(paths) <= _MOST_FILES:
        return list(paths)
    endings = sorted({path.rpartition(".")[2] for path in paths})
    folders = list(dict.fromkeys(path.split("/")[0] for path in paths if "/" in path))
    if len(folders) > _MOST_FILES:
        return [f"**/*.{ending}" for ending in endings]
    top = [path for path in paths if "/" not in path]
    named = top if len(top) <= _MOST_FILES else [f"*.{ending}" for ending in endings]
    return [*named, *(f"{folder}/**/*.{ending}" for folder in folders for ending in endings)]


def share(value: float) -> str:
    """A share in words: `99.4 %`; never `100 %` where something is missing."""
    for digits in range(1, 4):
        shown = f"{100 * value:.{digits}f}"
        if value == 1 or float(shown) < 100:
            break
    return f"{shown.rstrip('0').rstrip('.')} %"


def _head(proposal: Proposal, threshold: float) -> Iterator[str]:
    yield from _HEAD.format(schema=SCHEMA, rows=f"{proposal.rows:,}", share=share(threshold)).splitlines()


def _others(proposal: Proposal) -> str:
    tables = counted(proposal.other_tables, "table")
    return f"{tables} with {counted(proposal.other_rows, 'row')} in all fit no entry"


def _group(group: Group, threshold: float) -> Iterator[Line]:
    yield Line(f"# {counted(group.size, 'row')} in {counted(len(group.tables), 'table')}")
    yield Line(
        f"{scalars.word(group.name)}:",
        below=(
            *_match(group),
            *_row(group),
            *_entries(group, "order"),
            *_entries(group, "unique"),
            *_style(group, threshold),
        ),
    )


def _match(group: Group) -> Iterator[Line]:
    headings = (_listed("headings", group.headings),) if group.headings else ()
    yield Line("match:", below=(_listed("columns", group.columns), *headings))


def _listed(key: str, values: Sequence[str]) -> Line:
    """A list on one line, or an item a line where that is too long."""
    line = f"{key}: {scalars.flow(list(values))}"
    if len(line) <= _WIDTH:
        return Line(line)
    return Line(f"{key}:", below=tuple(Line(f"- {scalars.word(value)}") for value in values))


def _row(group: Group) -> Iterator[Line]:
    if ready := [habit for habit in group.kept if habit.about == "row"]:
        yield Line(f"row: {ready[0].value['row']}{_share(ready[0])}")
        return
    columns = tuple(line for column in group.columns for line in _column(group, column))
    below = (*_required(group), *([Line("properties:", below=columns)] if columns else ()))
    if below:
        yield Line("row:", below=below)


def _required(group: Group) -> Iterator[Line]:
    """The columns that are never empty, and those that are so nearly never."""
    kept = [habit.column for habit in group.kept if habit.about == "required"]
    left = [habit for habit in group.left if habit.about == "required"]
    if left:
        rules = (Line(f"- {scalars.word(column)}") for column in kept)
        others = (Line(f"- {scalars.word(it.column)}{_share(it)}", rule=False) for it in left)
        yield Line("required:", below=(*rules, *others))
    elif kept:
        yield _listed("required", kept)


def _column(group: Group, column: str) -> Iterator[Line]:
    """What is said of one column, and of its links."""
    habits = [(habit, True) for habit in group.kept] + [(habit, False) for habit in group.left]
    mine = [(habit, rule) for habit, rule in habits if habit.column == column]
    own = [line for habit, rule in mine if habit.about == "cell" for line in _keywords(habit, rule, mine)]
    inside = tuple(
        Line(f"{habit.about}: {scalars.flow(habit.value)}{_share(habit)}{_instead(habit, mine)}", rule)
        for habit, rule in mine
        if habit.about in ("text", "url")
    )
    if inside:
        properties = Line("properties:", below=inside)
        own.append(Line("items:", below=(properties,)) if _is_several(group, column) else properties)
    if own:
        yield Line(f"{scalars.word(column)}:", below=tuple(own))


def _instead(habit: Habit, among: Sequence[tuple[Habit, bool]]) -> str:
    """What to say of a comment where a rule says less of the same."""
    ruled = [other for other, rule in among if rule and other.about == habit.about]
    return f", in place of '{habit.about}' above" if ruled and habit not in ruled else ""


def _keywords(habit: Habit, rule: bool, among: Sequence[tuple[Habit, bool]]) -> Iterator[Line]:
    """A keyword a line; several patterns with messages of their own are an `allOf`, written at the first."""
    told = [(other, kept) for other, kept in among if "errorMessage" in other.value]
    if "errorMessage" not in habit.value or len(told) == 1:
        for number, (key, value) in enumerate(habit.value.items()):
            yield Line(
                f"{scalars.word(key)}: {scalars.flow(value)}{_share(habit) if number == 0 else ''}", rule
            )
    elif habit is told[0][0]:
        yield Line("allOf:", below=tuple(_styled(other.value, kept, _share(other)) for other, kept in told))


def _styled(value: Mapping[str, Any], rule: bool, note: str) -> Line:
    return Line(f"- {scalars.flow(value)}{note}", rule)


def _is_several(group: Group, column: str) -> bool:
    """Whether the column's cells are read as a list of links."""
    return column in group.kinds and group.kinds[column].name == "links"


def _entries(group: Group, key: str) -> Iterator[Line]:
    """The entries of `order` or `unique`."""
    habits = [(habit, True) for habit in group.kept] + [(habit, False) for habit in group.left]
    below = tuple(
        Line(f"- {scalars.flow(entry)}{_share(habit)}", rule)
        for habit, rule in habits
        if habit.about == key
        for entry in habit.value[key]
    )
    if below:
        yield Line(f"{key}:", below=below)


def _style(group: Group, threshold: float) -> Iterator[Line]:
    """The severity of `row-style`, which is on without settings: so its comment switches it off.

    That is a rule where somebody refused the habit.
    """
    for habit in group.kept:
        if habit.about == "style":
            shown = (share(habit.fit.share) if habit.fit.against else "", habit.says.partition(ALIKE)[2])
            note = ": ".join(filter(None, shown))
            yield Line(f"rules: {scalars.flow(habit.value)}{note and f' # {note}'}")
    for habit in group.left:
        if habit.about == "style":
            yield Line(f'rules: {{row-style: "off"}}{_share(habit)}', habit.fit.is_rule(threshold))


def _share(habit: Habit) -> str:
    return f" # {share(habit.fit.share)}" if habit.fit.against else ""
