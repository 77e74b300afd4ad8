"""What is read about documents."""

from .checking import LARGEST_FILE, Answer, Verdict, verify_bytes, verify_token
from .making import backlog, file, find_by_token, pending, rendered
from .outputs import Output, outputs

__all__ = [
    "LARGEST_FILE",
    "Answer",
    "Output",
    "Verdict",
    "backlog",
    "file",
    "find_by_token",
    "outputs",
    "pending",
    "rendered",
    "verify_bytes",
    "verify_token",
]
