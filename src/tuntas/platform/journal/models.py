"""The tables of the journal. The application may add to them, never change or remove (migration 0002)."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

models.BinaryField.register_lookup(Length)


class AtSource(models.TextChoices):
    """Where a fact's `at` comes from: the clock of the moment, a device that was offline, a demonstration."""

    CLOCK = "clock"
    OFFLINE = "offline"
    DEMONSTRATION = "demonstration"


class Fact(models.Model):
    """One thing that happened. `seq` and `recorded_at` are the database's; `at` is the verb's moment."""

    id = models.BigAutoField(primary_key=True)
    stream = models.TextField()
    seq = models.IntegerField()
    name = models.TextField()
    actor_kind = models.TextField()
    actor_id = models.TextField()
    actor_role = models.TextField()
    office = models.TextField(null=True)  # noqa: DJ001  null says "no office", which "" would not
    recorded_at = models.DateTimeField()
    at = models.DateTimeField()
    at_source = models.TextField(choices=AtSource.choices)
    content = models.JSONField(null=True)
    sealed_for = models.TextField(null=True)  # noqa: DJ001
    sealed = models.BinaryField(null=True)
    # SHA-256(inner salt ‖ canonical content): a sealed fact can one day be opened to outsiders without our keys.
    sealed_digest = models.BinaryField(null=True)
    salt = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq"], name="one_fact_per_place_in_a_stream"),
            models.CheckConstraint(
                condition=Q(at_source__in=AtSource.values), name="a_fact_says_whose_moment_it_is"
            ),
            models.CheckConstraint(condition=Q(salt__length=16), name="a_fact_has_a_salt_of_16_bytes"),
            models.CheckConstraint(
                condition=Q(sealed_for=None, sealed=None, sealed_digest=None)
                | Q(
                    sealed_for__isnull=False,
                    sealed__isnull=False,
                    sealed_digest__length=32,
                    office=None,
                    content=None,
                ),
                name="a_sealed_fact_shows_no_office_and_no_content",
            ),
        ]
        # Who of an office's staff looked at what, and who was active last (`at_offices`).
        indexes = [
            models.Index(
                fields=["office", "at"], name="fact_of_staff_at_an_office", condition=Q(actor_kind="staff")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stream}#{self.seq} {self.name}"


class Pending(models.Model):
    """A committed fact that has no leaf index yet; written by the database itself."""

    fact_id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return f"fact {self.fact_id} waits"


class Leaf(models.Model):
    """The place of one committed fact in the tree, and the commitment that stands there."""

    index = models.BigIntegerField(primary_key=True)
    # No foreign key: facts are never deleted, and a deleted one is to be found by `verify`, not hidden.
    fact_id = models.BigIntegerField(unique=True)
    commitment = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(index__gte=0), name="a_leaf_index_counts_from_zero"),
            models.CheckConstraint(condition=Q(commitment__length=32), name="a_commitment_is_32_bytes"),
        ]

    def __str__(self) -> str:
        return f"leaf {self.index}"


class Tile(models.Model):
    """A full tile: 256 hashes and their root. Partial tiles are derived, never stored."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hashes = models.BinaryField()
    root = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=0, index__gte=0), name="a_tile_counts_from_zero"),
            models.CheckConstraint(
                condition=Q(hashes__length=8192, root__length=32), name="a_tile_holds_256_hashes_and_their_root"
            ),
        ]

    def __str__(self) -> str:
        return f"tile {self.level}/{self.index}"


class SignedCheckpoint(models.Model):
    """A published checkpoint: the signed note says size and root."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    note = models.TextField()
    signed_at = models.DateTimeField()

    class Meta:
        db_table = "journal_checkpoint"
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0, root__length=32), name="a_checkpoint_has_size_and_root"
            ),
        ]

    def __str__(self) -> str:
        return f"checkpoint at {self.size}"


class Charter(models.Model):
    """One row, the owner's: is this a demonstration, where facts may carry moments that are not now?"""

    class Mode(models.TextChoices):
        DEMONSTRATION = "demonstration"
        PRODUCTION = "production"

    id = models.SmallIntegerField(primary_key=True, default=1)
    mode = models.TextField(choices=Mode.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="there_is_one_charter"),
            models.CheckConstraint(
                condition=Q(mode__in=["demonstration", "production"]), name="a_charter_has_a_mode"
            ),
        ]

    def __str__(self) -> str:
        return self.mode


class Sighting(models.Model):
    """Remembers that a look was recorded, so that it is recorded once per actor, stream and ten minutes."""

    id = models.BigAutoField(primary_key=True)
    stream = models.TextField()
    name = models.TextField()
    actor = models.TextField()
    slot = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "stream", "name", "actor"], name="one_sighting_per_ten_minutes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stream} {self.name}"
