"""Adding a file adds a service, and a fault in one is named by file and field."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tuntas.domains.catalogue import queries
from tuntas.domains.catalogue.queries import FOLDER, Catalogue, NoSuchService
from tuntas.platform.forms import DataFault, check

TODAY = dt.date(2026, 11, 22)
BIRTH = "akta-kelahiran"
FILE = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"
TINY = """
code: legalisasi
version: 1
valid_from: "2026-01-01"
name: {id: Legalisasi, en: Certified copy}
summary: {id: Salinan yang disahkan., en: A certified copy.}
who_may_apply: [{id: Pemilik dokumen, en: The holder}]
fee:
  amount: 0
  legal_basis: &law
    text: {id: UU 24/2013, en: Law 24/2013}
    article: null
    confirmed: false
    source: null
requirements:
  - key: original
    name: {id: Dokumen asli, en: The original}
    papers: [{key: original, name: {id: Dokumen asli, en: The original}, question: original_file}]
    legal_basis: *law
channels: [counter]
served_at: {kinds: [kelurahan], place_question: place}
promises: [{minutes: 30, valid_from: "2026-01-01", valid_until: "2026-06-30", confirmed: false}]
outputs: [{key: copy, name: {id: Salinan, en: Copy}, kind: signed_pdf, signed_by: registrar}]
retention: {draft_days: 30}
survey: skm-online-v1
form:
  code: legalisasi
  version: 1
  title: {id: Legalisasi, en: Certified copy}
  sections:
    - key: all
      title: {id: Semua, en: All}
      pages:
        - {key: place, type: text, label: {id: Tempat, en: Place}}
        - {key: original_file, type: file, label: {id: Foto, en: Photo}}
"""


def test_a_guessed_article_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "legalisasi.yaml"
    path.write_text(TINY.replace("article: null", 'article: "19"'), encoding="utf-8")

    with pytest.raises(DataFault, match=r"legalisasi\.yaml:\d+: fee\.legal_basis\.article"):
        Catalogue(tmp_path)


@pytest.mark.parametrize(
    ("right", "wrong", "field"),
    [
        ("question: original_file", "question: other_file", "requirements.original"),
        ("place_question: place", "place_question: palace", "served_at.place_question"),
        ("kind: signed_pdf, signed_by: registrar", "kind: signed_pdf", r"outputs\[0\].signed_by"),
        ("kind: signed_pdf", "kind: paper", r"outputs\[0\].kind"),
        ("minutes: 30", "minutes: 0", r"promises\[0\].minutes"),
        ("channels: [counter]", "channels: [counter]\neffect: brith", "effect"),
        ("channels: [counter]", "channels: [counter]\naccept_within_minutes: 0", "accept_within_minutes"),
        ("draft_days: 30", "draft_days: 0", "retention.draft_days"),
        (
            'valid_from: "2026-01-01", valid_until',
            'valid_from: "January", valid_until',
            r"promises\[0\].valid_from",
        ),
        ("survey: skm-online-v1", "surveys: skm-online-v1", "survey"),
        ("type: text,", "type: word,", r"form.sections\[0\].pages\[0\].type"),
    ],
)
def test_a_fault_names_file_and_field(tmp_path: Path, right: str, wrong: str, field: str) -> None:
    assert right in TINY
    (tmp_path / "legalisasi.yaml").write_text(TINY.replace(right, wrong), encoding="utf-8")

    with pytest.raises(DataFault, match=rf"legalisasi\.yaml:\d+: {field}"):
        Catalogue(tmp_path)


def test_adding_a_file_adds_a_service(tmp_path: Path) -> None:
    (tmp_path / "akta-kelahiran.yaml").write_text((FOLDER / "akta-kelahiran.yaml").read_text(encoding="utf-8"))
    (tmp_path / "legalisasi.yaml").write_text(TINY, encoding="utf-8")

    catalogue = Catalogue(tmp_path)
    added = catalogue.service("legalisasi", TODAY)

    assert [one.code for one in catalogue.services(TODAY)] == [BIRTH, "legalisasi"]
    assert [page.id for page in added.form.pages({})] == ["place", "original-file"]
    assert check(added.form, {"place": "Jakarta", "original_file": [FILE]}, today=TODAY) == []
    assert added.accept_within_minutes == 60


def test_a_promise_ends_with_its_last_day(tmp_path: Path) -> None:
    (tmp_path / "legalisasi.yaml").write_text(TINY, encoding="utf-8")
    service = Catalogue(tmp_path).service("legalisasi", TODAY)

    assert service.promise(dt.date(2026, 6, 30)).minutes == 30
    assert service.promise(dt.date(2026, 7, 1)) is None


def test_a_case_keeps_the_version_it_was_asked_with(tmp_path: Path) -> None:
    newer = TINY.replace('version: 1\nvalid_from: "2026-01-01"', 'version: 2\nvalid_from: "2026-12-01"')
    (tmp_path / "legalisasi.v1.yaml").write_text(TINY, encoding="utf-8")
    (tmp_path / "legalisasi.yaml").write_text(newer, encoding="utf-8")
    catalogue = Catalogue(tmp_path)

    assert catalogue.service("legalisasi", TODAY).version == 1
    assert catalogue.service("legalisasi", dt.date(2026, 12, 1)).version == 2
    assert catalogue.version("legalisasi", 1).version == 1


def test_two_files_of_one_version_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(TINY, encoding="utf-8")

    with pytest.raises(DataFault, match="version 1 twice"):
        Catalogue(tmp_path)


def test_an_unknown_service_is_said_to_be_unknown() -> None:
    with pytest.raises(NoSuchService):
        queries.service("akta-perceraian", TODAY)
    with pytest.raises(NoSuchService):
        queries.service(BIRTH, dt.date(2020, 1, 1))
