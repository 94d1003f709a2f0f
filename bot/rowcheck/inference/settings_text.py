"""A proposal as text: the settings file, the report on the terminal, and the question about one rule."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.emitter import Emitter
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from rowcheck.inference.evidence import GroupProposal, Habit, Proposal
from rowcheck.inference.style import ALIKE
from rowcheck.settings.settings import Settings
from rowcheck.text import counted

SCHEMA = "https://raw.githubusercontent.com/rowcheck/rowcheck/main/schema/config.schema.json"

_HEAD = """\
# yaml-language-server: $schema={schema}
#
# What is expected of this list's rows. 'rowcheck init' inferred it from {rows} of them; change what
# you know better. A share beside a rule is of the rows that obey it. The others are not reported, as
# only rows that are new or changed are checked. What fewer than {share} obey, or would be one rule
# too many for that, is a comment: remove the '#' to make it a rule.

"""

_ABOUT = frozenset(("changelog", "code_of_conduct", "contributing", "pull_request_template", "security"))
"""Names of files that describe how a list is maintained, with sample rows."""

_WIDTH = 90
_MOST_FILES = 4
_MOST_PLACES = 5
_STEP = "  "


class _Emitter(Emitter):
    MAX_SIMPLE_KEY_LENGTH = 1000  # titles are longer than 128 characters; readers accept keys of 1,024


_YAML = YAML()
_YAML.Emitter = _Emitter
_YAML.version = (1, 1)  # words like `yes` and `off` are quoted
_YAML.width = 1_000_000


def yaml_line(key: str | None, value: object) -> str:
    """Return `key: value`, or `- value` without a key, as one line of YAML; `key:` if the value is None."""
    node = CommentedSeq([_flow(value)]) if key is None else CommentedMap({_flow(key): _flow(value)})
    stream = io.StringIO()
    _YAML.dump(node, stream)
    return stream.getvalue().removeprefix("%YAML 1.1\n---\n").rstrip("\n")


def _flow(value: object) -> object:
    if isinstance(value, Mapping):
        mapping = CommentedMap((_flow(key), _flow(item)) for key, item in value.items())
        mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list | tuple):
        sequence = CommentedSeq(map(_flow, value))
        sequence.fa.set_flow_style()
        return sequence
    if isinstance(value, str) and not value.isprintable():
        return DoubleQuotedScalarString(value)
    return value


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the settings with the lines `below` it; one that is not a rule is written as a comment."""

    text: str
    note: str = ""
    is_rule: bool = True
    below: tuple[Line, ...] = ()

    @property
    def has_rule(self) -> bool:
        """Whether the line is a rule itself, or where there are lines below, whether one of them is."""
        return any(line.has_rule for line in self.below) if self.below else self.is_rule

    def rendered(self, indent: str) -> Iterator[str]:
        """Yield the lines; each comment is indented as the outermost line that is one."""
        text = f"{self.text} # {self.note}" if self.note else self.text
        if self.has_rule:
            yield indent + text
            for line in self.below:
                yield from line.rendered(indent + _STEP)
        else:
            yield f"{indent}# {text}"
            for line in self.below:
                yield from (f"{indent}# {_STEP}{rest[2:]}" for rest in line.rendered(""))


def text(proposal: Proposal, threshold: float) -> str:
    """Return the settings; what too few rows obey is written as comments that can be made rules."""
    head = _HEAD.format(schema=SCHEMA, rows=f"{proposal.rows:,}", share=share(threshold))
    lines = [yaml_line("files", files(proposal.paths))]
    if proposal.groups:
        lines += ["", "tables:"]
    for number, group in enumerate(proposal.groups):
        tables = counted(len(group.tables), "table")
        lines += [""] * (number > 0) + [f"{_STEP}# {counted(group.size, 'row')} in {tables}"]
        lines += _entry(group, threshold).rendered(_STEP)
    if proposal.other_tables:
        tables, rows = counted(proposal.other_tables, "table"), counted(proposal.other_rows, "row")
        off = yaml_line("unknown-table", "off")
        lines += ["", "rules:", f"{_STEP}{off} # {tables} with {rows} in all match no entry"]
    return head + "\n".join(lines) + "\n"


def is_list(path: str) -> bool:
    """Return whether a file may hold the list, as opposed to a description of it with sample rows."""
    name = path.rpartition("/")[2].partition(".")[0].lower().replace("-", "_")
    return Settings().covers(path) and not path.startswith(".github/") and name not in _ABOUT


def files(paths: Sequence[str]) -> list[str]:
    """Return a few files by name; else globs for those at the top, and for folders with all below."""
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
    """Return a share like `99.4 %`; below 1 it is never shown as `100 %`."""
    for digits in range(1, 4):
        shown = f"{100 * value:.{digits}f}"
        if value == 1 or float(shown) < 100:
            break
    return f"{shown.rstrip('0').rstrip('.')} %"


def _entry(group: GroupProposal, threshold: float) -> Line:
    below = [_match(group), *_row(group), *_keys(group, "order"), *_keys(group, "unique")]
    return Line(yaml_line(group.name, None), below=(*below, *_style(group, threshold)))


def _match(group: GroupProposal) -> Line:
    headings = (_listed("headings", group.headings),) if group.headings else ()
    return Line("match:", below=(_listed("columns", group.columns), *headings))


def _listed(key: str, values: Sequence[str]) -> Line:
    """Return a list on one line, or with an item on each line where that is too long."""
    line = yaml_line(key, values)
    if len(line) <= _WIDTH:
        return Line(line)
    return Line(f"{key}:", below=tuple(Line(yaml_line(None, value)) for value in values))


def _row(group: GroupProposal) -> Iterator[Line]:
    for habit in group.rules:
        if habit.about == "row":
            yield Line(yaml_line("row", habit.value["row"]), _note(habit))
            return
    columns = tuple(line for column in group.columns for line in _column(group, column))
    below = (*_required(group), *([Line("properties:", below=columns)] if columns else ()))
    if below:
        yield Line("row:", below=below)


def _required(group: GroupProposal) -> Iterator[Line]:
    """Yield the columns that are never empty, and as comments those that are nearly never empty."""
    rules = [habit.column for habit in group.rules if habit.about == "required"]
    comments = [habit for habit in group.comments if habit.about == "required"]
    if comments:
        items = [Line(yaml_line(None, column)) for column in rules]
        items += [Line(yaml_line(None, habit.column), _note(habit), False) for habit in comments]
        yield Line("required:", below=tuple(items))
    elif rules:
        yield _listed("required", rules)


def _habits(group: GroupProposal) -> list[tuple[Habit, bool]]:
    """Return the habits, each with whether it is a rule."""
    return [(habit, True) for habit in group.rules] + [(habit, False) for habit in group.comments]


def _column(group: GroupProposal, column: str) -> Iterator[Line]:
    """Yield the schema of one column, and of the texts and addresses of its links."""
    habits = [(habit, is_rule) for habit, is_rule in _habits(group) if habit.column == column]
    lines = list(_keywords([(habit, is_rule) for habit, is_rule in habits if habit.about == "cell"]))
    inside = []
    for habit, is_rule in habits:
        if habit.about in ("text", "url"):
            ruled = not is_rule and any(is_rule and habit.about == other.about for other, is_rule in habits)
            note = f"{_note(habit)}, in place of '{habit.about}' above" if ruled else _note(habit)
            inside.append(Line(yaml_line(habit.about, habit.value), note, is_rule))
    if inside:
        properties = Line("properties:", below=tuple(inside))
        has_many = column in group.kinds and group.kinds[column].name == "links"
        lines.append(Line("items:", below=(properties,)) if has_many else properties)
    if lines:
        yield Line(yaml_line(column, None), below=tuple(lines))


def _keywords(habits: Sequence[tuple[Habit, bool]]) -> Iterator[Line]:
    """Yield a line for each keyword; several patterns with messages of their own are an `allOf`."""
    with_message = [(habit, is_rule) for habit, is_rule in habits if "errorMessage" in habit.value]
    for habit, is_rule in habits:
        if "errorMessage" not in habit.value or len(with_message) == 1:
            notes = [_note(habit), *[""] * len(habit.value)]
            for (key, value), note in zip(habit.value.items(), notes, strict=False):
                yield Line(yaml_line(key, value), note, is_rule)
        elif habit is with_message[0][0]:
            lines = (Line(yaml_line(None, each.value), _note(each), kept) for each, kept in with_message)
            yield Line("allOf:", below=tuple(lines))


def _keys(group: GroupProposal, key: str) -> Iterator[Line]:
    """Yield the entries of `order` or `unique`."""
    below = tuple(
        Line(yaml_line(None, setting), _note(habit), is_rule)
        for habit, is_rule in _habits(group)
        if habit.about == key
        for setting in habit.value[key]
    )
    if below:
        yield Line(f"{key}:", below=below)
    yield from (
        Line(yaml_line(key, []), _note(habit))
        for habit, _ in _habits(group)
        if habit.about == key and not habit.value[key]
    )


def _style(group: GroupProposal, threshold: float) -> Iterator[Line]:
    """Yield the severity of `row-style`.

    The rule is on without settings, so a comment switches it off; where a maintainer refused the habit, that
    is a rule.
    """
    for habit, is_rule in _habits(group):
        if habit.about == "style" and is_rule:
            note = ": ".join(filter(None, (_note(habit), habit.sentence.partition(ALIKE)[2])))
            yield Line(yaml_line("rules", habit.value), note)
        elif habit.about == "style":
            is_refused = habit.fit.is_rule(threshold)
            yield Line(yaml_line("rules", {"row-style": "off"}), _note(habit), is_refused)


def _note(habit: Habit) -> str:
    return share(habit.fit.share) if habit.fit.against else ""


def report(proposal: Proposal, *, every_place: bool = False) -> str:
    """Return a line for each rule and comment under its group, with the rows that break it."""
    lines = []
    for group in proposal.groups:
        size, tables = counted(group.size, "row"), counted(len(group.tables), "table")
        under = f", under {' or '.join(group.headings)}" if group.headings else ""
        lines.append(f"{group.name}: {size} in {tables} of {', '.join(group.columns)}{under}")
        for habit, is_rule in _habits(group):
            word = "rule   " if is_rule else "comment"
            lines.append(f"  {word}  {_described(habit, every_place=every_place)}")
    return "".join(f"{line}\n" for line in lines)


def question(group: GroupProposal, habit: Habit, *, proposed: bool) -> str:
    """Return the question about one rule; the capital letter is the answer of an empty line."""
    return f"{group.name}: {_described(habit)}  {'[Y/n]' if proposed else '[y/N]'} "


def _described(habit: Habit, *, every_place: bool = False) -> str:
    """Return a habit with its share, and the rows that break it: the first few, or all."""
    against = habit.fit.against
    line = f"{share(habit.fit.share):>7}  {habit.sentence}"
    if not against:
        return line
    shown = against if every_place else against[:_MOST_PLACES]
    more = f" and {len(against) - len(shown):,} more" if len(against) > len(shown) else ""
    return f"{line}; not {', '.join(map(str, shown))}{more}"
