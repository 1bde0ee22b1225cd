"""What a person reads after an upload, also of the same content again."""

import pytest
from django.urls import reverse

from tests.bukti.test_berkas import berkas
from tests.dunia import bangun
from tests.pabrik import orang
from zi.bukti.models import PemenuhanBukti, SyaratBukti
from zi.bukti.services import verifikasi
from zi.satker.queries import baris_kop

pytestmark = pytest.mark.django_db


@pytest.fixture
def dunia():
    return bangun("MILIKKU")


def test_kabar_menurut_isi_berkas(client, dunia):
    client.force_login(orang(dunia.satker, "anggota"))
    dua = [SyaratBukti.objects.create(baris=dunia.baris, teks=f"SK {n}", urutan=n + 5) for n in range(2)]

    def kirim(syarat, nama):
        alamat = reverse("bukti:syarat", args=[syarat.pk])
        return client.post(alamat, {"berkas": berkas(nama=nama)}, follow=True).text

    assert "“SK Tim.pdf” tersimpan." in kirim(dua[0], "SK Tim.pdf")
    assert "“SK lain.pdf” sama isinya dengan “SK Tim.pdf”" in kirim(dua[1], "SK lain.pdf")
    pemenuhan = PemenuhanBukti.objects.get(syarat=dua[0])
    verifikasi(pemenuhan, False, oleh=orang(dunia.satker, "koordinator"), catatan="Belum bertanggal")
    assert "sama isinya dengan yang dikembalikan" in kirim(dua[0], "SK Tim.pdf")


@pytest.mark.parametrize("alamat", ["Jalan Contoh Nomor 1", "Jalan Contoh Nomor 1, Mataram"])
def test_kop_menyebut_kota_sekali(dunia, alamat):
    dunia.satker.alamat, dunia.satker.kota = alamat, "Mataram"
    assert "Jalan Contoh Nomor 1, Mataram" in baris_kop(dunia.satker)
