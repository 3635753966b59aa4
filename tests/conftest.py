"""Fixtures that every floor's tests share."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.memory import quick_folder

# How long something takes tells of the machine's load, not of the code.
settings.register_profile("assay", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("assay")

# Read when the libraries load, so set before any test module imports one: idle OpenMP threads
# that spin starve the tests beside them, and Qt needs a platform where there is no display.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Where pytest makes its temporary folders, unless one is named by `--basetemp`.
os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(quick_folder()))

# A shell starts what goes to the background with Ctrl-C ignored, which its children inherit.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared_datasets() -> Path:
    """The folder of real data sets beside the checkout; skips where it is absent."""
    folder = REPOSITORY.parent / "shared" / "datasets"
    if not folder.is_dir():
        pytest.skip(f"the shared data sets are not beside the checkout ({folder} is no folder)")
    return folder
