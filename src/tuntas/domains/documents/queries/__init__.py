"""What is read about documents."""

from tuntas.domains.documents.filling import Filling, StatedChange
from tuntas.domains.documents.papers import filled_form, render_receipt

from .checking import LARGEST_FILE, Answer, Verdict, file_verdict, verify_bytes, verify_hash, verify_token
from .making import backlog, file, find_by_token, pending, rendered
from .outputs import Output, outputs

__all__ = [
    "LARGEST_FILE",
    "Answer",
    "Filling",
    "Output",
    "StatedChange",
    "Verdict",
    "backlog",
    "file",
    "file_verdict",
    "filled_form",
    "find_by_token",
    "outputs",
    "pending",
    "render_receipt",
    "rendered",
    "verify_bytes",
    "verify_hash",
    "verify_token",
]
