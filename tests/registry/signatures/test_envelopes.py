"""Ed25519 and DSSE: published vectors, and no changed byte that still verifies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import AssayError
from registry.signatures.dsse import Envelope, pre_authentication, read_envelope, sign
from registry.signatures.ed25519 import PrivateKey, from_text, signature_holds, to_text

KEY = PrivateKey(bytes(range(32)))
KNOWN = {KEY.fingerprint: KEY.public_key}


@pytest.mark.parametrize(
    ("secret", "public", "message", "signature"),
    [  # RFC 8032, section 7.1, tests 1 to 3
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
    ],
)
def test_ed25519_gives_the_published_signatures(
    secret: str, public: str, message: str, signature: str
) -> None:
    key = PrivateKey(bytes.fromhex(secret))
    assert key.public_key.hex() == public
    assert key.sign(bytes.fromhex(message)).hex() == signature
    assert signature_holds(key.public_key, bytes.fromhex(message), bytes.fromhex(signature))


def test_the_pre_authentication_encoding_is_the_standards_example() -> None:
    assert (
        pre_authentication("http://example.com/HelloWorld", b"hello world")
        == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )


def test_a_key_never_shows_its_secret() -> None:
    assert KEY.secret.hex() not in repr(KEY)
    assert to_text(KEY.secret) not in repr(KEY)


@given(body=st.binary(max_size=200), kind=st.text(min_size=1, max_size=50))
def test_what_was_signed_verifies_by_its_key_alone(body: bytes, kind: str) -> None:
    envelope = sign(kind, body, (KEY,))
    again = read_envelope(envelope.canonical, "it")
    assert again.body == body
    assert again.signed_by(KNOWN) == (KEY.fingerprint,)
    assert again.signed_by({}) == ()
    other = PrivateKey(bytes(32))
    assert again.signed_by({KEY.fingerprint: other.public_key}) == ()


@given(data=st.data())
def test_no_flipped_bit_of_payload_type_or_signature_verifies(data: st.DataObject) -> None:
    envelope = sign("text/plain", b"approve", (KEY,))
    part = data.draw(st.sampled_from(["payload", "payloadType", "sig"]))
    raw = {
        "payload": envelope.body,
        "payloadType": envelope.payloadType.encode(),
        "sig": from_text(envelope.signatures[0].sig),
    }[part]
    bit = data.draw(st.integers(0, len(raw) * 8 - 1))
    flipped = bytearray(raw)
    flipped[bit // 8] ^= 1 << (bit % 8)
    if part == "payload":
        changed = envelope.model_copy(update={"payload": to_text(bytes(flipped))})
    elif part == "payloadType":
        changed = envelope.model_copy(update={"payloadType": bytes(flipped).decode("latin-1")})
    else:
        one = envelope.signatures[0].model_copy(update={"sig": to_text(bytes(flipped))})
        changed = envelope.model_copy(update={"signatures": (one,)})
    assert changed.signed_by(KNOWN) == ()


@given(text=st.text(max_size=300) | st.binary(max_size=300))
def test_what_is_no_envelope_is_refused_in_words(text: str | bytes) -> None:
    with pytest.raises(AssayError) as refused:
        read_envelope(text, "The file")
    assert refused.value.code == "signature.envelope"


@pytest.mark.parametrize("public", [b"", b"\xff" * 32, b"\x00" * 31])
def test_bytes_that_are_no_key_verify_nothing(public: bytes) -> None:
    assert not signature_holds(public, b"m", b"\x00" * 64)


def test_an_envelope_has_a_signature() -> None:
    with pytest.raises(ValueError, match="signatures"):
        Envelope(payload="", payloadType="a", signatures=())
