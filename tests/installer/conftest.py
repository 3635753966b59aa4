"""A small project with the real bootstrap in it, so that its tests need no network."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["build-backend"]

[project]
name = "assay"
version = "1.0"
"""

# A build backend in 30 lines: an editable wheel with one command and one module. It waits while
# a file named `hold` lies in the project, so that a test can interrupt pip at its work.
BACKEND = """
import time, zipfile
from pathlib import Path

INFO = "assay-1.0.dist-info"

def build_editable(folder, config_settings=None, metadata_directory=None):
    Path("building").touch()
    while Path("hold").exists():
        time.sleep(0.02)
    files = {
        "assay_here.py": "def main(): import sys; print('assay', *sys.argv[1:])",
        f"{INFO}/METADATA": "Metadata-Version: 2.1\\nName: assay\\nVersion: 1.0\\n"
        "Provides-Extra: dev\\n",
        f"{INFO}/WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
        f"{INFO}/entry_points.txt": "[console_scripts]\\nassay = assay_here:main\\n"
        "assay-desktop = assay_here:main\\n",
    }
    record = "".join(f"{name},,\\n" for name in [*files, f"{INFO}/RECORD"])
    with zipfile.ZipFile(Path(folder) / "assay-1.0-py3-none-any.whl", "w") as wheel:
        for name, text in {**files, f"{INFO}/RECORD": record}.items():
            wheel.writestr(name, text)
    return "assay-1.0-py3-none-any.whl"

build_wheel = build_editable
"""


@pytest.fixture
def project(tmp_path: Path, repository: Path) -> Path:
    """A checkout of a tiny project, in a folder with a space in its name."""
    root = tmp_path / "a checkout"
    shutil.copytree(
        repository / "installer", root / "installer", ignore=shutil.ignore_patterns("__pycache__")
    )
    (root / "desktop").mkdir()
    for name in ("__init__.py", "system_libraries.py"):
        shutil.copy(repository / "desktop" / name, root / "desktop" / name)
    (root / "installer" / "constraints.txt").write_text("", encoding="utf-8")
    (root / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (root / "build-backend").mkdir()
    (root / "build-backend" / "backend.py").write_text(BACKEND, encoding="utf-8")
    return root


Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(project: Path, tmp_path: Path) -> Start:
    """Start the bootstrap of the tiny project from elsewhere, with the Python of these tests."""

    def start(*arguments: str, **variables: str) -> subprocess.Popen[str]:
        base = Path(sys.base_prefix) / ("python.exe" if sys.platform == "win32" else "bin/python3")
        return subprocess.Popen(
            [base, project / "installer" / "bootstrap.py", *arguments],
            cwd=tmp_path,
            env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    return start
