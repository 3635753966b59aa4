"""Write the golden schemas anew, after a migration changed: `python -m tests.registry.golden`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from registry.database import Registry
from tests.postgresql import plain, server
from tests.registry.golden.schema import schema_text


def main() -> None:
    """Make a registry of each kind and write down its schema."""
    with tempfile.TemporaryDirectory() as folder, server() as postgresql:
        urls = {"sqlite": f"sqlite:///{folder}/registry.db", "postgresql": plain(postgresql)}
        for kind, url in urls.items():
            with Registry.create(url, "ada") as registry:
                written = Path(__file__).parent / f"{kind}.txt"
                written.write_text(schema_text(registry), encoding="utf-8", newline="\n")
                print(written)


if __name__ == "__main__":
    main()
