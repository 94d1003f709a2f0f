from __future__ import annotations

from rowcheck.markdown import documents
from rowcheck.rules.rule import TableView


def test_a_view_finds_out_once_which_rows_are_judged() -> None:
    """Rules ask for it at every row, and a table may have a hundred thousand."""
    document = documents.read("README.md", "| Name |\n| --- |\n| Ant |\n| Bee |\n")
    ant, bee = document.tables[0].rows
    view = TableView(document, document.tables[0], (bee,), None)
    assert (view.judged, view.others) == ({bee}, (ant,))
    assert view.judged is view.judged
    assert view.others is view.others
