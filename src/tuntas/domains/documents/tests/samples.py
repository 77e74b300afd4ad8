"""Invented people for the documents' tests; the region code 99 does not exist."""

BIRTH_CERTIFICATE = {
    "number": "9971-LU-03112026-0007",
    "nik": "9971014211260001",
    "name": "CONTOH PERTAMA",
    "sex": "Perempuan",
    "birth_place": "Jakarta",
    "born_on": "2026-11-02",
    "birth_order": 1,
    "father": "CONTOH BAPAK SATU",
    "mother": "CONTOH IBU SATU",
    "marriage_note": "",
    "region": "Kota Contoh, Provinsi Contoh",
    "issued_in": "Jakarta",
    "issued_on": "2026-11-03",
    "signatory_title": "Pejabat Pencatatan Sipil",
    "signatory_name": "CONTOH PEJABAT",
}


def member(index: int, name: str, relationship: str) -> dict[str, str]:
    """One row of a family card."""
    return {
        "name": name,
        "nik": f"99710142112600{index:02}",
        "sex": "Perempuan" if index % 2 else "Laki-laki",
        "birth_place": "Jakarta",
        "birth_date": "1995-04-12",
        "religion": "Islam",
        "education": "Tidak/belum sekolah",
        "occupation": "Belum/tidak bekerja",
        "blood_type": "Tidak tahu",
        "marital_status": "Kawin tercatat",
        "marriage_date": "2020-02-02",
        "relationship": relationship,
        "citizenship": "WNI",
        "passport": "",
        "kitap": "",
        "father": "CONTOH KAKEK SATU",
        "mother": "CONTOH NENEK SATU",
    }


FAMILY_CARD = {
    "number": "9971010311260002",
    "head": "CONTOH BAPAK SATU",
    "address": "Jalan Contoh Nomor 1",
    "rt_rw": "001/002",
    "postcode": "99110",
    "village": "Contoh Utara",
    "district": "Contoh",
    "city": "Kota Contoh",
    "province": "Provinsi Contoh",
    "issued_on": "2026-11-03",
    "signatory_title": "Kepala Dinas Kependudukan dan Pencatatan Sipil",
    "signatory_name": "CONTOH KEPALA DINAS",
    "members": [
        member(2, "CONTOH BAPAK SATU", "Kepala keluarga"),
        member(3, "CONTOH IBU SATU", "Istri"),
        member(5, "CONTOH PERTAMA", "Anak"),
    ],
}

CHILD_CARD = {
    "nik": "9971014211260001",
    "name": "CONTOH PERTAMA",
    "birth_place": "Jakarta",
    "born_on": "2026-11-02",
    "sex": "Perempuan",
    "blood_type": "Tidak tahu",
    "family_card_number": "9971010311260002",
    "head": "CONTOH BAPAK SATU",
    "birth_certificate_number": "9971-LU-03112026-0007",
    "religion": "Islam",
    "citizenship": "WNI",
    "address": "Jalan Contoh Nomor 1",
    "rt_rw": "001/002",
    "village": "Contoh Utara",
    "district": "Contoh",
    "city": "Kota Contoh",
    "province": "Provinsi Contoh",
    "issued_on": "2026-11-03",
    "valid_until": "2031-11-02",
    "signatory_title": "Kepala Dinas Kependudukan dan Pencatatan Sipil",
}

KTP_EL = {
    "nik": "9971011204950002",
    "name": "CONTOH BAPAK SATU",
    "birth_place": "Jakarta",
    "born_on": "1995-04-12",
    "sex": "Laki-laki",
    "blood_type": "O",
    "address": "Jalan Contoh Nomor 1",
    "rt_rw": "001/002",
    "village": "Contoh Utara",
    "district": "Contoh",
    "religion": "Islam",
    "marital_status": "Kawin",
    "occupation": "Karyawan Swasta",
    "citizenship": "WNI",
    "city": "Kota Contoh",
    "province": "Provinsi Contoh",
    "issued_on": "2026-11-03",
    "replaces": "kartu yang dilaporkan hilang",
}

RECEIPT = {
    "service": "Akta kelahiran (paket: akta, KK dan KIA)",
    "reference": "K7QPM-2XW9H-4",
    "pin": "402 913",
    "submitted_at": "Selasa, 3 November 2026 pukul 09.12",
    "office": "Kelurahan Contoh Utara",
    "office_address": "Jalan Contoh Nomor 2",
    "promise": "15 menit jam layanan sejak berkas dinyatakan lengkap",
    "next_steps": [
        "Petugas memeriksa berkas Anda; paling lama 60 menit jam layanan.",
        "Bila ada yang kurang, kami menyebut tepat satu per satu apa yang kurang.",
        "Ambil dokumen di kantor dengan KTP-el.",
    ],
}

FORM_F201 = {
    "code": "F-2.01",
    "title": "Formulir Pelaporan Pencatatan Sipil",
    "subtitle": "di dalam wilayah Negara Kesatuan Republik Indonesia",
    "event_label": "Jenis pelaporan",
    "signer": "Pelapor",
    "reference": "K7QPM-2XW9H-4",
    "event": "Kelahiran",
    "office": "Kelurahan Contoh Utara",
    "submitted_at": "Selasa, 3 November 2026 pukul 09.12",
    "sections": [
        {
            "title": "Data pelapor",
            "rows": [
                {"label": "Nama", "value": "CONTOH BAPAK SATU"},
                {"label": "NIK", "value": "9971011204950002"},
                {"label": "Nomor KK", "value": "9971010311260002"},
                {"label": "Kewarganegaraan", "value": "WNI"},
            ],
        },
        {
            "title": "Data saksi I",
            "rows": [
                {"label": "Nama", "value": "CONTOH SAKSI SATU"},
                {"label": "NIK", "value": "9971011204950003"},
                {"label": "Nomor KK", "value": ""},
                {"label": "Kewarganegaraan", "value": "WNI"},
            ],
        },
        {
            "title": "Data anak",
            "rows": [
                {"label": "Nama", "value": "CONTOH PERTAMA"},
                {"label": "Jenis kelamin", "value": "Perempuan"},
                {"label": "Tempat dilahirkan", "value": "Rumah sakit"},
                {"label": "Berat bayi", "value": "3,2 kg"},
            ],
        },
    ],
    "declaration": "Demikian pelaporan ini saya buat dengan sebenarnya.",
    "place_and_day": "Jakarta, 3 November 2026",
    "reporter_name": "CONTOH BAPAK SATU",
    "officer": "",
}

ALL = {
    "birth_certificate": BIRTH_CERTIFICATE,
    "family_card": FAMILY_CARD,
    "child_card": CHILD_CARD,
    "ktp_el": KTP_EL,
    "receipt": RECEIPT,
    "filled_form": FORM_F201,
}
