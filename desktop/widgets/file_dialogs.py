"""Dialogs that ask for a file or a folder; nothing waits for the answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.i18n.text import T, Text

Chosen = Callable[[Path], object]


def ask_to_save(
    owner: QWidget, title: str, suggestion: str, kinds: Text, chosen: Chosen
) -> QFileDialog:
    """Ask for a file to write; `suggestion` ends in the first kind's suffix."""
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    dialog = QFileDialog(owner, title, QStandardPaths.writableLocation(documents), kinds())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(suggestion).suffix.removeprefix("."))
    dialog.selectFile(suggestion)
    return _opened(dialog, chosen)


def ask_for_file(
    owner: QWidget, title: str, kinds: str, chosen: Chosen, *, folder: str = ""
) -> QFileDialog:
    """Ask for a file that is there, in a folder at first; `kinds` is Qt's filter."""
    dialog = QFileDialog(owner, title, folder, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _opened(dialog, chosen)


def ask_for_policy(owner: QWidget, chosen: Chosen) -> QFileDialog:
    """Ask for a policy's file."""
    return ask_for_file(owner, "", T("Policies", "Policy (*.yaml *.yml)")(), chosen)


def ask_for_folder(owner: QWidget, title: str, chosen: Chosen) -> QFileDialog:
    """Ask for a folder."""
    dialog = QFileDialog(owner, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _opened(dialog, chosen)


def _opened(dialog: QFileDialog, chosen: Chosen) -> QFileDialog:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()
    return dialog
