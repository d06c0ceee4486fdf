"""The verifier: is this record whole, untouched, and whose? Needs only `cryptography`."""

from recording.verify.check import verify
from recording.verify.report import Finding, Gap, Report, TrackFigures
from recording.verify.words import VERDICTS, Severity

__all__ = ["VERDICTS", "Finding", "Gap", "Report", "Severity", "TrackFigures", "verify"]
