"""Write the lists of rules in docs/rules.md, README.md and the settings schema, and the kinds in the schemas.

python docs/generate.py            rewrite the files
python docs/generate.py --check    name the files that are out of date, and exit 1 if there are any
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
from pathlib import Path

from rowcheck.cells import kinds
from rowcheck.cells.kinds import KINDS
from rowcheck.cli import ruledocs
from rowcheck.rules import ALL

ROOT = Path(__file__).parents[1]


def main(arguments: list[str]) -> int:
    stale = {path: text for path, text in pages().items() if path.read_text(encoding="utf-8") != text}
    for path, text in stale.items():
        if "--check" in arguments:
            print(f"{path.relative_to(ROOT)} is out of date: run 'make docs'", file=sys.stderr)
        else:
            path.write_text(text, encoding="utf-8")
    return 1 if stale and "--check" in arguments else 0


def pages() -> dict[Path, str]:
    """Return the text that each generated file should have."""
    readme = ROOT / "README.md"
    config, cell, row = (ROOT / "schema" / f"{name}.schema.json" for name in ("config", "cell", "row"))
    table = ruledocs.table(ALL, "docs/rules.md")
    ids = ",\n".join(f'        "{rule}"' for rule in sorted(rule.id for rule in ALL))
    definitions = json.dumps(kinds.schema_definitions(), ensure_ascii=False, indent=2)
    names = ", ".join(f'"{name}"' for name in sorted(kind.name for kind in KINDS.values() if kind.schema))
    return {
        cell: between(cell, r'"\$defs": ', r"\n}\n\Z", textwrap.indent(definitions, "  ").strip()),
        row: between(row, r'"cell": \{\n[^\n]*\n[^\n]*\n          "enum": \[', r"\]", names),
        ROOT / "docs" / "rules.md": ruledocs.page(ALL),
        readme: between(readme, r"<!-- rules: .* -->\n\n", r"\n<!-- end of rules -->", table),
        config: between(config, r'"rule": \{\n[^\n]*\n[^\n]*\n      "enum": \[\n', r"\n      \]", ids),
    }


def between(path: Path, start: str, end: str, text: str) -> str:
    """Return the file with the text between two patterns replaced; the patterns must match exactly once."""
    old = path.read_text(encoding="utf-8")
    new, times = re.subn(
        f"({start}).*?({end})", lambda match: match[1] + text + match[2], old, flags=re.DOTALL
    )
    if times != 1:
        raise ValueError(f"{path.name} has {times} places for the generated text")
    return new


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
