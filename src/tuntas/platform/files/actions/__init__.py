"""The verbs of an upload: begin, add a piece, finish; and what is removed again.

The owning domain records the facts (`file.received`, `file.refused`): only it knows the stream that they belong to.
"""

from .finish import finish_upload, receive_whole
from .receive import PieceFault, WrongOffset, add_piece, begin_upload
from .remove import delete_file, delete_files, sweep

__all__ = [
    "PieceFault",
    "WrongOffset",
    "add_piece",
    "begin_upload",
    "delete_file",
    "delete_files",
    "finish_upload",
    "receive_whole",
    "sweep",
]
