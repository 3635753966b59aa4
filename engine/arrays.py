"""The array type that the engine's modules exchange; importing it loads NumPy alone."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

Array = npt.NDArray[Any]
