"""The findings of the stories and of the example are the pinned ones, message wording apart.

A change of a verdict rewrites the pin, `python benchmarks/golden.py tests/golden/findings.tsv`, and its
commit says which findings changed and why.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_findings_are_the_pinned_ones() -> None:
    script, pinned = ROOT / "benchmarks" / "golden.py", ROOT / "tests" / "golden" / "findings.tsv"
    done = subprocess.run(
        [sys.executable, str(script), str(pinned), "--check"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
