"""The virtual environment in `.venv`: made once, recognised afterwards, mended when half-made."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from desktop.system_libraries import distribution
from installer.console import Console, SetupError
from installer.system_packages import apt_install, may_use_apt

STAMP = "assay-stamp.json"
LOG = "assay-install.log"
VENV_PACKAGE = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
# Settings of the calling shell that would make pip or Python look elsewhere than in the .venv.
MISLEADING = ("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT")
NETWORK_SIGNS = (
    "name resolution", "failed to establish a new connection", "connection refused",
    "network is unreachable", "timed out", "proxyerror", "sslerror", "getaddrinfo failed",
    "nodename nor servname", "connection reset",
)  # fmt: skip


@dataclass(frozen=True)
class Environment:
    """Where the checkout and its environment lie."""

    root: Path

    @property
    def folder(self) -> Path:
        """The virtual environment."""
        return self.root / ".venv"

    @property
    def scripts(self) -> Path:
        """Where the environment's commands are."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.scripts / ("python.exe" if os.name == "nt" else "python")

    @property
    def stamp(self) -> Path:
        """Says what state the environment is in; written last."""
        return self.folder / STAMP

    @property
    def constraints(self) -> Path:
        """The exact versions."""
        return self.root / "installer" / "constraints.txt"

    def variables(self) -> dict[str, str]:
        """The process environment of what runs inside."""
        kept = {name: value for name, value in os.environ.items() if name not in MISLEADING}
        path = os.pathsep.join([str(self.scripts), kept.get("PATH", os.defpath)])
        return {**kept, "VIRTUAL_ENV": str(self.folder), "PATH": path}


def digest(environment: Environment) -> str:
    """SHA-256 over all that decides what the environment holds.

    The folder is part of it because scripts and the editable install name it, the interpreter's
    own folder because the environment borrows its standard library.
    """
    parts = [
        (environment.root / "pyproject.toml").read_bytes(),
        environment.constraints.read_bytes(),
        f"{platform.python_version()} {platform.machine()} {sys.base_prefix}".encode(),
        str(environment.root).encode(),
    ]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def read_stamp(environment: Environment) -> dict[str, str]:
    """What the stamp says, empty where there is none that can be read."""
    try:
        stamp = json.loads(environment.stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(environment: Environment, state: str) -> None:
    """Replace the stamp in one step, so that a kill leaves the old one or the new one."""
    content = {"state": state, "digest": digest(environment), "python": platform.python_version()}
    draft = environment.folder / f"{STAMP}.{os.getpid()}"
    draft.write_text(json.dumps(content), encoding="utf-8")
    draft.replace(environment.stamp)


def is_ready(environment: Environment) -> bool:
    """Whether the environment was finished for exactly this checkout and interpreter."""
    stamp = read_stamp(environment)
    return (
        stamp.get("state") == "ready"
        and stamp.get("digest") == digest(environment)
        and os.access(environment.python, os.X_OK)
    )


def can_be_updated(environment: Environment) -> bool:
    """Whether pip can bring the environment up to date in place.

    An interrupted installation may hold packages with files missing that pip takes for whole, so
    such an environment is made anew; so is one of another interpreter or of another folder.
    """
    if read_stamp(environment).get("state") == "installing":
        return False
    question = "import pip, sys; print(sys.base_prefix, *sys.version_info[:3], sep='|')"
    try:
        done = subprocess.run(
            [environment.python, "-c", question],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    wanted = "|".join([sys.base_prefix, *(str(part) for part in sys.version_info[:3])])
    return done.returncode == 0 and done.stdout.strip() == wanted


@contextlib.contextmanager
def locked(environment: Environment, console: Console) -> Iterator[IO[bytes]]:
    """Hold the checkout's lock, waiting for another bootstrap to end where there is one.

    pip inherits the open file: should this process be killed, the lock stays until pip is gone.
    """
    with (environment.root / ".venv.lock").open("ab") as file:
        said = False
        while not _try_lock(file):
            if not said:
                console.step("Another process is setting this checkout up; waiting for it")
                said = True
            time.sleep(0.2)
        yield file


def _try_lock(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def ensure(environment: Environment, console: Console) -> None:
    """Make, mend or update the environment where it is not ready.

    Raises:
        SetupError: it cannot be made; the message says why and what to do.
    """
    if is_ready(environment):
        console.step(f"Environment ready: {environment.folder}")
        return
    if not os.access(environment.root, os.W_OK):
        raise SetupError(
            f"The environment has to be made in {environment.folder}, and this user may not write "
            "there.\nRun this once as the folder's owner with the same Python, or copy the "
            "checkout to a folder of your own."
        )
    if environment.stamp.exists() and Path(sys.prefix).resolve() == environment.folder.resolve():
        raise SetupError(
            "The environment is out of date, and this is its own Python, which cannot replace "
            "itself.\nLeave it (`exit` or `deactivate`) and run this command again."
        )
    with locked(environment, console) as lock:
        _remove_discarded(environment)
        # Another process may have finished it while this one waited.
        if is_ready(environment):
            console.step(f"Environment ready: {environment.folder}")
            return
        _make(environment, console, lock)


def _make(environment: Environment, console: Console, lock: IO[bytes]) -> None:
    if os.path.lexists(environment.folder) and not can_be_updated(environment):
        console.step("The .venv here is half-made or of another Python: making it anew")
        environment.folder.replace(environment.root / f".venv.discarded-{os.getpid()}")
        _remove_discarded(environment)
    if environment.folder.exists():
        console.step("Bringing .venv up to date")
        write_stamp(environment, "installing")
    else:
        console.step(f"Making .venv with Python {platform.python_version()}")
        environment.folder.mkdir()
        write_stamp(environment, "installing")
        create(environment, console)
    pinned = environment.constraints.read_text(encoding="utf-8").count("==")
    console.step(f"Installing Assay and what it needs, {pinned} packages at most (some minutes)")
    _pip_install(environment, console, lock)
    write_stamp(environment, "ready")
    console.step("Environment ready")


def _remove_discarded(environment: Environment) -> None:
    for folder in environment.root.glob(".venv.discarded-*"):
        if folder.is_symlink() or folder.is_file():
            folder.unlink()
        else:
            shutil.rmtree(folder, ignore_errors=True)


def create(environment: Environment, console: Console, python: str = sys.executable) -> None:
    """Make the bare virtual environment, on Debian as root with the package that this takes.

    Raises:
        SetupError: the venv module fails; the message says why and what to do.
    """
    done = _run_venv(environment, python)
    if done.returncode != 0 and lacks_venv(done.stdout) and may_use_apt(distribution()):
        apt_install([VENV_PACKAGE], console)
        done = _run_venv(environment, python)
    if done.returncode != 0:
        raise SetupError(explain_venv_failure(done.stdout))


def _run_venv(environment: Environment, python: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python, "-m", "venv", str(environment.folder)],
        env={**environment.variables(), "PATH": os.environ.get("PATH", os.defpath)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def lacks_venv(output: str) -> bool:
    """Whether `python -m venv` failed because Debian packages the module apart from Python."""
    lowered = output.lower()
    return "ensurepip" in lowered or "no module named venv" in lowered


def explain_venv_failure(output: str) -> str:
    """Why `python -m venv` failed and what to do, from what it printed."""
    if lacks_venv(output):
        return (
            "This Python comes without the venv module. On Debian and Ubuntu install it with:\n"
            f"    sudo apt-get install {VENV_PACKAGE}\nThen run this command again."
        )
    return f"The virtual environment could not be made:\n{_tail(output)}"


def _pip_install(environment: Environment, console: Console, lock: IO[bytes]) -> None:
    command = [
        str(environment.python), "-m", "pip", "install",
        "--disable-pip-version-check", "--no-input", "--progress-bar", "off",
        "--editable", f"{environment.root}[dev]",
        "--constraint", str(environment.constraints),
    ]  # fmt: skip
    inherited = () if os.name == "nt" else (lock.fileno(),)
    log = environment.folder / LOG
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment.variables(),
            pass_fds=inherited,
        )
        while True:
            try:
                code = process.wait(timeout=0.5)
                break
            except subprocess.TimeoutExpired:
                console.waiting(f"... {_last_line(log)}")
            except BaseException:
                process.terminate()
                process.wait()
                raise
    if code != 0:
        raise SetupError(explain_pip_failure(log.read_text(encoding="utf-8", errors="replace")))


def explain_pip_failure(output: str) -> str:
    """Why pip failed and what to do, from what it printed."""
    lowered = output.lower()
    if "no space left on device" in lowered:
        reason = "The disk is full: the environment takes about 2.5 GB. Free some space."
    elif any(sign in lowered for sign in NETWORK_SIGNS):
        reason = (
            "The package index cannot be reached. Check the network; behind a proxy set "
            "HTTPS_PROXY,\nwith a mirror set PIP_INDEX_URL."
        )
    elif "no matching distribution found" in lowered:
        reason = (
            "A pinned package has no build for this Python and platform. "
            "Linux on x86-64 with Python 3.11 is what every release is tested on."
        )
    else:
        reason = "pip failed."
    return f"{reason}\npip's last words were:\n{_tail(output)}\nThen run this command again."


def _last_line(log: Path) -> str:
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 2000))
        lines = file.read().decode("utf-8", errors="replace").strip().splitlines()
    told = [line.strip() for line in lines if not line.lstrip().startswith("WARNING")]
    return told[-1] if told else "pip is starting"


def _tail(output: str, lines: int = 8) -> str:
    errors = [line for line in output.splitlines() if line.startswith("ERROR")]
    chosen = errors or [line for line in output.splitlines() if line.strip()]
    return "\n".join(f"    {line}" for line in chosen[-lines:])
