"""Raw HTML inside a cell (CommonMark 6.6), as cmark-gfm finds it: a tag, a comment and their like.

Like cmark-gfm it gives up on a kind once one was found without its end, so that hostile text takes
linear time; a comment without its end also gives up everything else that begins with `<!`.
"""

from __future__ import annotations

import re

from rowcheck.markdown import starts

_KINDS = {
    "comment": (r"<!--", r"<!--(?:-?>|(?:[^-]|-[^-]|--[^>])*+-->)"),
    "cdata": (r"<!\[CDATA\[", r"<!\[CDATA\[(?:[^\]]|\][^\]]|\]\][^>])*+\]\]>"),
    "declaration": (r"<![A-Z]+[ \t\v\f\n]", r"<![^>]*>"),
    "instruction": (r"<\?", r"<\?(?:[^?>]|\?[^>]|>)*+\?>"),
}
_OPENING = re.compile("|".join(f"(?P<{kind}>{opening})" for kind, (opening, _) in _KINDS.items()))
_WHOLE = {kind: re.compile(whole) for kind, (_, whole) in _KINDS.items()}


def end(source: str, start: int, hopeless: set[str]) -> int | None:
    """The index after the raw HTML that begins at `start`; `hopeless` gathers kinds given up."""
    opening = _OPENING.match(source, start)
    if not opening:
        tag = starts.HTML_TAG.match(source, start)
        return tag.end() if tag else None
    kind = opening.lastgroup or ""
    if kind in hopeless or ("comment" in hopeless and kind != "instruction"):
        return None
    whole = _WHOLE[kind].match(source, start)
    if not whole:
        hopeless.add(kind)
        return None
    return whole.end()
