"""What the matrix says of a row beside its columns, and names as they were when a step was taken."""

import pytest
from django.urls import reverse

from tests.dunia import bangun
from zi.naskah.beda import bandingkan
from zi.naskah.queries import matriks, sel_baris
from zi.naskah.services import ajukan, langkah
from zi.rencana.models import PenanggungJawab, Rincian

pytestmark = pytest.mark.django_db


@pytest.fixture
def dunia():
    """Version 1 is approved as the plan stands, which has been a draft since."""
    return bangun("MILIKKU")


def tanda(dunia):
    (seksi,) = matriks(dunia.rencana, dunia.orang["ketua_tim"])
    dunia.baris.refresh_from_db()
    return {seksi.baris[0].tanda, sel_baris(dunia.baris, dunia.orang["ketua_tim"]).tanda}


@pytest.mark.parametrize("bagian", [(PenanggungJawab, {"teks_tertulis": "Tim SPI"}), (Rincian, {"teks": "Satu hal"})])
def test_penanggung_jawab_dan_rincian_menandai_baris(dunia, bagian):
    assert tanda(dunia) == {""}
    model, isi = bagian
    isi = {n: v for n, v in isi.items() if n in {f.name for f in model._meta.fields}}
    model.objects.create(baris=dunia.baris, **isi)
    assert tanda(dunia) == {"berubah"}


def test_penanggung_jawab_terbaca_di_matriks(client, dunia):
    PenanggungJawab.objects.create(baris=dunia.baris, teks_tertulis="Tim SPI", urutan=1)
    PenanggungJawab.objects.create(baris=dunia.baris, teks_tertulis="Subbagian Umum", urutan=2)
    client.force_login(dunia.orang["anggota"])
    laman = client.get(reverse("naskah:rencana", args=[dunia.rencana.pk])).text
    assert "Penanggung jawab: Tim SPI, Subbagian Umum" in laman


def test_riwayat_menyebut_nama_saat_itu(client, dunia):
    ajukan(dunia.rencana, oleh=dunia.orang["ketua_tim"])
    langkah(dunia.rencana, "setujui", oleh=dunia.orang["kepala"])
    for jenis in ("ketua_tim", "kepala"):
        satu = dunia.orang[jenis]
        satu.nama = f"Nama baru {jenis}"
        satu.save()
    client.force_login(dunia.orang["ketua_tim"])
    laman = client.get(reverse("naskah:riwayat", args=[dunia.rencana.pk])).text
    isi = laman[laman.index("linimasa") :]
    assert {n for n in ("ketua_tim MILIKKU", "kepala MILIKKU") if n not in isi} == set()
    assert "Nama baru" not in isi


def test_pindah_ke_tabel_tanpa_judul_menyebut_areanya():
    area = [{"uid": k, "kode": k, "nomor_tertulis": f"{k}.", "nama": f"Area {k}"} for k in ("I", "II")]
    baris = {"uid": "b", "uraian": "Baris", "area": "I"}
    tabel = [{"uid": f"t{k}", "jenis": "matrik", "area": k, "baris": []} for k in ("I", "II")]
    lama = {"area": area, "tabel": [tabel[0] | {"baris": [baris]}, tabel[1]]}
    baru = {"area": area, "tabel": [tabel[0], tabel[1] | {"baris": [baris]}]}
    keluar = [x for grup in bandingkan(lama, baru).grup for x in grup.bagian if x.jenis == "keluar"]
    assert [x.ke for x in keluar] == ["II. Area II"]
