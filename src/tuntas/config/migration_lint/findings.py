"""What can be wrong with a migration, why, and what to write in its place."""

from __future__ import annotations

from dataclasses import dataclass

# code → why it harms while people work, and what to do instead
FAULTS = {
    "index": (
        "builds an index while nobody may write to the table",
        "use AddIndexConcurrently in a migration with `atomic = False` (for a new foreign key: db_index=False first)",
    ),
    "unique": (
        "builds a unique index while nobody may write to the table",
        "build the index concurrently first, then add the constraint `using index`",
    ),
    "not-null": (
        "demands a value that the version still serving does not write, or reads every row under a lock",
        "add it with null=True or a db_default; fill it; add a check NOT VALID, validate it, and only then demand it",
    ),
    "type": (
        "writes the whole table again while nobody may read it",
        "add a second column, write both, fill it, read it, then drop the first one in a later release",
    ),
    "rewrite": (
        "writes the whole table again while nobody may read it",
        "add the column empty, fill it in pieces, then set the default",
    ),
    "constraint": (
        "reads every row while nobody may write",
        "use AddConstraintNotValid, and ValidateConstraint in the next migration",
    ),
    "drop": (
        "takes away what the version still serving reads",
        "stop using it in one release and drop it in the next; the allowance names the release that stopped",
    ),
    "rename": (
        "takes away the name that the version still serving uses",
        "keep the name in the database (db_column, db_table), or add a second column",
    ),
    "mixed": (
        "changes a table that others use, and data, in one transaction: the table stays locked while the data is written",
        "split it: schema, then data, then schema",
    ),
    "not-atomic": (
        "would stay half done when it fails, with locks that no time-out ends",
        "keep `atomic = False` for concurrent indexes, validation and data alone",
    ),
    "lock": ("locks a table by hand", "let each statement take the weakest lock that it needs"),
    "unknown": (
        "is an operation that the lint does not know",
        "use one that it knows, or teach it (src/tuntas/config/migration_lint/operations.py)",
    ),
    "reason": (
        "has an allowance without a reason of at least twenty characters, or for a fault that does not exist",
        "write `# allowed CODE: why this is safe here`",
    ),
    "not-needed": ("has an allowance that nothing needs", "remove the comment"),
}


@dataclass(frozen=True)
class Finding:
    """One fault of one migration."""

    migration: str
    code: str
    what: str

    def __str__(self) -> str:
        why, instead = FAULTS[self.code]
        return f"{self.migration}: {self.what} {why}. Instead: {instead}. [{self.code}]"
