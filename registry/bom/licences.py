"""Under which licence a library is, as far as its own installed metadata say."""

from __future__ import annotations

from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata

from cyclonedx.spdx import fixup_id, is_expression

from registry.bom.parts import Json

UNKNOWN = "NOASSERTION"
"""What SPDX says where nothing is claimed; CycloneDX takes it as a licence's name."""
_CLASSIFIERS = {
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "License :: OSI Approved :: ISC License (ISCL)": "ISC",
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "License :: OSI Approved :: The Unlicense (Unlicense)": "Unlicense",
}
"""Those that name one licence; "BSD License", for one, names several."""
_MOST_LETTERS = 200


def licences(name: str, version: str) -> list[Json]:
    """The licences of a library; `NOASSERTION` where another version or none is installed."""
    try:
        found = metadata(name)
    except (PackageNotFoundError, ValueError):
        return _named(UNKNOWN)
    if found["Version"] != version:
        return _named(UNKNOWN)
    for text in _claims(found):
        known = fixup_id(text)
        if known is not None:
            return [{"license": {"id": known}}]
        if is_expression(text):
            return [{"expression": text}]
    return _named(UNKNOWN)


def _claims(found: PackageMetadata) -> list[str]:
    """What the metadata say, the most exact first; whole licence texts are left out."""
    said = [found[name] for name in ("License-Expression", "License") if name in found]
    classified = [
        _CLASSIFIERS[one] for one in found.get_all("Classifier") or () if one in _CLASSIFIERS
    ]
    claims = [text.strip() for text in said if text and len(text) <= _MOST_LETTERS]
    # Several classifiers may mean "and" or "or": they say nothing.
    return claims + (classified if len(classified) == 1 else [])


def _named(name: str) -> list[Json]:
    return [{"license": {"name": name}}]
