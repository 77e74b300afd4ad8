"""The outbox: each message that is to leave, with how far it got."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tuntas.domains.messaging.rules import same_address
from tuntas.domains.messaging.workflow import State
from tuntas.platform.ids import new_id
from tuntas.platform.secrets import keyed_hash, keyed_hashes
from tuntas.platform.secrets.fields import EncryptedJSONField, EncryptedTextField


def address_hash(address: str) -> bytes:
    return keyed_hash(same_address(address), purpose="e-mail")


def address_hashes(address: str) -> list[bytes]:
    """What it may be kept as: what is found by these lives for days, and an older hash key is known for longer."""
    return keyed_hashes(same_address(address), purpose="e-mail")


class Message(models.Model):
    """One message to one person. `stream` is what it is about; `parameters` is emptied once it was sent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=120, unique=True)
    stream = models.CharField(max_length=80, db_index=True)
    channel = models.CharField(max_length=8, default="email")
    template = models.CharField(max_length=40)
    language = models.CharField(max_length=2, default="id")
    recipient = EncryptedTextField()
    recipient_hash = models.BinaryField(max_length=32)
    parameters = EncryptedJSONField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    sending_since = models.DateTimeField(null=True)
    handing_over_since = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    last_fault = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="messages_that_wait"),
            models.Index(fields=["-queued_at"], name="messages_newest_first"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="message_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=State.QUEUED, next_try_at__isnull=False)
                | (~Q(state=State.QUEUED) & Q(next_try_at__isnull=True)),
                name="a_waiting_message_has_a_next_try",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SENDING, sending_since__isnull=False) | ~Q(state=State.SENDING),
                name="a_message_being_sent_says_since_when",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False) | ~Q(state=State.SENT),
                name="a_sent_message_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.id} {self.state}"
