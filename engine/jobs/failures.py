"""Which message a person gets for what broke a job."""

from __future__ import annotations

import time
import traceback

from engine.contract.data import writable
from engine.contract.messages import Failed
from registry.errors import AssayError
from registry.full_disk import is_disk_full

DETAILS_LIMIT = 16 * 1024  # characters; the end message must fit into the reserve
TEXT_LIMIT = 4 * 1024

# Arrow, SQLite, PostgreSQL and others say so in words, under error types of their own.
DISK_FULL_WORDS = (
    "no space left on device",
    "disk quota exceeded",
    "database or disk is full",
    "there is not enough space on the disk",
)
MEMORY_WORDS = ("bad_alloc", "bad allocation", "out of memory", "cannot allocate memory")


def failed_message(error: BaseException, stage: str | None, trials: int) -> Failed:
    """The message for an error that ended a job at `stage` with `trials` in the trial log."""
    chain = _causes(error)
    kept = _kept(trials)
    if any(_says_disk_full(cause) for cause in chain):
        return _failed(
            "disk.full",
            f"The disk, or your quota on it, is full{_at(stage)}.{kept}",
            "Free some space and start the job again.",
            error,
        )
    assay_error = next((cause for cause in chain if isinstance(cause, AssayError)), None)
    if assay_error is not None:
        return Failed(
            at=time.time(),
            code=assay_error.code,
            text=writable(assay_error.message)[:TEXT_LIMIT],
            hint=writable(assay_error.hint)[:TEXT_LIMIT],
        )
    if any(_says_memory(cause) for cause in chain):
        return _failed(
            "memory.exhausted",
            f"The memory is exhausted{_at(stage)}.{kept}",
            "Close other programs, use fewer rows or columns, or a machine with more memory.",
            error,
        )
    return _failed(
        "internal.error",
        f"Assay met an error of its own{_at(stage)}: {type(error).__name__}.{kept}",
        "Start the job again; if it fails again, report it with the details.",
        error,
    )


def _failed(code: str, text: str, hint: str, error: BaseException) -> Failed:
    details = writable("".join(traceback.format_exception(error)))
    return Failed(at=time.time(), code=code, text=text, hint=hint, details=details[-DETAILS_LIMIT:])


def _causes(error: BaseException) -> list[BaseException]:
    """The error and what led to it; a refusal meant for a person counts with its cause alone."""
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        if current.__cause__ is not None:
            current = current.__cause__
        elif current.__suppress_context__ or isinstance(current, AssayError):
            current = None
        else:
            current = current.__context__
    return chain


def _says_disk_full(error: BaseException) -> bool:
    if isinstance(error, OSError) and is_disk_full(error):
        return True
    return not isinstance(error, AssayError) and _has(error, DISK_FULL_WORDS)


def _says_memory(error: BaseException) -> bool:
    return isinstance(error, MemoryError) or _has(error, MEMORY_WORDS)


def _has(error: BaseException, words: tuple[str, ...]) -> bool:
    text = str(error).lower()
    return any(word in text for word in words)


def _at(stage: str | None) -> str:
    return f" at stage '{stage}'" if stage else ""


def _kept(trials: int) -> str:
    if trials == 0:
        return ""
    which = "1 finished trial is" if trials == 1 else f"{trials} finished trials are"
    return f" {which} kept in the job's folder."
