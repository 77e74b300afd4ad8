"""Uploads on their way, and the files that came of them. No name of a file is kept anywhere."""

from __future__ import annotations

from django.db import models

from tuntas.platform.ids import new_id, new_token


class Upload(models.Model):
    """One file on its way: pieces arrive in order, each kept encrypted from the start."""

    class State(models.TextChoices):
        OPEN = "open"
        FINISHED = "finished"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.TextField()
    question_key = models.TextField()
    size = models.PositiveIntegerField()
    received = models.PositiveIntegerField(default=0)
    # [[bytes, keyed hash in hex], …]: enough to know a piece that comes a second time.
    pieces = models.JSONField(default=list)
    folder = models.TextField(default=new_token)
    wrapped_key = models.BinaryField()
    state = models.TextField(choices=State.choices, default=State.OPEN)
    refused_code = models.TextField(default="")
    stored_file = models.OneToOneField(
        "files.StoredFile", on_delete=models.CASCADE, null=True, related_name="upload"
    )
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["subject"], name="files_upload_of_subject"),
            models.Index(fields=["changed_at"], name="files_upload_by_age"),
        ]
        constraints = [
            models.CheckConstraint(
                name="files_upload_never_receives_more_than_announced",
                condition=models.Q(received__lte=models.F("size")),
            ),
            models.CheckConstraint(
                name="files_upload_finished_with_its_file",
                condition=models.Q(state="finished", stored_file__isnull=False)
                | (~models.Q(state="finished") & models.Q(stored_file__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"upload {self.id}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_complete(self) -> bool:
        return self.received == self.size

    @property
    def piece_parts(self) -> list[str]:
        return [f"piece-{number}" for number in range(len(self.pieces))]

    @property
    def next_part(self) -> str:
        return f"piece-{len(self.pieces)}"


class StoredFile(models.Model):
    """A file that was opened and made harmless: its page images, encrypted under a key of its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token = models.TextField(unique=True, default=new_token)
    subject = models.TextField()
    question_key = models.TextField()
    content_type = models.TextField()
    pages = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    folder = models.TextField()
    wrapped_key = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "question_key"], name="files_stored_of_question"),
        ]
        constraints = [
            models.CheckConstraint(name="files_stored_has_a_page", condition=models.Q(pages__gte=1)),
        ]

    def __str__(self) -> str:
        return f"file {self.id}"

    @property
    def page_numbers(self) -> range:
        return range(1, self.pages + 1)

    def part(self, number: int) -> str:
        """Its own id is in the name: two files made of one upload never write over each other."""
        return f"{self.id}-{number}"
