from __future__ import annotations

import pytest

from rowcheck.github.anchors import NOWHERE, parse

PATCH = """\
@@ -1,3 +1,4 @@ # Head
 one
-two
+zwei
+drei
 four
@@ -20,2 +21,2 @@
 twenty
-last
+end\r
\\ No newline at end of file"""


@pytest.mark.parametrize(
    ("start", "end", "taken"),
    [
        pytest.param(1, 1, True, id="a context line"),
        pytest.param(2, 3, True, id="added lines"),
        pytest.param(1, 4, True, id="a whole hunk"),
        pytest.param(4, 5, False, id="a line beyond the hunk"),
        pytest.param(4, 21, False, id="lines of two hunks"),
        pytest.param(21, 22, True, id="the second hunk"),
        pytest.param(0, 1, False, id="a line before the first"),
    ],
)
def test_which_lines_take_a_comment(start: int, end: int, taken: bool) -> None:
    assert parse(PATCH).takes(start, end) is taken


def test_the_texts_of_the_head() -> None:
    anchors = parse(PATCH)
    assert anchors.shows(2, "zwei")
    assert not anchors.shows(2, "two")
    assert anchors.shows(22, "end")
    assert anchors.ends_in_cr(21, 22)
    assert not anchors.ends_in_cr(1, 4)


@pytest.mark.parametrize("patch", [None, "", "Binary files differ"])
def test_no_patch_takes_no_comment(patch: str | None) -> None:
    assert parse(patch) == NOWHERE
