from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from rowcheck.engine import session
from rowcheck.errors import ConfigError, SourceError, UsageError
from rowcheck.model import Counts, NotChecked
from rowcheck.sources.base import Covers, FileChange, Unreadable, Version

TABLE = "| Name | Size |\n| --- | --- |\n| [Ants](https://ants.example) | S |\n"
MORE = f"{TABLE}| [Bees](https://bees.example) | M |\n"
SIZES = "tables: {t: {row: sizes.json}}\n"
SCHEMA = '{"properties": {"Size": {"enum": ["S"]}}}'


@dataclass
class Given:
    """A source of what a test gives it: texts of the base, of the head, and of the trusted version."""

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
        pytest.param(Given({"a.md": TABLE}, {"a.md": MORE}), Counts(1, 1), id="a file changed"),
        pytest.param(Given({}, {"a.md": MORE}), Counts(2, 2), id="a file is new"),
        pytest.param(Given({"a.md": TABLE}, {"a.md": None}), Counts(), id="a file is deleted"),
        pytest.param(Given({}, {"a.txt": MORE}), Counts(), id="a file is no list"),
        pytest.param(
            Given({}, {"a.md": MORE, "b.md": MORE}, {"rowcheck.yml": "files: b.md\n"}),
            Counts(2, 2),
            id="the settings choose the files",
        ),
    ],
)
def test_rows_come_from_the_source(source: Given, counts: Counts) -> None:
    assert session.run(source).counts == counts


def test_files_named_outright_need_not_be_in_the_settings() -> None:
    source = Given({}, {"a.txt": MORE})
    assert session.run(source, outright=lambda path: path == "a.txt").counts == Counts(2, 2)


def test_no_list_at_all_is_no_list_without_faults() -> None:
    source = Given({}, {"a.md": MORE}, {"rowcheck.yml": "files: [REDME.md]"})
    with pytest.raises(UsageError, match=r"^there is no file to judge: the list is REDME\.md; name a file"):
        session.run(source, everything=True)


def test_everything_is_judged_where_it_is_asked_for() -> None:
    source = Given({"a.md": MORE, "b.md": MORE}, {"a.md": MORE, "b.md": MORE})
    assert session.run(source).counts == Counts()
    assert session.run(source, everything=True).counts == Counts(4, 4)
    source.only = "b.md"
    assert session.run(source, everything=True).counts == Counts(2, 2)


def test_what_cannot_be_read_is_not_checked() -> None:
    source = Given({}, {}, unreadable=(Unreadable("a.md", "is a symbolic link"),))
    report = session.run(source)
    assert report.not_checked == (NotChecked("a.md", 0, "is a symbolic link"),)
    assert report.verdict == "not-checked"


def test_the_rest_of_the_list_is_read_where_a_rule_looks_at_it() -> None:
    head: dict[str, str | None] = {"a.md": MORE, "b.md": MORE}
    source = Given({"a.md": TABLE, "b.md": MORE}, head)
    assert session.run(source).findings == ()
    source.settings["rowcheck.yml"] = "tables: {t: {unique: [{by: Name.url, scope: list}]}}\n"
    assert [finding.rule for finding in session.run(source).findings] == ["duplicate"]


def test_settings_come_with_their_row_schemas_from_the_trusted_version() -> None:
    source = Given({"a.md": TABLE}, {"a.md": MORE}, {"rowcheck.yml": SIZES, "sizes.json": SCHEMA})
    assert [finding.rule for finding in session.run(source).findings] == ["row-schema"]
    del source.settings["sizes.json"]
    with pytest.raises(ConfigError, match=r"^rowcheck\.yml:1: there is no file 'sizes\.json'"):
        session.run(source)


def test_the_first_place_for_settings_counts() -> None:
    source = Given({}, {}, {"rowcheck.yml": "files: a.md\n", ".github/rowcheck.yml": "files: b.md\n"})
    assert session.settings_of(source, None).files == ("b.md",)
    assert session.settings_of(Given(), None).path is None


def test_settings_given_outright_look_beside_themselves_and_then_in_the_list(tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text(SIZES, encoding="utf-8")
    source = Given({"a.md": TABLE}, {"a.md": MORE}, {"rowcheck.yml": "oh: dear", "sizes.json": SCHEMA})
    assert len(session.run(source, config=str(tmp_path / "mine.yml")).findings) == 1
    (tmp_path / "sizes.json").write_text(SCHEMA.replace('["S"]', '["S", "M"]'), encoding="utf-8")
    assert session.run(source, config=str(tmp_path / "mine.yml")).findings == ()


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        pytest.param(None, SourceError, "cannot be read: .*; check the path", id="missing"),
        pytest.param(b"a: \xff", SourceError, ":1: is not UTF-8", id="not UTF-8"),
        pytest.param(b"files: 3\n", ConfigError, ":1: 'files' must be", id="wrong"),
    ],
)
def test_settings_given_outright_may_be(
    tmp_path: Path, data: bytes | None, error: type[Exception], message: str
) -> None:
    path = tmp_path / "mine.yml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(error, match=message):
        session.settings_of(Given(), str(path))


BROKEN = MORE.replace("| [Bees]", "\n| [Bees]")


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_fixed_files_come_as_bytes_to_write(end: str) -> None:
    source = Given({"a.md": TABLE}, {"a.md": "\ufeff" + BROKEN.replace("\n", end)})
    report, count, (file,), unfit = session.fixed(source, unsafe=False)
    assert (count, report.findings, unfit) == (1, (), ())
    assert (file.path, file.new) == ("a.md", ("\ufeff" + MORE.replace("\n", end)).encode())
    assert file.old == ("\ufeff" + BROKEN.replace("\n", end)).encode()


def test_a_file_with_bytes_that_are_no_text_is_left_as_it_is() -> None:
    class Torn(Given):
        def changes(self, covers: Covers) -> Iterator[FileChange | Unreadable]:
            yield FileChange("a.md", TABLE.encode(), BROKEN.encode() + b"\nCaf\xe9\n")

    report, count, files, unfit = session.fixed(Torn(), unsafe=True)
    assert (count, files, unfit) == (0, (), ("a.md",))
    assert [finding.rule for finding in report.findings] == ["stray-row"]
