"""A whole system in one folder, and back: database, files, keys in escrow. The journal's anchor is never in it.

    FOLDER/manifest.json, manifest.note     what there is, with sizes and hashes; signed with the journal's key
    FOLDER/database/TABLE.copy              rows, in PostgreSQL's binary form
    FOLDER/files.list, files/…              what residents sent, as encrypted as it lies on the disk
    FOLDER/keys.escrow                      the key files, closed for whoever holds the escrow's secret key

Rows by COPY and tables by our own migrations: that works with every server we find, also where nobody installed
`pg_dump`, and what is restored has the triggers and rights of the code that will run it.
"""

from __future__ import annotations


class BackupFault(Exception):
    """A backup can't be taken or restored; the text says why and what to do."""
