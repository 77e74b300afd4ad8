"""Why the journal refuses to go on. Each text says what was found and what to do."""


class JournalFault(Exception):
    """Something is wrong with the journal; nothing was signed."""


class Behind(JournalFault):
    """The database holds less than was published: an old backup was restored."""


class Forked(JournalFault):
    """The tree no longer begins with what was published."""


class Altered(JournalFault):
    """A fact, a leaf or a tile is not what was committed to."""


class AnchorMissing(JournalFault):
    """Checkpoints were published, but the file with the last one is gone."""
