from __future__ import annotations

from rowcheck.settings import defaults


def test_settings_are_found_in_their_places() -> None:
    files = {"rowcheck.yaml": "b", ".github/rowcheck.yml": "a"}
    assert defaults.find(files.get) == (".github/rowcheck.yml", "a")
    assert defaults.find({"rowcheck.yaml": "b"}.get) == ("rowcheck.yaml", "b")
    assert defaults.find(lambda path: None) is None
