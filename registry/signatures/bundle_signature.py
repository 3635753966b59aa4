"""The OpenSSF model-signing signature of a bundle, with a NIST P-256 key, by its own library.

Ed25519, which everything else here is signed with, is no key type of that library.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from types import ModuleType

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from registry.destination import ANOTHER, check_destination, whole_file
from registry.errors import AssayError, first_line
from registry.signatures.key_file import MINIMUM_PASSPHRASE
from registry.small_file import read_small

_KEY_BYTES = 100_000

SIGNATURE = "model.sig"
PUBLIC_SUFFIX = ".pub.pem"
_TOLD, _CHARACTERS = 5, 300
_DIFFERS = "Signature mismatch: "
_DIFFERENCES = (
    (re.compile(r"Hash mismatch for '(.+?)': Expected '", re.DOTALL), "changed"),
    (re.compile(r"Extra files found in model '.*?': (.+)", re.DOTALL), "not signed"),
    (re.compile(r"Missing files in model '.*?': (.+)", re.DOTALL), "missing"),
)
"""How the library names a file that differs, and what that is called here."""


def new_key(file: Path, passphrase: str) -> Path:
    """Write a new private key, encrypted with a passphrase, and its public half beside it.

    Gives the public key's file. Raises AssayError `key.weak` and as `check_destination` does.
    """
    public = place_of_new_key(file)
    if len(passphrase) < MINIMUM_PASSPHRASE:
        raise AssayError(
            "key.weak",
            f"A passphrase has {MINIMUM_PASSPHRASE} characters or more.",
            "Take another.",
        )
    key = ec.generate_private_key(ec.SECP256R1())
    encryption = BestAvailableEncryption(passphrase.encode("utf-8"))
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)
    with whole_file(file, mode=0o600) as temporary:
        temporary.write_bytes(secret)
    with whole_file(public) as temporary:
        temporary.write_bytes(
            key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        )
    return public


def place_of_new_key(file: Path) -> Path:
    """The public key's file beside a new private one; neither is there yet.

    Raises AssayError as `check_destination` does.
    """
    public = file.with_name(file.name.removesuffix(".pem") + PUBLIC_SUFFIX)
    for place in (file, public):
        check_destination(place, place.parent, suffixes=(".pem",), overwrite=False, taken=ANOTHER)
    return public


def require_key(file: Path, passphrase: str) -> None:
    """Refuse a private key that cannot sign a bundle, before anything is written.

    Raises AssayError `key.unreadable`, `key.passphrase` or `key.not_p256`.
    """
    content = _content(file)
    try:
        key = load_pem_private_key(content, passphrase.encode("utf-8"))
    except TypeError:
        raise AssayError(
            "key.unprotected",
            f"'{file}' is a key without a passphrase: whoever reads the file could sign.",
            "Make one with: assay bundle key FILE.pem",
        ) from None
    except (ValueError, UnsupportedAlgorithm):
        raise AssayError(
            "key.passphrase", f"'{file}' does not open: the passphrase is wrong, or it is no key."
        ) from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise AssayError("key.not_p256", f"'{file}' is no NIST P-256 key, which bundles need.")


def sign_bundle(folder: Path, key: Path, passphrase: str) -> Path:
    """Sign every file of a bundle; the signature lies in it as model.sig.

    Raises AssayError as `require_key` does, `file.exists` and `signing.not_installed`.
    """
    require_key(key, passphrase)
    signature = folder / SIGNATURE
    if signature.exists():
        raise AssayError("file.exists", f"{signature} exists already: the bundle is signed.")
    hashing, signing = _library("hashing"), _library("signing")
    hashed = hashing.Config().set_ignored_paths(paths=[signature], ignore_git_paths=False)
    with whole_file(signature) as temporary:
        # The unfinished signature lies in the folder that is hashed.
        hashed.set_ignored_paths(paths=[signature, temporary], ignore_git_paths=False)
        config = signing.Config().use_elliptic_key_signer(
            # It says that it takes a text, and hands it on to what takes bytes.
            private_key=key,
            password=passphrase.encode("utf-8"),
        )
        config.set_hashing_config(hashed).sign(folder, temporary)
    return signature


def verify_bundle_signature(folder: Path, public: Path) -> None:
    """Check with the library's own verifier that a bundle is, file for file, what was signed.

    Raises AssayError `signature.missing`, `signature.invalid`, `key.unreadable`, `key.not_p256` or
    `signing.not_installed`.
    """
    try:
        key = load_pem_public_key(_content(public))
    except (ValueError, UnsupportedAlgorithm):
        raise AssayError(
            "key.unreadable",
            f"'{public}' holds no public key in PEM.",
            "Name the .pub.pem file that the bundle's maker gave you.",
        ) from None
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise AssayError("key.not_p256", f"'{public}' is no NIST P-256 key, which bundles need.")
    signature = folder / SIGNATURE
    if not signature.is_file():
        raise AssayError("signature.missing", f"{folder} is not signed: it has no {SIGNATURE}.")
    hashing, verifying = _library("hashing"), _library("verifying")
    hashed = hashing.Config().set_ignored_paths(paths=[signature], ignore_git_paths=False)
    config = verifying.Config().use_elliptic_key_verifier(public_key=public)
    try:
        config.set_hashing_config(hashed).verify(folder, signature)
    except Exception as error:  # noqa: BLE001 - the library lets through what its parts raise
        raise AssayError(
            "signature.invalid",
            f"The bundle is not what was signed, or not by this key: {_in_words(error)}.",
            "Get the bundle, and the public key, from their makers again.",
        ) from None


def _in_words(error: Exception) -> str:
    """What the library found: it says it in its own terms, and digests as raw bytes."""
    said = str(error)
    if isinstance(error, InvalidSignature):
        return f"the signature in {SIGNATURE} does not fit"
    if said.startswith("Key mismatch"):
        return "it was signed with another key"
    if isinstance(error, OSError):
        return f"'{error.filename}' cannot be read: {error.strerror}"
    if said.startswith("Cannot use"):  # a link, a socket, or what may not be read
        return first_line(error).partition(". This")[0]
    _, differs, listed = said.partition(_DIFFERS)
    try:
        differences = ast.literal_eval(listed) if differs else []
    except (ValueError, SyntaxError):
        differences = []
    if not differences:
        return f"{SIGNATURE} is no signature of a bundle"
    return "; ".join(_difference(str(one)) for one in differences[:_TOLD]) + (
        f"; and {len(differences) - _TOLD} more" if len(differences) > _TOLD else ""
    )


def _difference(said: str) -> str:
    for pattern, word in _DIFFERENCES:
        found = pattern.match(said)
        if found:
            return f"{word}: {found[1][:_CHARACTERS]}"
    return said[:_CHARACTERS]


def _content(file: Path) -> bytes:
    try:
        return read_small(file, _KEY_BYTES)
    except OSError as error:
        raise AssayError("key.unreadable", f"'{file}' cannot be read: {error.strerror}.") from None
    except ValueError as error:
        raise AssayError("key.unreadable", f"'{file}' is no key: {error}.") from None


def _library(name: str) -> ModuleType:
    """A part of model-signing, which is an extra of its own."""
    import importlib

    try:
        return importlib.import_module(f"model_signing.{name}")
    except ImportError:
        raise AssayError(
            "signing.not_installed",
            "Signing bundles takes the package model-signing, which is not installed.",
            "Install Assay with it: pip install 'assay[signing]'",
        ) from None
