"""CSV and JSON say just what the page shows, and say whose data it is."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest
from tests import world as w

from tuntas.domains.figures.models import WeekFigures
from tuntas.domains.public import files
from tuntas.platform.journal.queries import latest_checkpoint
from tuntas.platform.ui import numbers

from .test_board import NOTICE, PAGES, fill

pytestmark = pytest.mark.django_db
DOCS = Path(__file__).resolve().parents[5] / "docs"


@pytest.fixture
def there(count):
    """Some facts that are counted, and then figures of three weeks in their place."""
    here = w.world()
    w.submitted(here.at)
    count()
    WeekFigures.objects.all().delete()
    fill(3)
    return here


def as_rows(answer):
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == f"# {NOTICE}"
    return list(csv.DictReader(lines[1:]))


def test_the_csv_is_the_page(client, there):
    for address in PAGES:
        page = client.get(address).content.decode()
        answer = client.get(f"{address}.csv")

        rows = as_rows(answer)
        assert [row for row in rows if not stands_in(page, row)] == []
        assert sum(row["row"] == "week" for row in rows) == 12
        assert all(row["name"] in page for row in rows if row["row"] == "place")
        assert "peragaan" in answer["Content-Disposition"]


def stands_in(page, row):
    """Whether the page shows this row's share and minutes as people read them."""
    said = []
    if row["share_kept"]:
        said += [f"{float(row['share_kept']) * 100:.1f}\u00a0%".replace(".", ",")]
        said += [f"{grouped(row['kept'])} dari {grouped(row['decided'])}"]
    if row["deliver_median_minutes"]:
        said += [f"{row['deliver_median_minutes']} · {row['deliver_p90_minutes']}"]
    return all(one in page for one in said)


def test_the_json_is_the_csv(client, there):
    for address in PAGES:
        given = client.get(f"{address}.json").json()

        rows = as_rows(client.get(f"{address}.csv"))
        assert [{name: written(row[name]) for name in given["columns"]} for row in given["rows"]] == [
            {name: number(cell) for name, cell in row.items()} for row in rows
        ]


def test_the_json_is_as_its_schema_says_and_names_its_checkpoint(client, there):
    given = client.get("/open.json").json()

    schema = json.loads((DOCS / "open-data.schema.json").read_text())
    jsonschema.validate(given, schema)
    assert given["notice"] == NOTICE
    assert given["checkpoint"] == latest_checkpoint().note
    assert given["counted_facts"] == latest_checkpoint().size


def test_the_schema_would_find_a_missing_column(client, there):
    given = client.get("/open.json").json()
    del given["rows"][0]["kept"]

    schema = json.loads((DOCS / "open-data.schema.json").read_text())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(given, schema)


def test_every_column_is_documented():
    text = (DOCS / "open-data.md").read_text()

    assert [name for name in files.COLUMNS if f"`{name}`" not in text] == []


def test_the_same_figures_need_not_be_sent_again(client, there):
    first = client.get("/open.csv")

    again = client.get("/open.csv", headers={"If-None-Match": first["ETag"]})
    other = client.get("/open.csv?to=2026-01-05", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200
    assert first["ETag"].startswith(f'"{latest_checkpoint().size}-')
    assert "max-age" in first["Cache-Control"]


def test_a_program_may_ask_for_a_year(client, there):
    since = (date.today() - timedelta(weeks=80)).isoformat()  # noqa: DTZ011

    rows = as_rows(client.get(f"/open.csv?from={since}"))

    assert sum(row["row"] == "week" for row in rows) == 53


def test_real_figures_say_that_they_are_real(client, there, settings):
    settings.TUNTAS_MODE = "production"

    answer = client.get("/open.csv")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["data"] for row in rows} == {"resmi"}
    assert NOTICE.encode() not in client.get("/open").content


def grouped(count):
    return numbers.decimal(int(count), language="id")


def written(value):
    return "" if value is None else number(value)


def number(cell):
    try:
        return float(cell)
    except ValueError:
        return cell
