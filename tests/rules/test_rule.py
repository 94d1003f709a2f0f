from __future__ import annotations

from rowcheck.markdown import documents
from rowcheck.rules.rule import TableView


def test_the_rows_of_a_view_are_divided_once() -> None:
    document = documents.read("README.md", "| Name |\n| --- |\n| Ant |\n| Bee |\n")
    ant, bee = document.tables[0].rows
    view = TableView(document, document.tables[0], (bee,), None)
    assert (view.judged, view.others) == ({bee}, (ant,))
    assert view.judged is view.judged
    assert view.others is view.others
