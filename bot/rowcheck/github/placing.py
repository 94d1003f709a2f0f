"""Findings -> where each is commented on, and with what suggestion. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rowcheck.github import suggestions
from rowcheck.github.anchors import NOWHERE, Anchors, parse
from rowcheck.github.reconcile import Item
from rowcheck.github.records import ChangedFile
from rowcheck.github.suggestions import Block
from rowcheck.model import Finding, Report

_REPLACEMENT = "\ufffd"


def items(report: Report, files: Iterable[ChangedFile]) -> tuple[Item, ...]:
    """The findings, errors first, then as a reader goes through the files."""
    paths = {finding.path for finding in report.findings}
    anchors = {file.path: parse(file.patch) for file in files if file.path in paths}
    ordered = sorted(report.findings, key=_importance)
    return tuple(
        _item(finding, anchors.get(finding.path, NOWHERE), report.texts.get(finding.path, ()))
        for finding in ordered
    )


def _importance(finding: Finding) -> tuple[bool, str, int, str]:
    return (finding.severity != "error", finding.path, finding.line, finding.fingerprint)


def _item(finding: Finding, anchors: Anchors, head: Sequence[str]) -> Item:
    block = suggestions.block(finding, head)
    if block and _fits(block, anchors, head):
        return Item(finding, (block.start, block.end), block)
    return Item(finding, _lines(finding, anchors, head))


def _fits(block: Block, anchors: Anchors, head: Sequence[str]) -> bool:
    """Whether GitHub would put exactly this block in the place of exactly these lines.

    Not where lines end in CRLF: whether a suggestion keeps that is not documented. Not where a byte
    was no UTF-8: the suggestion would write the sign that stands for it.
    """
    if not anchors.takes(block.start, block.end) or anchors.ends_in_cr(block.start, block.end):
        return False
    if any(_REPLACEMENT in line for line in block.lines):
        return False
    return all(anchors.shows(line, head[line - 1]) for line in range(block.start, block.end + 1))


def _lines(finding: Finding, anchors: Anchors, head: Sequence[str]) -> tuple[int, int] | None:
    """The finding's own lines, or the first of them; None where GitHub's difference does not show it."""
    for start, end in ((finding.line, finding.end_line), (finding.line, finding.line)):
        if end <= len(head) and anchors.takes(start, end) and anchors.shows(start, head[start - 1]):
            return start, end
    return None
