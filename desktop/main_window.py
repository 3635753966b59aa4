"""The window over one project: its models and its jobs, followed as they change."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QCloseEvent, QFont, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.picture import JOB_COLUMNS, MODEL_COLUMNS, Picture
from desktop.reader import INTERVAL_S, Reader
from desktop.row_table import RowModel, RowTable
from registry.project import Project


class MainWindow(QMainWindow):
    """Shows a project that it owns: closing the window closes the project."""

    def __init__(self, project: Project, interval_s: float = INTERVAL_S) -> None:
        super().__init__()
        self._project = project
        self.models = RowModel(MODEL_COLUMNS)
        self.jobs = RowModel(JOB_COLUMNS)
        self.setWindowTitle(f"{project.path.name} – Assay")  # noqa: RUF001 - a dash between names
        self.resize(1120, 720)
        self.setCentralWidget(self._content())
        self.statusBar().showMessage("Reading the project")
        self._reader = Reader(project, interval_s)
        self._reader.changed.connect(self._show)
        self._reader.looked.connect(self._say_looked)
        self._reader.failed.connect(self.statusBar().showMessage)
        self._refresh.triggered.connect(self._reader.refresh)
        self._reader.start()

    def _content(self) -> QWidget:
        title = heading(self._project.path.name, 20)
        title.setAccessibleName(f"Project {self._project.path.name}")
        path = QLabel(str(self._project.path))
        path.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._refresh = QAction("Refresh", self)
        self._refresh.setShortcut(QKeySequence.StandardKey.Refresh)
        self.addAction(self._refresh)
        button = QPushButton("Refresh")
        button.setAccessibleDescription("Reads the project again now; it is followed anyway")
        button.clicked.connect(self._refresh.trigger)

        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(path)
        top = QHBoxLayout()
        top.addLayout(words, 1)
        top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

        self._no_models = hint("No models yet. Train one: assay train DATA --target COLUMN")
        self._no_jobs = hint("No jobs yet.")
        models = RowTable(self.models, "Models", "Registered models and their versions")
        jobs = RowTable(self.jobs, "Jobs", "Running and ended work, newest first")
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(16)
        splitter.addWidget(section("Models", models, self._no_models))
        splitter.addWidget(section("Jobs", jobs, self._no_jobs))
        splitter.setSizes([400, 240])

        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(24, 20, 24, 12)
        layout.setSpacing(16)
        layout.addLayout(top)
        layout.addWidget(splitter, 1)
        return content

    def _show(self, picture: Picture) -> None:
        self.models.show_rows(picture.models)
        self.jobs.show_rows(picture.jobs)
        self._no_models.setVisible(not picture.models)
        self._no_jobs.setVisible(not picture.jobs)

    def _say_looked(self) -> None:
        self.statusBar().showMessage(f"Read only. As of {datetime.now():%H:%M:%S}")

    def event(self, event: QEvent) -> bool:
        """Follow the system when it turns light or dark."""
        handled = super().event(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            for table in self.findChildren(RowTable):
                table.take_colours()
        return handled

    def end(self) -> None:
        """Stop reading and close the project; jobs go on. A second call does nothing more."""
        self._reader.end()
        self._project.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Closing the window ends it."""
        self.end()
        super().closeEvent(event)


def heading(text: str, pixels: int) -> QLabel:
    """A label in the weight and size of a heading."""
    label = QLabel(text)
    font = QFont(label.font())
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label


def hint(text: str) -> QLabel:
    """What stands in for a table's missing rows."""
    label = QLabel(text)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    label.setVisible(False)
    return label


def section(title: str, table: RowTable, empty: QLabel) -> QWidget:
    """A heading over its table."""
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    layout.addWidget(heading(title, 14))
    layout.addWidget(empty)
    layout.addWidget(table, 1)
    return box
