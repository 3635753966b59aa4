"""The demo: real data that comes with Assay, what is predicted from it, and who does so."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from engine.contract.data import Role
from engine.contract.requests import ImportRequest


@dataclass(frozen=True)
class Demo:
    """Who earns over 50,000 dollars? The 1994 census: 48,842 people, CC BY 4.0."""

    folder: str = "assay-demo"
    analyst: str = "ana"
    reviewer: str = "rui"
    snapshot: str = "people"
    target: str = "income"
    protected: tuple[str, ...] = ("race", "sex")
    budget_s: float = 60.0

    @property
    def data_file(self) -> Path:
        """The Parquet file, which is installed beside the engine."""
        return Path(str(resources.files("engine") / "demo" / "adult.parquet"))

    def import_request(self) -> ImportRequest:
        """What turns the file into the demo's snapshot."""
        return ImportRequest(
            source=str(self.data_file),
            name=self.snapshot,
            roles=dict.fromkeys(self.protected, Role.PROTECTED),
        )


DEMO = Demo()
