"""What every view of the registry is: plain typed values."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class View(BaseModel):
    """Base of all views: plain values that outlive the session they were read in."""

    model_config = ConfigDict(extra="forbid", frozen=True)
