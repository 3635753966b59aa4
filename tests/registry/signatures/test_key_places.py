"""Where private keys lie: passphrase files, the key folder, and a keychain that can be trusted."""

from __future__ import annotations

import json
import os
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from registry.errors import AssayError
from registry.signatures import keychain
from registry.signatures.ed25519 import PrivateKey, to_text
from registry.signatures.key_file import read_key_file, unlock, write_key
from registry.signatures.wallet import FOLDER_VARIABLE, find_key, make_key

PHRASE = "a sentence to remember"


def refused(code: str):
    return pytest.raises(AssayError, check=lambda error: error.code == code)


def test_a_key_file_opens_with_its_passphrase_alone(tmp_path: Path) -> None:
    key, file = PrivateKey.generate(), tmp_path / "key.json"
    write_key(file, key, PHRASE)
    assert unlock(file, PHRASE).secret == key.secret
    with refused("key.wrong_passphrase"):
        unlock(file, PHRASE + " ")
    content = file.read_text()
    assert to_text(key.secret) not in content and key.secret.hex() not in content
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0


def test_a_short_passphrase_and_a_taken_name_are_refused(tmp_path: Path) -> None:
    with refused("key.passphrase"):
        write_key(tmp_path / "key.json", PrivateKey.generate(), "short")
    (tmp_path / "key.json").write_text("mine")
    with refused("file.exists"):
        write_key(tmp_path / "key.json", PrivateKey.generate(), PHRASE)
    assert (tmp_path / "key.json").read_text() == "mine"


@pytest.mark.parametrize(
    "change",
    [
        {"cost": 2**30},
        {"cost": 3},
        {"kdf": "md5"},
        {"salt": "not base64!"},
        {"fingerprint": "x"},
        {"more": 1},
        {"nonce": "AA=="},
        {"ciphertext": "AAAA"},
    ],
)
def test_a_key_file_from_elsewhere_is_not_trusted(
    tmp_path: Path, change: dict[str, object]
) -> None:
    file = tmp_path / "key.json"
    write_key(file, PrivateKey.generate(), PHRASE)
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    with pytest.raises(AssayError) as caught:
        unlock(file, PHRASE)
    assert caught.value.code in ("key.broken", "key.wrong_passphrase")


def test_a_key_file_under_another_name_does_not_open(tmp_path: Path) -> None:
    file, other = tmp_path / "key.json", PrivateKey.generate()
    write_key(file, PrivateKey.generate(), PHRASE)
    content = json.loads(file.read_text())
    content |= {"fingerprint": other.fingerprint, "public_key": to_text(other.public_key)}
    file.write_text(json.dumps(content))
    with refused("key.wrong_passphrase"):
        unlock(file, PHRASE)


@pytest.mark.parametrize("content", ["", "{", "[]", "x" * 20_000, '{"format": "assay/key/v9"}'])
def test_what_is_no_key_file_is_refused_in_words(tmp_path: Path, content: str) -> None:
    (tmp_path / "key.json").write_text(content)
    with refused("key.broken"):
        read_key_file(tmp_path / "key.json")
    with refused("key.unreadable"):
        read_key_file(tmp_path / "none.json")


def test_a_key_is_found_in_the_key_folder_by_its_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "keys"))
    kept = make_key(file=None, in_keychain=False, ask=lambda: PHRASE)
    print_ = kept.key.fingerprint
    assert find_key(print_, file=None, ask=lambda _: PHRASE).secret == kept.key.secret
    with refused("key.other"):
        find_key("0" * 64, file=Path(kept.place), ask=lambda _: PHRASE)
    with refused("key.not_here"):
        find_key("0" * 64, file=None, ask=lambda _: PHRASE)
    with refused("file.no_folder"):
        make_key(file=tmp_path / "no" / "key.json", in_keychain=False, ask=lambda: PHRASE)


class PlainText(KeyringBackend):
    """What keyring.alt does: it keeps secrets readable."""

    priority = 1  # type: ignore[assignment]

    def get_password(self, service: str, username: str) -> str | None:
        raise AssertionError("asked")

    set_password = delete_password = get_password  # type: ignore[assignment]


class Chain(KeyringBackend):
    """A keychain in memory, that calls itself a trusted one."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


Chain.__module__ = "keyring.backends.SecretService"


@pytest.fixture
def chain() -> Chain:
    before, made = keyring.get_keyring(), Chain()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_a_keychain_keeps_a_key_and_what_is_not_that_key_is_refused(
    chain: Chain, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    kept = make_key(file=None, in_keychain=True, ask=lambda: pytest.fail("no passphrase"))
    print_ = kept.key.fingerprint
    found = find_key(print_, file=None, ask=lambda _: pytest.fail("no passphrase"))
    assert found.secret == kept.key.secret
    chain.held[keychain.SERVICE, print_] = to_text(bytes(32))
    with refused("key.keychain"):
        find_key(print_, file=None, ask=lambda _: "")


def test_a_place_that_keeps_secrets_readable_is_no_keychain() -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(PlainText())
    try:
        assert keychain.keychain() is None
        with refused("key.no_keychain"):
            make_key(file=None, in_keychain=True, ask=lambda: "")
    finally:
        keyring.set_keyring(before)
