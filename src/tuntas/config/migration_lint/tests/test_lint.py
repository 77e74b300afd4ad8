"""Each way in which a migration stops people at work is found; what is safe, or new in this release, is let through."""

from __future__ import annotations

import pytest
from django.contrib.postgres import operations as pg
from django.contrib.postgres.functions import RandomUUID
from django.db import migrations as dj
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.db.models import F, Q
from django.db.models.functions import Now

from tuntas.config.migration_lint import lint

ID = ("id", models.BigAutoField(primary_key=True))
BEFORE = (
    dj.CreateModel(
        "case", [ID, ("name", models.CharField(max_length=40)), ("kind", models.TextField(null=True))]
    ),
    dj.CreateModel("office", [ID]),
)
NAME_INDEX = models.Index(fields=["name"], name="cases_by_name")
HAS_NAME = models.CheckConstraint(condition=~Q(name=""), name="a_case_has_a_name")
NEW_TABLE = dj.CreateModel("visit", [ID, ("name", models.TextField())])


def _nothing(apps, editor):
    pass


def _to(model, **more):
    return models.ForeignKey(f"shop.{model}", models.CASCADE, null=True, **more)


BAD = [
    ("index", [dj.AddIndex("case", NAME_INDEX)]),
    ("index", [dj.AddField("case", "code", models.TextField(null=True, db_index=True))]),
    ("index", [dj.AddField("case", "office", _to("office"))]),
    ("index", [dj.AlterField("case", "kind", models.TextField(null=True, db_index=True))]),
    ("index", [dj.AlterUniqueTogether("case", {("name", "kind")})]),
    ("index", [dj.RunSQL("create index some on shop_case (name)")]),
    ("index", [dj.RunSQL(['-- concurrently\nCREATE INDEX some ON public."shop_case" USING gin (name)'])]),
    ("unique", [dj.RunSQL([("create unique index some on shop_case (name)", None)])]),
    ("unique", [dj.AddConstraint("case", models.UniqueConstraint(fields=["name"], name="one_name"))]),
    ("unique", [dj.AddField("case", "code", models.TextField(null=True, unique=True))]),
    ("unique", [dj.AlterField("case", "kind", models.TextField(null=True, unique=True))]),
    ("unique", [dj.RunSQL("alter table shop_case add constraint one unique (name)")]),
    ("not-null", [dj.AddField("case", "code", models.TextField())]),
    ("not-null", [dj.AddField("case", "code", models.TextField(default="x"))]),
    ("not-null", [dj.AlterField("case", "kind", models.TextField(default=""))]),
    ("not-null", [dj.RunSQL("alter table shop_case add column code text not null")]),
    ("not-null", [dj.RunSQL("alter table shop_case alter column kind set not null")]),
    ("type", [dj.AlterField("case", "name", models.IntegerField())]),
    ("type", [dj.AlterField("case", "name", models.CharField(max_length=20))]),
    ("type", [dj.AlterField("case", "kind", models.BinaryField(null=True))]),
    ("type", [dj.RunSQL("alter table only shop_case alter name type integer using 1")]),
    ("rewrite", [dj.AddField("case", "key", models.UUIDField(db_default=RandomUUID()))]),
    (
        "rewrite",
        [
            dj.AddField(
                "case",
                "short",
                models.GeneratedField(expression=F("name"), output_field=models.TextField(), db_persist=True),
            )
        ],
    ),
    ("rewrite", [dj.RunSQL("vacuum full shop_case")]),
    ("constraint", [dj.AddConstraint("case", HAS_NAME)]),
    ("constraint", [dj.RunSQL("alter table shop_case add constraint some check (name <> '')")]),
    (
        "constraint",
        [dj.RunSQL("alter table shop_case add constraint f foreign key (o) references shop_office")],
    ),
    ("drop", [dj.RemoveField("case", "kind")]),
    ("drop", [dj.DeleteModel("office")]),
    ("drop", [dj.RunSQL("drop table if exists shop_office")]),
    ("drop", [dj.RunSQL("alter table shop_case drop column kind")]),
    ("drop", [dj.RunSQL("alter table shop_case drop kind")]),
    ("rename", [dj.RenameField("case", "kind", "sort")]),
    ("rename", [dj.RenameModel("case", "matter")]),
    ("rename", [dj.AlterModelTable("case", "matters")]),
    ("rename", [dj.RunSQL("alter table shop_case rename to matters")]),
    ("mixed", [dj.AddField("case", "code", models.TextField(null=True)), dj.RunPython(_nothing)]),
    ("mixed", [dj.CreateModel("visit", [ID, ("case", _to("case"))]), dj.RunPython(_nothing)]),
    (
        "mixed",
        [
            dj.RunSQL("create trigger t after insert on shop_case for each row execute function f()"),
            dj.RunSQL("update shop_case set kind = 'x'"),
        ],
    ),
    ("lock", [dj.RunSQL("lock table shop_case in exclusive mode")]),
    (
        "type",
        [
            dj.SeparateDatabaseAndState(
                database_operations=[dj.AlterField("case", "name", models.IntegerField())]
            )
        ],
    ),
]
GOOD = [
    [dj.AddField("case", "code", models.TextField(null=True))],
    [dj.AddField("case", "code", models.TextField(db_default="x"))],
    [dj.AddField("case", "at", models.DateTimeField(db_default=Now()))],
    [dj.AddField("case", "office", _to("office", db_index=False))],
    [dj.AddField("case", "offices", models.ManyToManyField("shop.office"))],
    [dj.AlterField("case", "name", models.CharField(max_length=60))],
    [dj.AlterField("case", "name", models.TextField())],
    [dj.AlterField("case", "name", models.CharField(max_length=40, choices=[("a", "A")]))],
    [pg.AddConstraintNotValid("case", HAS_NAME)],
    [dj.AlterModelOptions("case", {"ordering": ["name"]}), dj.RunPython(_nothing)],
    [dj.RunPython(_nothing)],
    [dj.RunSQL("update shop_case set kind = 'create index'")],
    [dj.RunSQL("create index concurrently some on shop_case (name)")],
    [dj.RunSQL("alter table shop_case add constraint some check (name <> '') not valid")],
    [dj.RunSQL("alter table shop_case add column code text not null default 'x'")],
    [dj.RunSQL("alter table shop_case drop constraint some")],
    [
        dj.RunSQL(
            "create function f() returns trigger as $$ begin drop table shop_case; end $$ language plpgsql"
        )
    ],
    [dj.RunSQL("grant select on shop_case to somebody", dj.RunSQL.noop)],
    [NEW_TABLE, dj.AddIndex("visit", NAME_INDEX), dj.AlterField("visit", "name", models.IntegerField())],
    [NEW_TABLE, dj.AddConstraint("visit", HAS_NAME), dj.RunSQL("create index some on shop_visit (name)")],
    [NEW_TABLE, dj.RunSQL("insert into shop_visit select id from shop_case"), dj.RunPython(_nothing)],
    [dj.RunSQL("create table shop_note (id int); create index some on shop_note (id)")],
    [dj.SeparateDatabaseAndState(state_operations=[dj.RemoveField("case", "kind")])],
]


def _migration(number, operations, atomic=True, source=""):
    name = f"{number:04}_x"
    before = [("shop", f"{number - 1:04}_x")] if number > 1 else []
    made = type("Migration", (dj.Migration,), {"operations": list(operations), "dependencies": before})
    made.__module__ = "tuntas.shop.migrations"
    made.atomic, made.source = atomic, source or "# nothing"
    return made(name, "shop")


def _found(*later, **how):
    migrations = [_migration(1, BEFORE)]
    migrations += [_migration(number, one, **how) for number, one in enumerate(later, 2)]
    return list(lint.lint(migrations, frozenset({"shop.0001_x"})))


@pytest.mark.parametrize(("code", "operations"), BAD, ids=lambda given: given if isinstance(given, str) else "")
def test_what_harms_is_found(code, operations):
    found = _found(operations)

    assert code in {finding.code for finding in found}
    assert all("Instead: " in str(finding) and "shop.0002_x" in str(finding) for finding in found)


@pytest.mark.parametrize("operations", GOOD)
def test_what_is_safe_is_let_through(operations):
    assert _found(operations) == []


def test_what_was_released_is_not_looked_at():
    released = frozenset({"shop.0001_x", "shop.0002_x"})

    assert list(lint.lint([_migration(1, BEFORE), _migration(2, BAD[0][1])], released)) == []


def test_a_table_made_earlier_in_the_same_release_is_still_new():
    assert _found([NEW_TABLE], [dj.AddIndex("visit", NAME_INDEX)]) == []


def test_concurrent_indexes_stand_alone_outside_a_transaction():
    alone = [pg.AddIndexConcurrently("case", NAME_INDEX)]

    assert _found(alone, atomic=False) == []
    together = [*alone, dj.AddField("case", "code", models.TextField(null=True))]
    assert [finding.code for finding in _found(together, atomic=False)] == ["not-atomic"]


def test_an_allowance_says_why():
    bad = [dj.AddIndex("case", NAME_INDEX)]

    assert _found(bad, source="# allowed index: a table of three hundred offices, read in a millisecond") == []
    assert [one.code for one in _found(bad, source="# allowed index: small")] == ["reason"]
    assert [one.code for one in _found(bad, source="# allowed everything: because I am sure of what I do")] == [
        "index",
        "reason",
    ]


def test_an_allowance_that_nothing_needs_is_named():
    why = "# allowed index: a table of three hundred offices, read in a millisecond"

    assert [one.code for one in _found(GOOD[0], source=why)] == ["not-needed"]


def test_every_released_migration_is_still_there():
    """One that was renamed or removed would run again, or never have run."""
    there = {lint.name_of(one) for one in lint.plan(MigrationLoader(None))}

    assert lint.released() <= there
