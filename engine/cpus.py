"""How many processor cores this process may use."""

from __future__ import annotations

import psutil


def available_cpus() -> int:
    """Cores this process is bound to where the platform tells, else all of them; at least 1."""
    process = psutil.Process()
    if hasattr(process, "cpu_affinity"):  # not on macOS
        return max(len(process.cpu_affinity()), 1)
    return psutil.cpu_count() or 1
