"""NIP and NRP: what is plausible, and how they are typed."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from tests.pabrik import PenggunaFactory
from zi.akun.nomor import periksa_nomor, rapikan_nomor


@pytest.mark.parametrize(
    "nomor",
    [
        "198503122010011004",
        "19850312 201001 1 004",
        "198503122010012004",
        "199912312023211001",  # PPPK: 21 where a civil servant has the month
        "198002292009121002",  # a leap day
        "197001011990031001",
        "12345",
        "71010123",
        "1234567890",
    ],
)
def test_mungkin(nomor):
    periksa_nomor(nomor)


@pytest.mark.parametrize(
    "nomor",
    [
        "198513122010011004",  # month 13
        "198502302010011004",  # 30 February
        "198102292009121002",  # no leap year
        "198503122010131004",  # appointed in month 13
        "198503122010201004",  # neither a month nor a PPPK code
        "198503122010013004",  # sex 3
        "198503121985011004",  # appointed at birth
        "185003121870011004",  # born 1850
        "198503122055011004",  # appointed at 70
        "19850312201001100",  # 17 digits
        "1985031220100110041",
        "1234",
        "12345678901",
        "ABCDE",
        "١٢٣٤٥",  # digits, but not ours
        "",
    ],
)
def test_tidak_mungkin(nomor):
    with pytest.raises(ValidationError):
        periksa_nomor(nomor)


def test_dirapikan():
    assert rapikan_nomor(" 19850312 201001 1 004 ") == "198503122010011004"
    assert rapikan_nomor("19850312-201001.1-004") == "198503122010011004"
    assert rapikan_nomor("  ") is None
    assert rapikan_nomor(None) is None


@pytest.mark.django_db
def test_boleh_kosong_tetapi_unik_bila_ada():
    PenggunaFactory(nomor_induk=None)
    PenggunaFactory(nomor_induk=None)
    PenggunaFactory(nomor_induk="12345")
    with pytest.raises(IntegrityError):
        PenggunaFactory(nomor_induk="12345")


@pytest.mark.django_db
def test_surel_unik_tanpa_beda_huruf():
    PenggunaFactory(email="sari@uji.invalid")
    with pytest.raises(IntegrityError):
        PenggunaFactory(email="Sari@uji.invalid")
