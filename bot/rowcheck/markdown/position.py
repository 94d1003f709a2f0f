"""Where the reading of one line stands: behind the marks of the open containers, before the text.

Columns are virtual (a tab reaches to the next multiple of four, CommonMark 2.2) and only serve to
count indentation; `index` is the character in the line, so source positions stay true.
"""

from __future__ import annotations


class Position:
    """A cursor on one line, moved only over indentation and container marks.

    `index` is the first character that is neither space nor tab from here on, `column` its virtual
    column, `indent` the columns between the end of the last container mark and it; `blank` tells
    that there is none.
    """

    __slots__ = ("blank", "column", "indent", "index", "line")

    def __init__(self, line: str) -> None:
        self.line = line
        self.index = 0
        self.column = 0
        self.indent = 0
        self._skip_blanks()

    @property
    def text(self) -> str:
        """The rest of the line, from the first character that is neither space nor tab."""
        return self.line[self.index :]

    def pass_mark(self, width: int) -> None:
        """Step over a container mark of `width` characters that stands here, and what follows it."""
        self.index += width
        self.column += width
        self._skip_blanks()

    def pass_indent(self, columns: int) -> None:
        """Give `columns` of the indentation to a container."""
        self.indent = max(0, self.indent - columns)

    def _skip_blanks(self) -> None:
        line, index, column = self.line, self.index, self.column
        end = len(line)
        start = column
        while index < end:
            char = line[index]
            if char == " ":
                column += 1
            elif char == "\t":
                column += 4 - column % 4
            else:
                break
            index += 1
        self.index, self.column, self.indent = index, column, column - start
        self.blank = index == end
