"""Link reference definitions at the start of a paragraph (CommonMark 4.7), read with mistune's helpers.

They decide how `[Code][1]` in a cell renders, and whether a paragraph has content at all. Nothing
here renders links.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping

from mistune.helpers import parse_link_href, parse_link_title, unescape_char
from mistune.util import escape_url, unikey

References = MutableMapping[str, dict[str, str]]
"""From a normalised label to `url`, `label` and perhaps `title`: the shape of mistune's `ref_links`."""

_LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.?)*)\]:", re.S)
_LONGEST_LABEL = 1000
_GAP = re.compile(r"[ \t]*(?:\n[ \t]*)?")
_REST_OF_LINE = re.compile(r"[ \t]*(?:\n|\Z)")


def take(text: str, references: References) -> str:
    """Note the definitions that `text` begins with (the first of a label wins); the text after them."""
    position = 0
    while text.startswith("[", position):
        end = _definition(text, position, references)
        if not end:
            break
        position = end
    return text[position:]


def _definition(text: str, start: int, references: References) -> int:
    """The index after the definition that begins at `start`; 0 if none does."""
    label = _LABEL.match(text, start)
    if not label or not label.group(1).strip() or len(label.group(1)) > _LONGEST_LABEL:
        return 0
    gap = _GAP.match(text, label.end())
    assert gap is not None
    if gap.end() == len(text):
        return 0
    href, after_href = parse_link_href(text, gap.end(), block=True)
    if href is None or after_href is None or (not href and text[gap.end()] != "<"):
        return 0
    title, end = _title(text, after_href)
    if not end:
        return 0
    key = unikey(label.group(1))
    if key not in references:
        reference = {"url": escape_url(unescape_char(href)), "label": label.group(1)}
        if title:
            reference["title"] = title
        references[key] = reference
    return end


def _title(text: str, after_href: int) -> tuple[str, int]:
    """The optional title and the index after the definition's last line; index 0 if text follows."""
    title, after_title = parse_link_title(text, after_href, len(text))
    if after_title:
        rest = _REST_OF_LINE.match(text, after_title)
        if rest:
            return title or "", rest.end()
    rest = _REST_OF_LINE.match(text, after_href)
    return ("", rest.end()) if rest else ("", 0)
