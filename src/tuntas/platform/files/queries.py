"""What the pages ask: a file's page image, a subject's files, and the place where a question's file is sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.functional import Promise as LazyText

from tuntas.platform.prepared import Prepared

from . import rules, sealing
from .models import StoredFile, Upload
from .refusals import TEXTS

SALT = "files.target"
_OF_SUBJECT = Prepared(lambda subject: StoredFile.objects.filter(subject=subject).order_by("id"))


@dataclass(frozen=True)
class Target:
    """Which question of which subject a file answers, and the local page that is shown afterwards."""

    subject: str
    question_key: str
    next_path: str


@dataclass(frozen=True)
class Slot:
    """All that `files/_upload.html` needs; without a subject files are shown but none is taken."""

    action: str
    target: str
    question_key: str
    is_open: bool
    kept: list[StoredFile]
    refusal: str | LazyText | None
    accept: str = ",".join(rules.ACCEPTED)
    max_bytes: int = rules.MAX_BYTES
    piece_bytes: int = rules.PIECE_BYTES
    too_large: str | LazyText = TEXTS["too_large"]


def slot(target: Target, *, kept_ids: Iterable[str] = (), refused_code: str = "") -> Slot:
    """The form of one file question; a code that came back with the address becomes its sentence."""
    return Slot(
        action=f"{settings.LIVE_ORIGIN}{reverse('files:uploads')}",
        target=signed(target),
        question_key=target.question_key,
        is_open=bool(target.subject),
        kept=list(StoredFile.objects.filter(subject=target.subject, pk__in=list(kept_ids)).order_by("id")),
        refusal=TEXTS.get(refused_code),
    )


def signed(target: Target) -> str:
    """The target as a text that only we can make, so that nobody sends a browser elsewhere with it."""
    return signing.dumps([target.subject, target.question_key, target.next_path], salt=SALT)


def target_of(text: str) -> Target | None:
    """The target in a signed text, or None. It proves who made it, not who may use it."""
    try:
        return Target(*signing.loads(text, salt=SALT))
    except (signing.BadSignature, TypeError):
        return None


def find_file(token: str) -> StoredFile | None:
    return StoredFile.objects.filter(token=token).first()


def find_upload(upload_id: UUID) -> Upload | None:
    return Upload.objects.select_related("stored_file").filter(pk=upload_id).first()


def files_of(subject: str) -> list[StoredFile]:
    """All files of a subject, oldest first."""
    return _OF_SUBJECT(subject)


def page_image(stored: StoredFile, number: int) -> bytes:
    """The clear JPEG of one page, in memory only."""
    return sealing.show(stored.folder, stored.part(number), wrapped_key=bytes(stored.wrapped_key))
