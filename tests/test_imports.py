"""What a floor may load, checked on a real interpreter: import-linter cannot see lazy imports."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ML_LIBRARIES = {
    "catboost", "flaml", "lightgbm", "numpy", "onnx", "onnxruntime", "optuna", "pandas", "pyarrow",
    "scipy", "shap", "skl2onnx", "sklearn", "torch", "xgboost",
}  # fmt: skip
QT = {"PySide6", "shiboken6"}


def modules_of(repository: Path, package: str) -> list[str]:
    """Every module of a package, by its dotted name."""
    return sorted(
        ".".join(path.relative_to(repository).with_suffix("").parts).removesuffix(".__init__")
        for path in (repository / Path(*package.split("."))).rglob("*.py")
        # Alembic runs these itself, with a migration's context around them.
        if "migrations" not in path.parts
    )


def loaded_by(repository: Path, modules: list[str]) -> set[str]:
    """Top-level names in `sys.modules` after importing the modules in a fresh interpreter."""
    code = "import sys, importlib\nfor m in sys.argv[1:]: importlib.import_module(m)\n"
    code += "print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", code, *modules],
        cwd=repository,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("package", "forbidden"),
    [
        ("registry", ML_LIBRARIES | QT),
        ("engine.contract", ML_LIBRARIES | QT),
        # numpy comes with the plots on screen
        ("desktop", ML_LIBRARIES - {"numpy"}),
    ],
)
def test_importing_a_whole_floor_loads_no_library_it_must_do_without(
    repository: Path, package: str, forbidden: set[str]
) -> None:
    loaded = loaded_by(repository, modules_of(repository, package))
    assert package.partition(".")[0] in loaded
    assert loaded & forbidden == set()


def test_the_job_client_loads_no_machine_learning_library(repository: Path) -> None:
    assert loaded_by(repository, ["engine.jobs.client"]) & (ML_LIBRARIES | QT) == set()


def test_the_command_line_starts_without_machine_learning_libraries(repository: Path) -> None:
    assert loaded_by(repository, ["engine.cli.app"]) & (ML_LIBRARIES | QT) == set()
