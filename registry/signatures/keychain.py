"""Private keys in the operating system's keychain, where there is one that deserves the name."""

from __future__ import annotations

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

from registry.errors import AssayError
from registry.signatures.ed25519 import KEY_BYTES, PrivateKey, from_text, to_text

SERVICE = "assay"
# keyring.alt has back ends that keep secrets as plain text, and keyring takes them in silence.
_TRUSTED = (
    "keyring.backends.SecretService", "keyring.backends.libsecret", "keyring.backends.kwallet",
    "keyring.backends.macOS", "keyring.backends.Windows",
)  # fmt: skip


def keychain() -> KeyringBackend | None:
    """The system's keychain, or None where there is none that is safe to use."""
    found = keyring.get_keyring()
    candidates = getattr(found, "backends", None) or [found]
    return next((one for one in candidates if type(one).__module__.startswith(_TRUSTED)), None)


def store_key(chain: KeyringBackend, key: PrivateKey) -> None:
    """Keep a key in the keychain; AssayError `key.keychain` where it refuses."""
    try:
        chain.set_password(SERVICE, key.fingerprint, to_text(key.secret))
    except KeyringError as error:
        raise _refused(error) from error


def fetch_key(chain: KeyringBackend, fingerprint: str) -> PrivateKey | None:
    """A key from the keychain, None where it holds none of this fingerprint.

    Raises AssayError `key.keychain` where the keychain refuses or holds something else.
    """
    try:
        text = chain.get_password(SERVICE, fingerprint)
        secret = None if text is None else from_text(text)
    except (KeyringError, ValueError) as error:
        raise _refused(error) from error
    if secret is None:
        return None
    if len(secret) != KEY_BYTES or PrivateKey(secret).fingerprint != fingerprint:
        raise AssayError("key.keychain", "The keychain holds another key under this fingerprint.")
    return PrivateKey(secret)


def _refused(error: Exception) -> AssayError:
    return AssayError(
        "key.keychain",
        f"The system's keychain did not answer as it should: {error}.",
        "Unlock it, or keep the key in a file: assay key new --file FILE.",
    )
