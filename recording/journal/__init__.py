"""The journal: the primary record of a hearing, signed and chained block by block.

Write with `Journal`, read with `read`; `continuation` says where a recorder goes on.
"""

from recording.journal.block import Header, LedgerHead
from recording.journal.reader import Block, part_directory, parts, read
from recording.journal.records import RTCP, RTP, Record, records
from recording.journal.recovery import Continuation, Tail, continuation
from recording.journal.sealer import Sealed
from recording.journal.writer import Instant, Journal, JournalFailed

__all__ = [
    "RTCP",
    "RTP",
    "Block",
    "Continuation",
    "Header",
    "Instant",
    "Journal",
    "JournalFailed",
    "LedgerHead",
    "Record",
    "Sealed",
    "Tail",
    "continuation",
    "part_directory",
    "parts",
    "read",
    "records",
]
