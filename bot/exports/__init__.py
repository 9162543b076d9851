"""A plan as files: CSV for spreadsheets, JSON for programs. Pure functions from plan to bytes."""

from bot.exports.files import ExportFile, export_files

__all__ = ["ExportFile", "export_files"]
