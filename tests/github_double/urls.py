"""The double's own addresses. Everything it says it serves under one root, as clients insist."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Urls:
    root: str
    name: str

    @property
    def api(self) -> str:
        return f"{self.root}/repos/{self.name}"

    @property
    def html(self) -> str:
        return f"{self.root}/{self.name}"

    def of(self, name: str) -> Urls:
        """The addresses of another repository."""
        return Urls(self.root, name)

    def pull(self, number: int) -> str:
        return f"{self.api}/pulls/{number}"

    def issue(self, number: int) -> str:
        return f"{self.api}/issues/{number}"

    def page(self, number: int) -> str:
        return f"{self.html}/pull/{number}"

    def issue_comment(self, key: int) -> str:
        return f"{self.api}/issues/comments/{key}"

    def review_comment(self, key: int) -> str:
        return f"{self.api}/pulls/comments/{key}"

    def check_run(self, key: int) -> str:
        return f"{self.api}/check-runs/{key}"
