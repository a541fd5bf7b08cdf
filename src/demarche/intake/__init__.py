"""Intake: files, folders, pages and archives of rows become reports; what is no report becomes a refusal."""

from demarche.intake.fields import FieldMapping
from demarche.intake.limits import Limits
from demarche.intake.reports import read_inputs, report_from_text

__all__ = ["FieldMapping", "Limits", "read_inputs", "report_from_text"]
