"""Titles that are probably the same, found without comparing each with each.

Candidates share one of their rarest words, their beginning or their end; only those are compared. A bucket
that many titles share tells nothing and is passed over, so that a query costs the same in a list of a
hundred and of a hundred thousand. What is found is a question to a person, not a verdict.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rowcheck.cells.likeness import Title, likeness

LARGEST_BUCKET = 64
RAREST_WORDS = 4
AFFIX = 6


class TitleIndex:
    """The titles of a list, ready to be asked which of them are like another."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._titles = [Title(text) for text in texts]
        self._frequency = Counter(word for title in self._titles for word in set(title.words))
        self._buckets: defaultdict[str, list[int]] = defaultdict(list)
        for index, title in enumerate(self._titles):
            for bucket in self._keys(title):
                self._buckets[bucket].append(index)

    def similar(self, text: str) -> list[tuple[int, float]]:
        """The titles that are probably `text`, equal ones included: index and score (to 100), best first."""
        title = Title(text)
        scores = ((index, likeness(title, self._titles[index])) for index in sorted(self._candidates(title)))
        return sorted((pair for pair in scores if pair[1]), key=lambda pair: -pair[1])

    def _candidates(self, title: Title) -> set[int]:
        buckets = (self._buckets.get(key, ()) for key in self._keys(title))
        return {index for bucket in buckets if len(bucket) <= LARGEST_BUCKET for index in bucket}

    def _keys(self, title: Title) -> Iterator[str]:
        rarest = sorted(set(title.words), key=lambda word: (self._frequency[word], word))
        yield from rarest[:RAREST_WORDS]
        if title.key:
            yield f"<{title.key[:AFFIX]}"
            yield f"{title.key[-AFFIX:]}>"
