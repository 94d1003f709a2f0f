"""What a command on a closed pull request is answered: that nothing is checked there, said once.

A merged one cannot be mended by comments, and on a closed one they would be about what nobody is
going to merge. Silence would leave whoever asked to wait for a run that never comes.
"""

from __future__ import annotations

from rowcheck.github.faults import ForbiddenError
from rowcheck.github.publishing import Desk, Standing

_MARKER = "<!-- rowcheck:v1:closed -->"

WORDS = f"This pull request is closed, and rowcheck checks open ones only.\n\n{_MARKER}"


def answer(desk: Desk) -> None:
    """Say it, unless it stands there already. Raises GitHubError, after which another run may try again."""
    standing = desk.repository.comments(desk.pull.number)
    desk = desk.named(Standing(whole=standing))
    if any(comment.author == desk.me and comment.body.endswith(_MARKER) for comment in standing):
        return
    try:
        desk.repository.post_comment(desk.pull.number, WORDS)
    except ForbiddenError:  # the conversation is locked, or the token may only read
        return
