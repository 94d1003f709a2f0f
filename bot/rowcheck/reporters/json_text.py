"""JSON as every machine format here is written: readable, in UTF-8, safe to print.

Keys keep the order in which they are given.
"""

from __future__ import annotations

import json
import re

# As good as invisible, obeyed by a terminal, or (a surrogate: a byte that is no UTF-8, PEP 383) not
# encodable.
_UNPRINTABLE = re.compile(
    "[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def json_text(value: object, *, strict: bool = False) -> str:
    """`value` as indented JSON that ends with a newline; unprintable characters are escaped.

    A byte that is no UTF-8 comes back as it was when this is read by Python. Many parsers refuse it
    (RFC 8259, 8.2), so `strict` puts U+FFFD in its place.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2)
    if strict:
        text = _SURROGATE.sub("\ufffd", text)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"
