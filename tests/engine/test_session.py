from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from rowcheck.engine import session
from rowcheck.engine.session import Options
from rowcheck.errors import ConfigError, SourceError, UsageError
from rowcheck.model import Counts, NotChecked
from rowcheck.sources.base import Covers, FileChange, Unreadable, Version

TABLE = "| Name | Size |\n| --- | --- |\n| [Ants](https://ants.example) | S |\n"
MORE = f"{TABLE}| [Bees](https://bees.example) | M |\n"
SIZES = "tables: {t: {row: sizes.json}}\n"
SCHEMA = '{"properties": {"Size": {"enum": ["S"]}}}'


@dataclass
class Given:
    """A source in memory: texts of the base, of the head, and of the trusted version."""

    base: dict[str, str] = field(default_factory=dict)
    head: dict[str, str | None] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    unreadable: tuple[Unreadable, ...] = ()
    only: str | None = None

    def changes(self, covers: Covers) -> Iterator[FileChange | Unreadable]:
        for path, text in self.head.items():
            if covers(path) and text != self.base.get(path):
                yield FileChange(path, _bytes(self.base.get(path)), _bytes(text))
        yield from self.unreadable

    def trusted(self, path: str) -> str | None:
        return self.settings.get(path)

    def listing(self, covers: Covers) -> Iterable[Version | Unreadable]:
        for path, text in self.head.items():
            if covers(path) and text is not None:
                yield Version(path, text.encode())
        yield from self.unreadable

    def selects(self, path: str) -> bool:
        return self.only in (None, path)


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode()


@pytest.mark.parametrize(
    ("source", "counts"),
    [
        pytest.param(Given(), Counts(), id="nothing changed"),
        pytest.param(Given({"a.md": TABLE}, {"a.md": MORE}), Counts(added=1, checked=1), id="a file changed"),
        pytest.param(Given({}, {"a.md": MORE}), Counts(added=2, checked=2), id="a file is new"),
        pytest.param(Given({"a.md": TABLE}, {"a.md": None}), Counts(), id="a file is deleted"),
        pytest.param(Given({}, {"a.txt": MORE}), Counts(), id="a file is not a list"),
        pytest.param(
            Given({}, {"a.md": MORE, "b.md": MORE}, {"rowcheck.yml": "files: b.md\n"}),
            Counts(added=2, checked=2),
            id="the settings choose the files",
        ),
    ],
)
def test_rows_are_read_from_the_source(source: Given, counts: Counts) -> None:
    assert session.run(source).counts == counts


def test_a_file_named_explicitly_need_not_be_in_the_settings() -> None:
    source = Given({}, {"a.txt": MORE})
    assert session.run(source, Options(explicit=lambda path: path == "a.txt")).counts == Counts(
        added=2, checked=2
    )


def test_an_audit_without_files_is_an_error() -> None:
    source = Given({}, {"a.md": MORE}, {"rowcheck.yml": "files: [REDME.md]"})
    with pytest.raises(UsageError, match=r"^there is no file to judge: the list is REDME\.md; name a file"):
        session.run(source, Options(every_row=True))


def test_every_row_is_checked_on_request() -> None:
    source = Given({"a.md": MORE, "b.md": MORE}, {"a.md": MORE, "b.md": MORE})
    assert session.run(source).counts == Counts()
    assert session.run(source, Options(every_row=True)).counts == Counts(added=4, checked=4)
    source.only = "b.md"
    assert session.run(source, Options(every_row=True)).counts == Counts(added=2, checked=2)


def test_an_unreadable_file_is_not_checked() -> None:
    source = Given({}, {}, unreadable=(Unreadable("a.md", "is a symbolic link"),))
    report = session.run(source)
    assert report.not_checked == (NotChecked("a.md", 0, "is a symbolic link"),)
    assert report.verdict == "not-checked"


def test_unchanged_files_are_read_if_a_rule_needs_them() -> None:
    head: dict[str, str | None] = {"a.md": MORE, "b.md": MORE}
    source = Given({"a.md": TABLE, "b.md": MORE}, head)
    assert session.run(source).findings == ()
    source.settings["rowcheck.yml"] = "tables: {t: {unique: [{by: Name.url, scope: list}]}}\n"
    assert [finding.rule for finding in session.run(source).findings] == ["duplicate"]


def test_settings_and_row_schemas_are_read_from_the_trusted_version() -> None:
    source = Given({"a.md": TABLE}, {"a.md": MORE}, {"rowcheck.yml": SIZES, "sizes.json": SCHEMA})
    assert [finding.rule for finding in session.run(source).findings] == ["row-schema"]
    del source.settings["sizes.json"]
    with pytest.raises(ConfigError, match=r"^rowcheck\.yml:1: there is no file 'sizes\.json'"):
        session.run(source)


def test_the_first_location_of_settings_wins() -> None:
    source = Given({}, {}, {"rowcheck.yml": "files: a.md\n", ".github/rowcheck.yml": "files: b.md\n"})
    assert session.settings_of(source, None).files == ("b.md",)
    assert session.settings_of(Given(), None).path is None


def test_row_schemas_are_looked_up_beside_explicit_settings_then_in_the_list(tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text(SIZES, encoding="utf-8")
    source = Given({"a.md": TABLE}, {"a.md": MORE}, {"rowcheck.yml": "oh: dear", "sizes.json": SCHEMA})
    assert len(session.run(source, Options(str(tmp_path / "mine.yml"))).findings) == 1
    (tmp_path / "sizes.json").write_text(SCHEMA.replace('["S"]', '["S", "M"]'), encoding="utf-8")
    assert session.run(source, Options(str(tmp_path / "mine.yml"))).findings == ()


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        pytest.param(None, SourceError, "cannot be read: .*; check the path", id="missing"),
        pytest.param(b"a: \xff", SourceError, ":1: is not UTF-8", id="not UTF-8"),
        pytest.param(b"files: 3\n", ConfigError, ":1: 'files' must be", id="wrong"),
    ],
)
def test_explicit_settings_may_be(
    tmp_path: Path, data: bytes | None, error: type[Exception], message: str
) -> None:
    path = tmp_path / "mine.yml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(error, match=message):
        session.settings_of(Given(), str(path))


BROKEN = MORE.replace("| [Bees]", "\n| [Bees]")


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_fixed_files_have_the_bytes_to_write(end: str) -> None:
    source = Given({"a.md": TABLE}, {"a.md": "\ufeff" + BROKEN.replace("\n", end)})
    fixed = session.fix_inputs(session.read_inputs(source), unsafe=False)
    assert (fixed.count, fixed.report.findings, fixed.undecodable) == (1, (), ())
    (file,) = fixed.files
    assert (file.path, file.new) == ("a.md", ("\ufeff" + MORE.replace("\n", end)).encode())
    assert file.old == ("\ufeff" + BROKEN.replace("\n", end)).encode()


def test_a_file_with_bytes_that_are_not_utf8_is_not_fixed() -> None:
    class Torn(Given):
        def changes(self, covers: Covers) -> Iterator[FileChange | Unreadable]:
            yield FileChange("a.md", TABLE.encode(), BROKEN.encode() + b"\nCaf\xe9\n")

    fixed = session.fix_inputs(session.read_inputs(Torn()), unsafe=True)
    assert (fixed.count, fixed.files, fixed.undecodable) == (0, (), ("a.md",))
    assert [finding.rule for finding in fixed.report.findings] == ["stray-row"]
