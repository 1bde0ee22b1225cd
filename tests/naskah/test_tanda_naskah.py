"""Chapters and signers that changed since the approval are marked, and only those."""

import pytest
from django.urls import reverse

from tests.naskah.bantu import sup
from zi.naskah.models import BagianNaskah, ButirBagian, Pengesahan
from zi.naskah.services import ajukan, langkah
from zi.rencana.services import siap_diubah

pytestmark = pytest.mark.django_db


@pytest.fixture
def naskah(dunia):
    """Three sections (one with a list, one below it) and a signer, approved, then a draft again."""
    bab = BagianNaskah.objects.create(rencana=dunia.rencana, judul="Pendahuluan", isi="Semula", urutan=1)
    daftar = BagianNaskah.objects.create(rencana=dunia.rencana, judul="Dasar", jenis="daftar", induk=bab, urutan=2)
    atas = ButirBagian.objects.create(bagian=daftar, teks="Undang-undang", urutan=1)
    ButirBagian.objects.create(bagian=daftar, teks="Pasal", induk=atas, urutan=2)
    BagianNaskah.objects.create(rencana=dunia.rencana, judul="Penutup", urutan=3)
    Pengesahan.objects.create(rencana=dunia.rencana, nama="Kepala Lama")
    ajukan(dunia.rencana, oleh=dunia.ketua)
    langkah(dunia.rencana, "setujui", oleh=dunia.orang["kepala"])
    return dunia.rencana


def tanda(client, rencana):
    tabel = sup(client.get(reverse("naskah:bagian", args=[rencana.pk]))).select("tbody th")
    pasang = [(" ".join(th.get_text(" ").split()), th.select_one(".lencana")) for th in tabel]
    return {nama.split(" Baru")[0].split(" Berubah")[0].lstrip("– "): x.get_text() for nama, x in pasang if x}


def test_tanpa_perubahan_tanpa_tanda(naskah, ketua, dunia):
    assert tanda(ketua, naskah) == {}
    siap_diubah(naskah, dunia.ketua)
    assert tanda(ketua, naskah) == {}


def test_yang_berubah_dan_yang_baru(naskah, ketua, dunia):
    siap_diubah(naskah, dunia.ketua)
    BagianNaskah.objects.filter(judul="Pendahuluan").update(isi="Diubah")
    ButirBagian.objects.filter(teks="Pasal").update(teks="Pasal 2")
    BagianNaskah.objects.create(rencana=naskah, judul="Lampiran", urutan=4)
    Pengesahan.objects.update(nama="Kepala Lain")
    assert tanda(ketua, naskah) == {
        "Pendahuluan": "Berubah",
        "Dasar": "Berubah",
        "Lampiran": "Baru",
        "Kepala Lain": "Berubah",
    }
