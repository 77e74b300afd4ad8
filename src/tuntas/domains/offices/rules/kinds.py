"""What kinds of region, office, role, employment and opening hours exist."""

from enum import StrEnum


class Level(StrEnum):
    """A region's level, from the province down to the kelurahan (Kemendagri's four-part code)."""

    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"


class OfficeKind(StrEnum):
    """What stands at a region: each word is what residents and staff call it."""

    DINAS = "dinas"
    SUDIN = "sudin"
    KECAMATAN = "kecamatan"
    KELURAHAN = "kelurahan"
    UPAK = "upak"
    MALL = "mall"  # mal pelayanan publik
    HOSPITAL = "hospital"
    OUTREACH = "outreach"
    POINT = "point"  # any other service point


# These stand for their region: each serves it, and those that answer for it reach down to all that lies in it.
REGIONAL = (OfficeKind.DINAS, OfficeKind.SUDIN, OfficeKind.KECAMATAN, OfficeKind.KELURAHAN)


class Role(StrEnum):
    """What a posting lets someone do; the verbs themselves ask `access`."""

    OFFICER = "officer"
    REGISTRAR = "registrar"
    HEAD_OF_UNIT = "head_of_unit"
    AGENCY_HEAD = "agency_head"
    ADMINISTRATOR = "administrator"


class Employment(StrEnum):
    """PNS and PPPK are civil servants, PJLP are contract workers: their sanctions differ by law."""

    PNS = "PNS"
    PPPK = "PPPK"
    PJLP = "PJLP"


class Effect(StrEnum):
    """How a row of opening hours meets the others: as the rule, in place of it, or on top of it."""

    ORDINARY = "ordinary"
    INSTEAD = "instead"
    EXTRA = "extra"
