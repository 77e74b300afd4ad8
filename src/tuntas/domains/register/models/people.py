"""Persons, families and who belongs to which: encrypted, found by keyed hash."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from tuntas.domains.register.rules import plain_name
from tuntas.platform.ids import new_id
from tuntas.platform.secrets.fields import EncryptedJSONField, EncryptedTextField
from tuntas.platform.secrets.hashes import HashField, KeyedHash, unique_even


def birth(mother: str, born_on: str) -> str:
    """What two entries of one birth have in common, however the child's name was spelled: mother and day."""
    return f"{mother.strip()}|{born_on}"


def _birth_of(person: Person) -> str | None:
    """As it was entered: what the register says of the person may have changed since."""
    if person.birth_hash is None and person.birth_hash_even is None:
        return None
    entered: Any = person.entered_by.outcome
    child = entered["child"]
    return birth(entered["mother"]["nik"] or plain_name(child["mother_name"]), child["born_on"])


NIK = KeyedHash("register.Person", "nik_hash", "nik", of=lambda person: person.nik)
BIRTH = KeyedHash("register.Person", "birth_hash", "birth", of=_birth_of, also=("entered_by",))
FAMILY_NUMBER = KeyedHash("register.Family", "number_hash", "family-number", of=lambda family: family.number)


class Person(models.Model):
    """Someone who has a NIK. `details` holds the rest of what a family card says about them, as codes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    nik = EncryptedTextField()
    nik_hash, nik_hash_even = HashField(), HashField()
    name = EncryptedTextField()
    details = EncryptedJSONField()
    birth_hash, birth_hash_even = HashField(), HashField()
    # Keyed hashes of the beginnings of the name's words and of the year of birth: see embedded/finding.py.
    name_keys = ArrayField(models.BigIntegerField(), null=True)
    mother = models.ForeignKey("self", models.PROTECT, null=True, related_name="children_as_mother")
    father = models.ForeignKey("self", models.PROTECT, null=True, related_name="children_as_father")
    entered_by = models.ForeignKey("register.CivilEvent", models.PROTECT, related_name="persons")

    class Meta:
        indexes = [
            models.Index(fields=["birth_hash"], name="persons_of_one_birth"),
            models.Index(fields=["birth_hash_even"], name="persons_of_one_birth_even"),
            GinIndex(fields=["name_keys"], name="persons_by_name"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["nik_hash"], name="a_nik_is_given_once"),
            unique_even("nik_hash", name="a_nik_is_given_once_even"),
            models.CheckConstraint(
                condition=Q(nik_hash__isnull=False) | Q(nik_hash_even__isnull=False), name="a_nik_can_be_found"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Family(models.Model):
    """A family card's number and address. What the card shows is drawn from the events, never stored here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = EncryptedTextField()
    number_hash, number_hash_even = HashField(), HashField()
    region = models.ForeignKey("offices.Region", models.PROTECT, related_name="+")
    address = EncryptedJSONField()
    entered_by = models.ForeignKey("register.CivilEvent", models.PROTECT, related_name="families")

    class Meta:
        verbose_name_plural = "families"
        constraints = [
            models.UniqueConstraint(fields=["number_hash"], name="a_family_number_is_given_once"),
            unique_even("number_hash", name="a_family_number_is_given_once_even"),
            models.CheckConstraint(
                condition=Q(number_hash__isnull=False) | Q(number_hash_even__isnull=False),
                name="a_family_number_can_be_found",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Membership(models.Model):
    """One person in one family, from the event that began it to the event that ended it."""

    # No index of its own: that of its places on the card begins with it.
    family = models.ForeignKey(Family, models.PROTECT, related_name="memberships", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    kinship = models.CharField(max_length=2)
    position = models.PositiveSmallIntegerField()
    began_by = models.ForeignKey("register.CivilEvent", models.PROTECT, related_name="begun")
    ended_by = models.ForeignKey("register.CivilEvent", models.PROTECT, null=True, related_name="ended")

    class Meta:
        ordering = ["position"]
        constraints = [
            # UU 23/2006, article 97: a second entry of one person is a crime.
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_by__isnull=True),
                name="a_person_is_in_one_family_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["family", "position"], name="a_place_on_a_family_card_is_one_persons"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.family_id}"
