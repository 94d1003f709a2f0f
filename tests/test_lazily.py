from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import rowcheck
from rowcheck import lazily

MODULES = sorted(Path(rowcheck.__file__).parent.rglob("*.py"))


def test_it_is_used_as_a_pattern() -> None:
    word = lazily.compiled(r"[a-c]+", re.IGNORECASE)
    for _ in range(2):
        assert word.findall("aB-c") == ["aB", "c"]
        assert word.sub("x", "aB-c") == "x-x"
    assert (word.pattern, word.flags) == (r"[a-c]+", re.compile("", re.IGNORECASE).flags)


def test_a_fault_shows_at_the_first_use() -> None:
    broken = lazily.compiled("(")
    with pytest.raises(re.error):
        broken.search("")


def test_every_expression_in_the_product_is_one() -> None:
    """Those put together of several strings are used by the tests of their modules."""
    found = 0
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "lazily.compiled":
                found += 1
                if isinstance(node.args[0], ast.Constant):
                    re.compile(str(node.args[0].value))
    assert found > 30
