"""Instruments live side by side; a round keeps the one it was made with."""

import pytest
from django.urls import reverse

from tests.lke.bantu import bangun_lke
from zi.common.galat import GalatDomain
from zi.lke.queries import alat
from zi.lke.queries_putaran import nilai_berbeda
from zi.lke.services import jawab, mulai_putaran
from zi.pengungkit.services import FIXTURES, muat_instrumen

pytestmark = pytest.mark.django_db
DULU = 2019  # the instrument of 52/2014 was in force


@pytest.fixture
def dunia():
    d = bangun_lke()
    muat_instrumen(FIXTURES / "instrumen" / "lke-zi-2014.yaml")
    d.ketua = d.orang["ketua_tim"]
    d.lama = mulai_putaran(d.satker, DULU, "mandiri", oleh=d.ketua)
    return d


def test_tiap_putaran_dihitung_dengan_instrumennya(dunia):
    assert (dunia.lama.instrumen.kode, dunia.mandiri.instrumen.kode) == ("lke-zi-2014", "lke-zi-2021")
    for putaran in (dunia.lama, dunia.mandiri):
        kunci = alat(putaran.instrumen)
        for satu in [s for s in kunci.soal.values() if s.jenis == "pilihan"][:5]:
            tanya = putaran.instrumen.pertanyaan.get(kode=satu.kode)
            jawab(putaran, tanya, 0, tulisan=next(iter(satu.nilai)), oleh=dunia.ketua)
        putaran.refresh_from_db()
        assert putaran.belum == len(kunci.soal) - 5
        assert set(putaran.hasil["ambang"]["WBK"]["kurang"]) <= {s.kode for s in kunci.ambang["WBK"]}
    assert dunia.lama.total != dunia.mandiri.total > 0
    assert nilai_berbeda() == (3, [])


def test_jawaban_instrumen_lain_tidak_masuk(dunia):
    with pytest.raises(GalatDomain, match="memakai instrumen lain"):
        mulai_putaran(dunia.satker, 2024, "mandiri", oleh=dunia.ketua, asal=dunia.lama)


def test_halaman_keduanya(client, dunia):
    client.force_login(dunia.ketua)
    for putaran in (dunia.lama, dunia.mandiri):
        teks = client.get(putaran.get_absolute_url()).text
        assert reverse("pengungkit:instrumen", args=[putaran.instrumen.kode]) in teks
        biasa = [s for s in alat(putaran.instrumen).ambang["WBK"] if s.ukuran != "area_persen"]
        assert all(s.uraian in teks for s in biasa)
    asing = dunia.mandiri.instrumen.pertanyaan.first()
    alamat = reverse("lke:jawab", args=[dunia.lama.pk, asing.pk])
    assert client.get(alamat).status_code == 404
    assert client.post(alamat, {"isi": "Ya", "versi": 0}).status_code == 404
