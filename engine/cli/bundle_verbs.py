"""The verbs of bundles: make one, sign it, check it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from engine.cli import render
from engine.cli.state import State
from engine.cli.text import near
from engine.cli.unlock import new_passphrase, passphrase
from engine.cli.work_verbs import perform
from engine.contract.requests import BundleRequest
from registry.destination import require_new_folder
from registry.errors import AssayError
from registry.resolve import resolve_version
from registry.signatures.bundle_signature import (
    new_key,
    place_of_new_key,
    require_key,
    sign_bundle,
    verify_bundle_signature,
)

bundle = typer.Typer(
    no_args_is_help=True, help="Bundles: all that a report rests on, in a signed folder."
)


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.add_typer(bundle, name="bundle")


@bundle.command()
def make(
    context: typer.Context,
    version: Annotated[str, typer.Argument(metavar="VERSION", help="A version's id or MODEL/N.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="A new folder.")],
    sign: Annotated[
        Path | None, typer.Option(metavar="KEY.pem", help="Sign it: see 'assay bundle key'.")
    ] = None,
) -> None:
    """Write graph, data, evidence, report and proofs into a folder, and sign it."""
    state: State = context.obj
    folder = Path(os.path.abspath(out.expanduser()))  # noqa: PTH100 - takes out "..", keeps links
    secret = ""
    if sign is not None:
        with state.project().registry.read() as session:
            resolve_version(session, version)
        require_new_folder(folder)
        secret = passphrase(state, sign)
        require_key(sign, secret)
    result = perform(state, BundleRequest(version=version, to=str(folder)))
    signature = None if sign is None else sign_bundle(folder, sign, secret)
    if state.json:
        told = result.model_dump(mode="json")
        state.print_json({**told, "signature": None if signature is None else str(signature)})
        return
    render.result(state, result)
    if signature is None:
        state.say_plain("It is not signed: whoever holds it can change it unseen.")
    else:
        state.say_plain(f"Signed: {signature}")
    place = near(folder)
    state.next("reperform", str(Path(place) / "report.html"), "--bundle", place)


@bundle.command()
def key(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="KEY.pem", help="Where to write the new key.")],
) -> None:
    """Make a P-256 key for signing bundles, protected by a passphrase.

    It is asked for, or stands in a file: assay --passphrase-file FILE bundle key KEY.pem
    """
    state: State = context.obj
    place_of_new_key(file)  # before anybody is asked for a passphrase
    public = new_key(file, new_passphrase(state))
    if state.json:
        state.print_json({"key": str(file), "public": str(public)})
        return
    state.say_plain(f"Wrote {file} (keep it) and {public} (give it to those who check).")


@bundle.command()
def verify(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A bundle.")],
    public_key: Annotated[
        Path, typer.Option(metavar="PUB.pem", help="The maker's, got from the maker.")
    ],
) -> None:
    """Check with OpenSSF's own verifier that a bundle is, file for file, what was signed."""
    state: State = context.obj
    if not folder.is_dir():
        raise AssayError("bundle.invalid", f"{folder} is no folder.", "Name a bundle's folder.")
    verify_bundle_signature(folder, public_key)
    if state.json:
        state.print_json({"folder": str(folder), "passed": True})
        return
    state.say_plain(f"Verified: every file of {folder} is as it was signed.")
