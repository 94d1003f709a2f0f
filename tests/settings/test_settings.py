from __future__ import annotations

from collections.abc import Mapping

import pytest

from rowcheck.errors import ConfigError
from rowcheck.settings.settings import (
    Match,
    OnGitHub,
    OrderKey,
    Settings,
    TableSettings,
    Unique,
    Waiver,
    load_settings,
    split_selector,
)

RULES = ("duplicate", "order", "row-schema", "row-style")


def load(text: str, files: Mapping[str, str] | None = None) -> Settings:
    return load_settings(text, ".github/rowcheck.yml", (files or {}).get, RULES)


def errors(text: str, files: Mapping[str, str] | None = None) -> list[str]:
    with pytest.raises(ConfigError) as raised:
        load(text, files)
    return [str(error) for error in raised.value.errors]


FULL = """
files: [README.md, "docs/**/*.md"]
tables:
  papers:
    match: {columns: [Paper, Published in], headings: "Methods/**"}
    row: paper
    order:
      - {by: Published in, as: venue-year, direction: descending}
      - {by: Paper.text, as: title}
    new_rows: top
    group_by: Published in
    unique: [{by: Paper.url, as: work, scope: list, severity: warning}, {by: Paper.text, as: title}]
    rules: {row-style: warning}
  rest: {unique: []}
rules: {order: off}
waivers:
  - {rule: duplicate, row: CLIP, reason: two editions, path: README.md}
"""


def test_every_setting_is_read() -> None:
    settings = load(FULL)
    papers, rest = settings.tables
    assert settings.path == ".github/rowcheck.yml"
    assert settings.files == ("README.md", "docs/**/*.md")
    assert papers.match == Match(("Paper", "Published in"), ("Methods/**",))
    assert papers.row is not None
    assert papers.order == (OrderKey("Published in", "venue-year", True), OrderKey("Paper.text", "title"))
    assert (papers.new_rows, papers.group_by) == ("top", "Published in")
    assert papers.unique == (Unique("Paper.url", "work", "list", "warning"), Unique("Paper.text", "title"))
    assert settings.waivers == (Waiver("duplicate", "CLIP", "two editions", "README.md"),)
    assert rest == TableSettings("rest", unique=())


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "{}"])
def test_an_empty_file_has_the_default_settings(text: str) -> None:
    assert load(text) == Settings(path=".github/rowcheck.yml")


@pytest.mark.parametrize(
    ("rule", "severity"),
    [
        pytest.param("row-style", "warning", id="the severity of the table applies first"),
        pytest.param("order", "off", id="then that of the list; an unquoted `off` is a word"),
        pytest.param("duplicate", "error", id="then the default of the rule"),
    ],
)
def test_severity(rule: str, severity: str) -> None:
    settings = load(FULL)
    assert settings.severity(rule, settings.tables[0], "error") == severity


@pytest.mark.parametrize(
    ("unique", "as_"),
    [("{by: Paper.url}", "work"), ("{by: Paper}", "title"), ("{by: Paper, as: text}", "text")],
)
def test_the_default_of_as_depends_on_the_selector(unique: str, as_: str) -> None:
    assert load(f"tables: {{papers: {{unique: [{unique}]}}}}").tables[0].unique == (
        Unique(unique[5:].strip("}").split(",")[0], as_),  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("fils: [a]", ["1: key 'fils' is unknown; did you mean 'files'?"], id="a misspelt key"),
        pytest.param("zzz: 1", ["1: key 'zzz' is unknown"], id="an unknown key"),
        pytest.param("- a", ["1: the file must be a mapping, not a list"], id="a list instead of a mapping"),
        pytest.param(
            "just words",
            ["1: the file must be a mapping, not 'just words'"],
            id="a text instead of a mapping",
        ),
        pytest.param(
            "rules:\n  ordre: error",
            ["2: there is no rule 'ordre'; did you mean 'order'?"],
            id="a misspelt rule",
        ),
        pytest.param(
            "rules:\n  order: warn",
            ["2: 'order' must be 'error', 'warning' or 'off', not 'warn'; did you mean 'warning'?"],
            id="a misspelt severity",
        ),
        pytest.param(
            "rules: {order: false}",
            ["1: 'order' must be 'error', 'warning' or 'off', not false; did you mean 'off'?"],
            id="the false that YAML 1.1 makes of `off`",
        ),
        pytest.param(
            "tables:\n  a:\n    order: [{by: X, as: yaer}]",
            [
                "3: 'as' must be 'text', 'title', 'number', 'year', 'date' or 'venue-year', not 'yaer'; "
                "did you mean 'year'?"
            ],
            id="a misspelt comparison",
        ),
        pytest.param(
            "tables:\n  a:\n    order: [{as: year}]",
            ["3: entry 1 of 'order' needs the key 'by'"],
            id="an order key without a column",
        ),
        pytest.param(
            "tables:\n  a:\n    row: papr",
            ["3: there is no file 'papr' in the repository; did you mean 'paper'?"],
            id="a misspelt ready-made schema",
        ),
        pytest.param(
            "tables: {a: {row: ../evil.json}}",
            ["1: '../evil.json' is outside the repository; name a path within it"],
            id="a path out of the repository",
        ),
        pytest.param(
            "tables: {a: {row: /etc/passwd}}",
            ["1: '/etc/passwd' is outside the repository; name a path within it"],
            id="an absolute path",
        ),
        pytest.param(
            "tables:\n  a:\n    match: {columns: [Paper, Venue]}\n    order: [{by: Papers.url}]",
            ["4: there is no column 'Papers' in 'match'; did you mean 'Paper'?"],
            id="a misspelt column",
        ),
        pytest.param(
            "tables:\n  a:\n    match: {columns: [Paper, Published in]}\n    group_by: Publishedin\n"
            "    row:\n      properties:\n        papre: {const: a}\n",
            [
                "4: there is no column 'Publishedin' in 'match'; did you mean 'Published in'?",
                "7: there is no column 'papre' in 'match'; did you mean 'Paper'?",
            ],
            id="misspelt columns in `group_by` and `row`",
        ),
        pytest.param(
            "waivers: [{rule: order, row: A}]",
            ["1: entry 1 of 'waivers' needs the key 'reason'"],
            id="a waiver without a reason",
        ),
        pytest.param("files: [a]\nfiles: [b]", ["2: key 'files' is given twice"], id="a key given twice"),
        pytest.param(
            "files: [",
            ["1: this is not valid YAML: did not find expected node content"],
            id="YAML that ends too early",
        ),
        pytest.param(
            "files: [a]\ntables:\n\tpapers:",
            ["3: this is not valid YAML: a tab cannot indent; use spaces"],
            id="a tab as indentation",
        ),
        pytest.param(
            "files: @a",
            ["1: this is not valid YAML: a value cannot start with '@'; put quotes around it"],
            id="a character that needs quotes",
        ),
        pytest.param(
            "files: [a]\rtables:\r\tpapers:",
            ["1: this is not valid YAML: a tab cannot indent; use spaces"],
            id="a tab as indentation after carriage returns",
        ),
        pytest.param(
            "files: !!python/name:os.system x",
            [
                "1: the tag 'tag:yaml.org,2002:python/name:os.system' is not allowed;"
                " settings are plain values"
            ],
            id="a tag for Python objects",
        ),
        pytest.param(
            "tables: &a {b: *a}",
            ["1: an alias contains itself; write the values out"],
            id="an alias that contains itself",
        ),
        pytest.param(
            "fils: [a]\ntables:\n  a:\n    row: papr\n    rules: {order: no}\n",
            [
                "1: key 'fils' is unknown; did you mean 'files'?",
                "4: there is no file 'papr' in the repository; did you mean 'paper'?",
                "5: 'order' must be 'error', 'warning' or 'off', not 'no'",
            ],
            id="all errors are reported, in the order of the file",
        ),
    ],
)
def test_errors_name_the_line_and_what_to_do(text: str, expected: list[str]) -> None:
    assert errors(text) == [f".github/rowcheck.yml:{error}" for error in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", OnGitHub(("rowcheck", "revalidate"), 25, False, False), id="the defaults"),
        pytest.param("github: {}", OnGitHub(), id="an empty mapping"),
        pytest.param("github: {commands: check}", OnGitHub(commands=("check",)), id="one command"),
        pytest.param(
            "github: {commands: [check, look-again]}",
            OnGitHub(commands=("check", "look-again")),
            id="two commands",
        ),
        pytest.param("github: {inline_comments: 0}", OnGitHub(inline_comments=0), id="no inline comments"),
        pytest.param(
            "github: {inline_comments: 30}", OnGitHub(inline_comments=30), id="the most inline comments"
        ),
        pytest.param(
            "github: {across_pull_requests: true}",
            OnGitHub(across_pull_requests=True),
            id="checks across pull requests",
        ),
        pytest.param(
            "github: {request_changes: true}", OnGitHub(request_changes=True), id="requesting changes"
        ),
    ],
)
def test_settings_of_github(text: str, expected: OnGitHub) -> None:
    assert load(text).github == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "github: yes",
            "1: 'github' must be a mapping, not 'yes'",
            id="a text instead of a mapping (github)",
        ),
        pytest.param(
            "github:", "1: 'github' must be a mapping, not nothing", id="nothing instead of a mapping"
        ),
        pytest.param(
            "github:\n  comands: x",
            "2: key 'comands' is unknown; did you mean 'commands'?",
            id="misspelt `commands`",
        ),
        pytest.param(
            "github:\n  inline_coments: 3",
            "2: key 'inline_coments' is unknown; did you mean 'inline_comments'?",
            id="misspelt `inline_comments`",
        ),
        pytest.param(
            "github:\n  across_pull_request: true",
            "2: key 'across_pull_request' is unknown; did you mean 'across_pull_requests'?",
            id="misspelt `across_pull_requests`",
        ),
        pytest.param(
            "github:\n  requestchanges: true",
            "2: key 'requestchanges' is unknown; did you mean 'request_changes'?",
            id="misspelt `request_changes`",
        ),
        pytest.param("github: {token: x}", "1: key 'token' is unknown", id="an unknown key"),
        pytest.param("github: {commands: []}", "1: 'commands' must not be empty", id="no command"),
        pytest.param(
            "github: {commands: 3}",
            "1: 'commands' must be a text or a list, not 3",
            id="a number for a command",
        ),
        pytest.param(
            "github:\n  commands:\n    - ok\n    - 3",
            "4: entry 2 of 'commands' must be a text, not 3",
            id="a number among commands",
        ),
        pytest.param(
            "github: {commands: /rowcheck}",
            "1: 'commands' must be a word of letters, digits and hyphens, without the slash, not '/rowcheck'",
            id="a command with its slash",
        ),
        pytest.param(
            "github: {commands: [check, check rows]}",
            "1: entry 2 of 'commands' must be a word of letters, digits and hyphens, without the slash, "
            "not 'check rows'",
            id="a command of two words",
        ),
        pytest.param(
            "github: {commands: ''}",
            "1: 'commands' must be a word of letters, digits and hyphens, without the slash, not ''",
            id="an empty command",
        ),
        pytest.param(
            "github: {inline_comments: 31}",
            "1: 'inline_comments' must be 30 or less, not 31",
            id="too many inline comments",
        ),
        pytest.param(
            "github: {inline_comments: -1}",
            "1: 'inline_comments' must be 0 or more, not -1",
            id="a negative number of inline comments",
        ),
        pytest.param(
            "github: {inline_comments: 2.5}",
            "1: 'inline_comments' must be a whole number, not 2.5",
            id="a fraction of a comment",
        ),
        pytest.param(
            "github: {inline_comments: all}",
            "1: 'inline_comments' must be a whole number, not 'all'",
            id="a word instead of a number",
        ),
        pytest.param(
            "github: {across_pull_requests: 1}",
            "1: 'across_pull_requests' must be true or false, not 1",
            id="a number instead of true or false",
        ),
        pytest.param(
            "github: {request_changes: sometimes}",
            "1: 'request_changes' must be true or false, not 'sometimes'",
            id="a word instead of true or false",
        ),
    ],
)
def test_errors_in_the_settings_of_github(text: str, expected: str) -> None:
    assert errors(text) == [f".github/rowcheck.yml:{expected}"]


def test_all_errors_in_the_settings_of_github_are_reported_together() -> None:
    text = """\
fils: [README.md]
github:
  comands: check
  inline_comments: 100
  across_pull_requests: maybe
  request_changes: 1
"""
    assert errors(text) == [
        ".github/rowcheck.yml:1: key 'fils' is unknown; did you mean 'files'?",
        ".github/rowcheck.yml:3: key 'comands' is unknown; did you mean 'commands'?",
        ".github/rowcheck.yml:4: 'inline_comments' must be 30 or less, not 100",
        ".github/rowcheck.yml:5: 'across_pull_requests' must be true or false, not 'maybe'",
        ".github/rowcheck.yml:6: 'request_changes' must be true or false, not 1",
    ]


def test_aliases_of_aliases_are_limited() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert "this has more than 20,000 values" in errors("\n".join(lines))[0]


def test_an_alias_has_the_value_of_its_anchor() -> None:
    settings = load("tables:\n  a: {rules: &r {order: off}}\n  b: {rules: *r}\n")
    assert settings.tables[1].rules == {"order": "off"}


@pytest.mark.parametrize(
    ("columns", "headings", "expected"),
    [
        pytest.param(
            ("Paper", "Published in"), ("Survey", "Methods"), "papers", id="columns and headings match"
        ),
        pytest.param(
            ("PUBLISHED  IN", "x", "paper"),
            ("Methods", "Deep"),
            "papers",
            id="order, case and other columns do not count",
        ),
        pytest.param(("Paper",), ("Methods",), "rest", id="a column is missing"),
        pytest.param(("Paper", "Published in"), ("Other",), "rest", id="under another heading"),
    ],
)
def test_the_first_entry_that_matches_applies(
    columns: tuple[str, ...], headings: tuple[str, ...], expected: str
) -> None:
    table = load(FULL).table_for(headings, columns)
    assert table is not None
    assert table.name == expected


@pytest.mark.parametrize(
    ("column", "by"),
    [("Link", "Link 2"), ("Testing", "Training"), ("Input", "Output"), ("AP", "mAP"), ("Top-1", "Top-5")],
)
def test_a_column_with_a_similar_name_is_not_misspelt(column: str, by: str) -> None:
    table = load(f"tables: {{a: {{match: {{columns: [{column}]}}, group_by: {by}}}}}").tables[0]
    assert table.group_by == by


def test_a_table_that_matches_no_entry_has_no_settings() -> None:
    assert load("tables: {a: {match: {columns: [A]}}}").table_for((), ("B",)) is None


@pytest.mark.parametrize(
    ("files", "path", "covered"),
    [
        pytest.param(None, "docs/a/README.md", True, id="by default, every Markdown file"),
        pytest.param(None, "README.markdown", True, id="by default, with either extension"),
        pytest.param(None, "README.MD", True, id="by default, with the extension in any case"),
        pytest.param(None, "a/b.Mkdn", True, id="by default, with every extension that GitHub renders"),
        pytest.param(None, "list.txt", False, id="by default, no other file"),
        pytest.param(
            "['!docs/**']", "README.md", True, id="globs that only exclude are added to the default"
        ),
        pytest.param("['!docs/**']", "docs/a.md", False, id="globs that only exclude do exclude"),
        pytest.param("README.md", "docs/README.md", False, id="a bare name is at the top of the repository"),
    ],
)
def test_files_of_the_list(files: str | None, path: str, covered: bool) -> None:
    assert load(f"files: {files}" if files else "").covers(path) is covered


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("Paper", ("Paper", None)),
        ("Paper.url", ("Paper", "url")),
        ("Paper.text", ("Paper", "text")),
        ("No.", ("No.", None)),
        ("v1.5", ("v1.5", None)),
    ],
)
def test_a_selector_is_a_column_and_a_part(selector: str, expected: tuple[str, str | None]) -> None:
    assert split_selector(selector) == expected


def test_a_row_schema_is_read_from_the_files_of_the_list() -> None:
    files = {"schemas/a.json": '{"properties": {"A": {"$ref": "kinds.yml#/$defs/a"}}}'}
    files["schemas/kinds.yml"] = "$defs: {a: {enum: [x, Yes]}}"
    row = load("tables: {a: {row: schemas/a.json}}", files).tables[0].row
    assert row is not None
    assert row.schema == {"properties": {"A": {"enum": ["x", "Yes"]}}}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            {"s.json": '{\n  "properties": {\n    "A": {"type": "strng"}\n  }\n}'},
            "s.json:3: 'type' must be 'array', 'boolean', 'integer', 'null', 'number', 'object' or 'string',"
            " not 'strng'; did you mean 'string'?",
            id="a misspelt type",
        ),
        pytest.param(
            {"s.json": '{\n"requierd": []}'},
            "s.json:2: key 'requierd' is unknown; did you mean 'required'?",
            id="a misspelt keyword",
        ),
        pytest.param(
            {"s.json": '{"properties": {\n"A": {"$ref": "rowcheck:lnk"}}}'},
            "s.json:2: there is no 'rowcheck:lnk'; did you mean 'rowcheck:link'?",
            id="a misspelt kind of cell",
        ),
        pytest.param(
            {"s.json": '{\n"$ref": "#/$defs/b", "$defs": {"a": {}}}'},
            "s.json:2: '#/$defs/b' names no schema; did you mean '#/$defs/a'?",
            id="a reference to nothing",
        ),
        pytest.param(
            {"s.json": '{"$ref": "https://example.org/schema.json"}'},
            "s.json:1: 'https://example.org/schema.json' is not fetched;"
            " put the schema into the list's repository",
            id="a URL",
        ),
        pytest.param(
            {"s.json": '{"$ref": "../../x.json"}'},
            "s.json:1: '../../x.json' is outside the repository; name a path within it",
            id="a schema outside the repository",
        ),
        pytest.param(
            {"s.json": '{"$ref": "t.json"}', "t.json": '{"allOf": [{"$ref": "s.json"}]}'},
            "s.json:1: 't.json' leads back to itself",
            id="a circle of files",
        ),
        pytest.param(
            {"s.json": '{"properties": {"A":\n{"pattern": "a(?=b)"}}}'},
            "s.json:2: the pattern 'a(?=b)' cannot be run:"
            " look-around is not available; use 'not' or 'allOf' instead",
            id="a pattern with look-ahead",
        ),
        pytest.param(
            {"s.json": '{"patternProperties": {\n"(": {}}}'},
            "s.json:2: the pattern '(' cannot be run: missing ): (",
            id="an invalid pattern for titles",
        ),
        pytest.param(
            {"s.json": '{"a": 1,'}, "s.json:1: this is not valid JSON: ", id="JSON that ends too early"
        ),
        pytest.param(
            {"s.json": '{"title": "",\n"title": ""}'},
            "s.json:2: key 'title' is given twice",
            id="a key given twice (JSON)",
        ),
        pytest.param(
            {"s.json": "[]"},
            "s.json:1: the file must be true or false or a mapping, not a list",
            id="a list instead of a schema",
        ),
        pytest.param(
            {"s.json": '{"multipleOf": 0}'},
            "s.json:1: 'multipleOf' must be more than 0, not 0",
            id="a multiple of zero",
        ),
        pytest.param(
            {"s.json": '{"pattern": "\\ud800"}'},
            "s.json: this is not valid JSON: '\\ud800' is half a surrogate pair",
            id="half a surrogate pair",
        ),
        pytest.param(
            {"s.json": '{"allOf": [{}], "$ref": "#/allOf/²"}'},
            "s.json:1: '#/allOf/²' names no schema",
            id="an index that is not a number",
        ),
        pytest.param(
            {"s.json": '{"format": "ipv9"}'}, "s.json:1: 'format' must be 'date', ", id="an unknown format"
        ),
    ],
)
def test_errors_in_row_schemas(files: dict[str, str], expected: str) -> None:
    found = errors("tables: {a: {row: s.json}}", files)
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_errors_in_an_inline_row_schema_have_lines_of_the_settings() -> None:
    text = "tables:\n  a:\n    row:\n      properties:\n"
    text += "        A: {pattern: '\\1'}\n        B: {$ref: '#/$defs/b'}\n"
    assert errors(text) == [
        ".github/rowcheck.yml:5: the pattern '\\1' cannot be run: backreferences are not available",
        ".github/rowcheck.yml:6: '#/$defs/b' names no schema",
    ]
