"""The verbs of keys and administration, as people at two terminals use them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.cli.app import run
from registry.enrolment import found
from registry.errors import AssayError
from registry.project import Project
from registry.signatures.wallet import FOLDER_VARIABLE

PHRASE = "a sentence to remember"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "keys"))
    (tmp_path / "phrase").write_text(PHRASE + "\n")
    monkeypatch.setenv("ASSAY_PASSPHRASE_FILE", str(tmp_path / "phrase"))
    folder = tmp_path / "project"
    assert run(["--project", str(folder), "--as", "ana", "init", "--reviewer", "rita"]) == 0
    return folder


def said(
    capsys: pytest.CaptureFixture[str], project: Path, who: str, *verb: str, code: int = 0
) -> dict[str, object]:
    capsys.readouterr()
    assert run(["--project", str(project), "--as", who, "--json", *verb]) == code
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def test_a_key_is_made_enrolled_rotated_and_revoked(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = said(capsys, project, "rita", "key", "new")
    assert made["act"]["status"] == "open"
    assert said(capsys, project, "rita", "key", "rotate", code=1)["error"]["code"] == "key.absent"
    act = str(made["act"]["id"])[-8:]
    assert said(capsys, project, "ana", "admin", "agree", act)["status"] == "done"
    assert said(capsys, project, "rita", "key", "new", code=1)["error"]["code"] == "key.present"
    turned = said(capsys, project, "rita", "key", "rotate")
    said(capsys, project, "ana", "admin", "agree", str(turned["act"]["id"]))
    print_ = str(turned["fingerprint"])
    as_read_aloud = f"{print_[:8]} {print_[8:16]}".upper()
    said(capsys, project, "rita", "key", "revoke", as_read_aloud, "--reason", "the laptop is gone")
    keys = said(capsys, project, "ana", "key", "list")["keys"]
    assert [(key["principal"], key["purpose"], bool(key["revoked_at"])) for key in keys] == [
        ("ana", "log", False),
        ("rita", "decision", True),
        ("rita", "decision", True),
    ]
    assert said(capsys, project, "ana", "audit", "verify")["passed"] is True


def test_people_come_by_two_persons_and_leave_by_one(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    act = said(capsys, project, "ana", "principal", "add", "tom")
    assert act["status"] == "open"
    assert act["may_agree"] == ["rita"]
    assert run(["--project", str(project), "admin", "list"]) == 0
    told = capsys.readouterr().out
    assert "add 'tom' as a principal" in told
    agree = f"assay --project {project} --as rita admin agree {str(act['id'])[-8:]}"
    assert agree in told
    assert said(capsys, project, "rita", "admin", "agree", str(act["id"]))["status"] == "done"
    said(capsys, project, "ana", "principal", "deactivate", "tom", "--reason", "left")
    people = said(capsys, project, "ana", "principal", "list")["principals"]
    assert [(one["name"], one["active"]) for one in people] == [
        ("ana", True),
        ("rita", True),
        ("tom", False),
    ]


def test_the_name_of_who_left_is_erased_by_two_persons(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    act = said(capsys, project, "ana", "principal", "add", "tom")
    said(capsys, project, "rita", "admin", "agree", str(act["id"]))
    barred = said(capsys, project, "ana", "principal", "erase", "tom", "--dry-run")
    assert "is active here" in str(barred["traces"])
    said(capsys, project, "ana", "principal", "deactivate", "tom", "--reason", "tom left")
    asked = ("--project", str(project), "--as", "ana", "principal", "erase", "tom")
    assert run([*asked, "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "The name of 'tom' can be erased: 'erased-" in told
    assert f"assay --project {project} --as ana principal erase tom --reason WHY" in told
    assert run([*asked, "--reason", "request 12"]) == 0
    told = capsys.readouterr().out
    assert "Proposed: erase the name of 'tom'." in told
    assert "Why: request 12" in told
    assert "Records in which people typed the name; they stay (1):" in told
    assert "out of reach" in told
    (act,) = said(capsys, project, "ana", "admin", "list")["acts"]
    assert run(["--project", str(project), "admin", "list"]) == 0
    assert "Why: request 12" in capsys.readouterr().out
    done = said(capsys, project, "rita", "admin", "agree", str(act["id"]))
    assert (done["status"], done["remark"]) == ("done", "")
    assert run(["--project", str(project), "principal", "list"]) == 0
    assert "erased" in capsys.readouterr().out
    assert said(capsys, project, "ana", "registry", "wipe") == {"wiped": True}
    assert said(capsys, project, "ana", "audit", "verify")["passed"] is True


def test_public_keys_are_exported_and_pinned(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pins = tmp_path / "keys.json"
    said(capsys, project, "ana", "key", "export", "--out", str(pins))
    verified = said(capsys, project, "ana", "audit", "verify", "--keys", str(pins))
    assert verified["passed"] is True
    said(capsys, project, "ana", "audit", "new-key")
    act = said(capsys, project, "ana", "admin", "list")["acts"][0]
    said(capsys, project, "rita", "admin", "agree", str(act["id"]))
    verified = said(capsys, project, "ana", "audit", "verify", "--keys", str(pins), code=1)
    assert "not among the pinned" in json.dumps(verified)
    pins.write_text("{}")
    error = said(capsys, project, "ana", "audit", "verify", "--keys", str(pins), code=1)
    assert error["error"]["code"] == "key.pins"


def test_what_the_anchors_show_and_what_they_do_not_is_told_as_that(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(*words: str) -> str:
        capsys.readouterr()
        assert run(["--project", str(project), "--as", "ana", *words]) == 0
        return " ".join(capsys.readouterr().out.split())

    alone = "What was cut off the end, or an old copy put back, shows only"
    assert alone in told("audit", "verify")
    size = said(capsys, project, "ana", "audit", "list")["total"]
    told("audit", "anchor", "--file", str(tmp_path / "anchor.json"))
    told("principal", "add", "tom")
    now = told("audit", "verify")
    assert f"none of the first {size} events was cut off or changed" in now
    assert "What came after them and was cut off" in now
    assert alone not in now


def test_a_key_for_the_log_is_not_written_before_it_may_be(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(project.glob("log.key*"))
    refused = said(capsys, project, "rita", "audit", "new-key", code=1)["error"]
    assert refused["code"] == "administration.not_administrator"
    assert sorted(project.glob("log.key*")) == before
    said(capsys, project, "ana", "audit", "new-key")
    assert len(sorted(project.glob("log.key*"))) == len(before) + 1


def test_what_follows_repeats_the_passphrase_file_for_who_acts_and_for_nobody_else(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    phrase = str(project.parent / "phrase")
    act = said(capsys, project, "ana", "principal", "add", "tom")
    options = ("--project", str(project), "--passphrase-file", phrase)
    assert run([*options, "inbox"]) == 0
    assert "Nothing waits for ana" in capsys.readouterr().out
    assert run([*options, "--as", "rita", "inbox"]) == 0
    told = capsys.readouterr().out
    again = f"assay --project {project} --as rita --passphrase-file {phrase}"
    assert f"{again} admin agree {str(act['id'])[-8:]}\n" in told
    assert run([*options, "admin", "list"]) == 0
    assert f"assay --project {project} --as rita admin agree" in capsys.readouterr().out
    assert run([*options, "admin", "agree", "nothing"]) == 1
    told = " ".join(capsys.readouterr().err.split())
    assert f"'assay {' '.join(options)} admin list' lists them" in told


def test_without_a_terminal_or_a_file_the_passphrase_is_asked_for_in_words(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ASSAY_PASSPHRASE_FILE")
    error = said(capsys, project, "rita", "key", "new", code=1)["error"]
    assert error["code"] == "key.no_passphrase"
    assert said(capsys, project, "ana", "admin", "list")["acts"] == []


def test_the_first_people_come_in_one_act_and_later_ones_by_two_persons(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "founded"
    twice = ("init", "--reviewer", "rita", "--reviewer", "Rita")
    assert said(capsys, folder, "ana", *twice, code=1)["error"]["code"] == "principal.exists"
    assert not folder.exists()
    made = said(capsys, folder, "ana", "init", "--reviewer", "rita", "--reviewer", "rui")
    assert [(act["status"], act["alone"]) for act in made["acts"]] == [("done", True)] * 2
    people = said(capsys, folder, "rui", "principal", "list")["principals"]
    assert [one["name"] for one in people] == ["ana", "rita", "rui"]
    events = said(capsys, folder, "ana", "audit", "list")["events"]
    assert [event["action"] for event in events][-1] == "principal.created"
    with Project.open(folder) as project, pytest.raises(AssayError, match="not the only one"):
        found(project.registry, "ana", ["tom"])
    assert said(capsys, folder, "ana", "audit", "verify")["passed"] is True


def test_wrong_usage_is_answered_in_words_with_a_way_out(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(code: int, *words: str) -> str:
        capsys.readouterr()
        assert run(["--project", str(project), *words]) == code
        return " ".join(capsys.readouterr().err.split())

    assert "It goes before the verb: assay --as … VERB" in told(2, "models", "--as", "ana")
    assert "It is not known who acts" in told(1, "--as", "", "inbox")
    way_out = f"assay --project {project} --as ana principal add eve"
    assert way_out in told(1, "--as", "eve", "inbox")
    assert "is a folder. What to do: Name a file that ends in .zip" in told(
        1, "backup", "-o", str(tmp_path)
    )
    assert "'plan' has no ending" in told(1, "audit", "checkpoint", "-o", "plan")
    (tmp_path / "rules").write_text("name: mine")
    assert "a policy's file ends in .yaml" in told(1, "policy", "show", str(tmp_path / "rules"))
    assert "cannot be the name" in told(1, "principal", "add", "😀" * 3000)
    assert len(told(1, "principal", "add", "x" * 3000)) < 600
    late = ("--from", "2027-01-02", "--until", "2027-01-01")
    assert "would end before it begins" in told(1, "role", "bind", "rita", "author", *late)
    assert f"'assay --project {project} admin list' lists them" in told(
        1, "admin", "agree", "nothing"
    )
    key_file = ("--key-file", "none.json", "--as", "rita", "key", "rotate")
    assert "'rita' has no key to replace" in told(1, *key_file)


def test_a_passphrase_is_asked_for_once_nothing_else_is_in_the_way(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = said(capsys, project, "rita", "key", "new")
    said(capsys, project, "ana", "admin", "agree", str(made["act"]["id"]))
    monkeypatch.delenv("ASSAY_PASSPHRASE_FILE")
    waiting = str(said(capsys, project, "ana", "principal", "add", "tom")["id"])

    def refused(*verb: str) -> str:
        return str(said(capsys, project, "rita", *verb, code=1)["error"]["code"])

    assert refused("approve", "0" * 36) == "request.unknown"
    assert refused("reproduce", "churn/1") == "version.unknown"
    assert refused("principal", "add", "eve", "--role", "king") == "role.unknown"
    assert refused("principal", "promote", "nobody") == "principal.unknown"
    assert refused("principal", "promote", "rita") == "administration.not_administrator"
    assert refused("admin", "agree", waiting) == "key.no_passphrase"
    monkeypatch.setenv("ASSAY_PASSPHRASE_FILE", str(project.parent / "phrase"))
    assert said(capsys, project, "rita", "admin", "agree", waiting)["status"] == "done"
    assert refused("admin", "agree", waiting) == "administration.settled"


def test_what_follows_a_restore_without_the_log_key_names_who_acts(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, project, "ana", "backup", "-o", str(tmp_path / "kept.zip"))
    assert run(["restore", str(tmp_path / "kept.zip"), "--to", str(tmp_path / "again")]) == 0
    told = capsys.readouterr().out
    for verb in ("key revoke", "audit new-key"):
        assert f"--as ADMINISTRATOR {verb}" in told


def test_nobody_is_asked_for_a_passphrase_before_what_can_be_checked_without(
    project: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("ASSAY_PASSPHRASE_FILE")  # and there is no terminal to ask at
    there, folder = tmp_path / "there.pem", tmp_path / "folder"
    there.write_text("")
    folder.mkdir()
    verbs = {
        ("key", "new", "--file", str(there)): "file.exists",
        ("bundle", "key", str(there)): "file.exists",
        ("bundle", "make", "none/1", "-o", str(folder), "--sign", str(there)): "version.unknown",
        ("key", "new", "--file", str(tmp_path / "new")): "key.no_passphrase",
        ("bundle", "key", str(tmp_path / "new.pem")): "key.no_passphrase",
    }
    for verb, code in verbs.items():
        assert said(capsys, project, "rita", *verb, code=1)["error"]["code"] == code
