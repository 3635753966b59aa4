"""OpenSSF model-signing over a folder: what breaks the signature, and whose keys it takes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from registry.errors import AssayError
from registry.signatures.bundle_signature import new_key, sign_bundle, verify_bundle_signature

pytest.importorskip("model_signing")
PASSPHRASE = "correct horse battery staple"


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("keys") / "maker.pem"
    new_key(file, PASSPHRASE)
    return file


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory, key: Path) -> Path:
    folder = tmp_path_factory.mktemp("signed") / "bundle"
    (folder / "files").mkdir(parents=True)
    for name in ("bundle.json", "files/one", "files/two"):
        (folder / name).write_text(f"the content of {name}")
    sign_bundle(folder, key, PASSPHRASE)
    return folder


@pytest.fixture
def folder(signed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(signed, tmp_path / "copy"))


def public(key: Path) -> Path:
    return key.with_name("maker.pub.pem")


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(AssayError) as refused:
        work()
    return refused.value.code


def _add(folder: Path, name: str) -> None:
    place = folder / name
    place.parent.mkdir(exist_ok=True)
    place.write_text("new")


CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a changed file": (
        lambda folder: (folder / "files" / "one").write_text("other"),
        "changed: files/one",
    ),
    "an added file": (lambda folder: _add(folder, "files/three"), "not signed: files/three"),
    "an added file of git": (lambda folder: _add(folder, ".git/config"), "not signed: .git/config"),
    "a file taken away": (
        lambda folder: (folder / "files" / "two").unlink(),
        "missing: files/two",
    ),
    "a renamed file": (
        lambda folder: (folder / "files" / "two").rename(folder / "files" / "x"),
        "not signed: files/x; missing: files/two",
    ),
    "two files exchanged": (
        lambda folder: _exchange(folder / "files"),
        "changed: files/one; changed: files/two",
    ),
    "a broken signature": (
        lambda folder: (folder / "model.sig").write_text("{}"),
        "model.sig is no signature of a bundle",
    ),
    "no JSON as signature": (
        lambda folder: (folder / "model.sig").write_bytes(b"\xff"),
        "model.sig is no signature of a bundle",
    ),
    "a link": (
        lambda folder: (folder / "files" / "three").symlink_to("one"),
        "files/three' because it is a symlink",
    ),
    "a signature of nothing": (
        lambda folder: _sign_anew(folder, "AAAA"),
        "the signature in model.sig does not fit",
    ),
}


def _sign_anew(folder: Path, signature: str) -> None:
    file = folder / "model.sig"
    held = json.loads(file.read_text())
    held["dsseEnvelope"]["signatures"][0]["sig"] = signature
    file.write_text(json.dumps(held))


def _exchange(files: Path) -> None:
    (files / "one").rename(files / "x")
    (files / "two").rename(files / "one")
    (files / "x").rename(files / "two")


def test_an_untouched_folder_verifies(folder: Path, key: Path) -> None:
    verify_bundle_signature(folder, public(key))


@pytest.mark.parametrize(("change", "words"), CHANGES.values(), ids=CHANGES.keys())
def test_any_change_is_found_and_told_in_words(
    folder: Path, key: Path, change: Callable[[Path], object], words: str
) -> None:
    change(folder)
    with pytest.raises(AssayError) as caught:
        verify_bundle_signature(folder, public(key))
    assert caught.value.code == "signature.invalid"
    assert caught.value.message.endswith(f"{words}.")


def test_another_key_does_not_verify(folder: Path, tmp_path: Path) -> None:
    other = new_key(tmp_path / "other.pem", PASSPHRASE)
    assert code_of(lambda: verify_bundle_signature(folder, other)) == "signature.invalid"


def test_an_unsigned_folder_is_said_to_be_so(folder: Path, key: Path) -> None:
    (folder / "model.sig").unlink()
    assert code_of(lambda: verify_bundle_signature(folder, public(key))) == "signature.missing"


def test_a_signed_folder_is_not_signed_again(folder: Path, key: Path) -> None:
    assert code_of(lambda: sign_bundle(folder, key, PASSPHRASE)) == "file.exists"


def test_keys_that_cannot_sign_are_refused_and_nothing_is_left(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "model.sig").unlink()

    def written(name: str, curve: ec.EllipticCurve, *, locked: bool) -> Path:
        place = tmp_path / name
        how = BestAvailableEncryption(PASSPHRASE.encode()) if locked else NoEncryption()
        made = ec.generate_private_key(curve)
        place.write_bytes(made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, how))
        return place

    good = written("good.pem", ec.SECP256R1(), locked=True)
    open_key = written("open.pem", ec.SECP256R1(), locked=False)
    other = written("other.pem", ec.SECP384R1(), locked=True)
    (tmp_path / "text.pem").write_text("no key")
    for file, secret, code in (
        (good, "wrong passphrase", "key.passphrase"),
        (open_key, PASSPHRASE, "key.unprotected"),
        (other, PASSPHRASE, "key.not_p256"),
        (tmp_path / "text.pem", PASSPHRASE, "key.passphrase"),
        (tmp_path / "absent.pem", PASSPHRASE, "key.unreadable"),
    ):
        assert code_of(lambda file=file, secret=secret: sign_bundle(folder, file, secret)) == code
    assert not list(folder.glob("*.sig")) and not list(folder.glob(".model*"))


def test_a_new_key_is_for_its_owner_alone_and_replaces_none(tmp_path: Path) -> None:
    file = tmp_path / "maker.pem"
    assert code_of(lambda: new_key(file, "short")) == "key.weak"
    new_key(file, PASSPHRASE)
    assert file.stat().st_mode & 0o077 == 0
    assert code_of(lambda: new_key(file, PASSPHRASE)) == "file.exists"
