"""What the window loads once it has shown every page of a real project."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FORBIDDEN = {
    "catboost", "flaml", "lightgbm", "matplotlib", "onnx", "onnxruntime", "pandas", "pyarrow",
    "scipy", "shap", "sklearn", "torch", "xgboost",
}  # fmt: skip

SHOW_ALL = """
import sys, time
from pathlib import Path
from desktop.app import make_application
application = make_application(["assay-desktop"])
from desktop.main_window import MainWindow
from desktop.page_stack import PAGES
window = MainWindow(Path(sys.argv[2]))
window.show()
window.open_project(Path(sys.argv[1]))
deadline = time.monotonic() + 60
def settled():
    opened = window.opened
    return opened is not None and opened.jobs.listed_once and not opened.background.busy
def settle():
    while not settled():
        assert time.monotonic() < deadline
        application.processEvents()
settle()
for page in PAGES:
    window.go(page.id)
    application.processEvents()
    settle()
    window.grab()
window.quit()
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_showing_every_page_of_a_project_loads_no_machine_learning_library(
    repository: Path, project_folder: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SHOW_ALL, str(project_folder), str(tmp_path / "config")],
        cwd=repository,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert {"desktop", "registry", "engine", "PySide6", "pyqtgraph"} <= loaded
    assert loaded & FORBIDDEN == set()
