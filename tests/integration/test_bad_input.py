"""Bad input through the command line: refused with a clear message, and nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.cli.app import run

from .conftest import Assay, environment

Maker = Callable[[str, str | bytes], Path]
ROWS = "".join(f"{i},{i % 7},{'yes' if i % 3 else 'no'}\n" for i in range(60))
GOOD = f"a,b,y\n{ROWS}"

BAD_FILES = {
    "an empty file": ("data.csv", "", "empty"),
    "a header alone": ("data.csv", "a,b,y\n", "no rows"),
    "one column": ("data.csv", "a\n1\n2\n", "column"),
    "duplicate column names": ("data.csv", f"a,a,y\n{ROWS}", "'a'"),
    "a ragged line": ("data.csv", GOOD + "1,2\n", "line 62"),
    "another encoding": ("data.csv", GOOD.replace("yes", "s\xed").encode("cp1252"), "encoding"),
    "a binary file named .csv": ("data.csv", bytes(range(256)) * 20, "not a text file"),
    "an Excel file named .csv": ("data.csv", b"PK\x03\x04" + bytes(200), "ZIP"),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_is_refused_by_name_with_what_to_do(
    assay: Assay, text_file: Maker, case: str
) -> None:
    name, content, word = BAD_FILES[case]
    error = assay.refuses("import", text_file(name, content))
    said = f"{error['message']} {error['hint']}"
    assert name in error["message"]
    assert word.lower() in said.lower()
    assert error["hint"]
    assert assay.does("audit", "verify")["passed"]


def test_a_parquet_file_cut_short_is_refused(assay: Assay, tmp_path: Path) -> None:
    whole = tmp_path / "whole.parquet"
    pq.write_table(pa.table({"a": list(range(1000)), "y": [0, 1] * 500}), whole)
    short = tmp_path / "short.parquet"
    short.write_bytes(whole.read_bytes()[:-40])
    assert "short.parquet" in assay.refuses("import", short)["message"]


@pytest.mark.parametrize(
    ("content", "target", "word"),
    [
        (GOOD, "z", "'z'"),
        ("a,b,y\n" + "1,2,same\n2,3,same\n" * 30, "y", "single value"),
        ("a,b,y\n" + "1,2,\n2,3,\n" * 30, "y", "missing"),
        ("a,b,y\n1,2,yes\n", "y", "row"),
    ],
    ids=["no such target", "one class", "all missing", "one row"],
)
def test_a_bad_target_is_refused_with_its_name(
    assay: Assay, text_file: Maker, content: str, target: str, word: str
) -> None:
    file = text_file("data.csv", content)
    error = assay.refuses("train", file, "--target", target, "--budget", "5s")
    assert word in error["message"] + error["hint"]
    assert not assay.does("runs")["runs"]


def test_a_missing_file_a_folder_and_an_unknown_kind_of_file_are_refused(
    assay: Assay, tmp_path: Path, text_file: Maker
) -> None:
    assert "nowhere.csv" in assay.refuses("import", tmp_path / "nowhere.csv")["message"]
    assert assay.refuses("import", tmp_path)["hint"]
    assert "table.docx" in assay.refuses("import", text_file("table.docx", "x"))["message"]


@pytest.mark.parametrize("budget", ["0", "0s", "-5s", "soon", "5 parsecs"])
def test_a_budget_that_is_no_time_is_wrong_usage(
    assay: Assay, text_file: Maker, budget: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["train", str(text_file("data.csv", GOOD)), "--target", "y", f"--budget={budget}"]
    assert run(["--project", str(assay.project), "--as", "ana", "--json", *words]) == 2
    message = json.loads(capsys.readouterr().out)["error"]["message"]
    assert "budget" in message or "time" in message


def test_wrong_usage_exits_with_2_and_says_where_global_options_go(assay: Assay) -> None:
    assert assay.run("fly").code == 2
    assert assay.run("train").code == 2
    ran = assay.run("models", "--json", as_json=False)
    assert ran.code == 2
    assert "before the verb" in " ".join(ran.err.split())


def test_a_folder_without_a_project_is_refused_with_the_command_that_makes_one(
    tmp_path: Path,
) -> None:
    assert "assay" in Assay(tmp_path / "nothing").refuses("models")["hint"]


def test_an_existing_file_is_not_replaced_unless_told(
    assay: Assay, text_file: Maker, tmp_path: Path
) -> None:
    model, out = text_file("model.onnx", "not a model"), text_file("out.csv", "mine")
    data = text_file("data.csv", GOOD)
    assert assay.refuses("score", model, data, "-o", out)["code"] == "file.exists"
    assert out.read_text() == "mine"
    error = assay.refuses("score", model, data, "-o", out, "--force", "--allow-unapproved")
    assert "model.onnx" in error["message"] or "ONNX" in error["message"]
    assert out.read_text() == "mine"


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="gives a file away, as root")
def test_a_file_of_another_user_that_may_not_be_read_is_refused(
    assay: Assay, text_file: Maker
) -> None:
    secret = text_file("secret.csv", GOOD)
    secret.chmod(0o600)
    os.chown(secret, 65534, 65534)
    # Without these two capabilities root is a user like any other.
    drop = ["setpriv", "--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search"]
    ended = subprocess.run(
        [*drop, *assay.command("import", secret)],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert "secret.csv" in ended.stdout
    assert "Traceback" not in ended.stdout + ended.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 8 MB."""
    place = tmp_path / "small"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("this user may not mount a small file system")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_named_before_a_job_starts_and_the_registry_stays_whole(
    small_disk: Path, text_file: Maker
) -> None:
    assay = Assay(small_disk / "project")
    assay.does("init")
    error = assay.refuses("import", text_file("data.csv", GOOD))
    assert error["code"] == "disk.full" and str(small_disk) in error["message"]
    assert assay.does("audit", "verify")["passed"]
