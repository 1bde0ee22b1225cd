"""The canonical plan document: what is written comes back."""

import pytest

from tests.pabrik import AksiFactory, AreaFactory, BarisFactory, SatkerFactory, TabelFactory
from zi.bukti.models import SyaratBukti
from zi.common.galat import GalatDomain
from zi.jadwal.models import Jadwal
from zi.naskah.kanonik import ke_teks, lengkapi, ringkas, sidik, susun
from zi.naskah.models import BagianNaskah, ButirBagian, DasarHukum, Pengesahan
from zi.naskah.muat import baca_teks, muat
from zi.pengungkit.models import AreaBaku
from zi.rencana.models import Indikator, IsuStrategis, PenanggungJawab, Pihak, RencanaKerja
from zi.rencana.services import RencanaSudahAda

pytestmark = pytest.mark.django_db


@pytest.fixture
def rencana() -> RencanaKerja:
    """A plan in which every kind of reference is used."""
    area = AreaFactory(kode="I", area_baku=AreaBaku.objects.create(kode="MP", nama="Manajemen Perubahan", urutan=1))
    rencana = area.rencana
    lain = AreaFactory(rencana=rencana, kode="VII", urutan=2, jenis="pengungkit_tambahan")
    indikator = [Indikator.objects.create(area=area, nama=f"Indikator {n}", urutan=n) for n in (1, 2)]
    isu = IsuStrategis.objects.create(rencana=rencana, area=lain, teks="SOP belum seragam")
    tabel = TabelFactory(area=area)
    BarisFactory(tabel=tabel, uraian="Tanpa apa-apa", urutan=1)
    baris = BarisFactory(tabel=tabel, urutan=2, indikator=indikator[1], isu=isu)
    baris.lintas.add(lain)
    aksi = [AksiFactory(baris=baris, urutan=n, teks=f"Aksi {n}") for n in (1, 2)]
    jadwal = Jadwal.objects.create(
        baris=baris, teks="25 Januari 2023", jenis="tanggal", mulai="2023-01-25", selesai="2023-01-25", presisi="hari"
    )
    jadwal.aksi.add(aksi[1])
    induk = SyaratBukti.objects.create(baris=baris, teks="Dokumen rapat", jenis=["undangan", "notula"], jumlah=2)
    SyaratBukti.objects.create(baris=baris, teks="Notula", induk=induk, tanggal="2023-01-26")
    SyaratBukti.objects.create(area=area, teks="Analisis beban kerja")
    pj = PenanggungJawab.objects.create(baris=baris, teks_tertulis="Tim ZI dan SPI")
    pj.pihak.add(Pihak.objects.create(satker=rencana.satker, nama="Tim ZI"))
    bab = BagianNaskah.objects.create(rencana=rencana, judul="PENDAHULUAN", jenis="bab")
    sub = BagianNaskah.objects.create(rencana=rencana, induk=bab, judul="Latar", isi="Isi **tebal**", data={"a": [1]})
    ButirBagian.objects.create(bagian=sub, label="1.", teks="Butir")
    DasarHukum.objects.create(
        rencana=rencana, teks="UU 28/1999", rujukan=[{"jenis": "UU", "nomor": "28", "tahun": 1999}]
    )
    Pengesahan.objects.create(rencana=rencana, bagian=sub, nama="Orang Rekaan", tempat="Mataram", tanggal="2023-02-01")
    return rencana


def test_bolak_balik_ke_satker_lain(rencana):
    asal = susun(RencanaKerja.objects.get(pk=rencana.pk))
    salinan = muat(baca_teks(ke_teks(asal).encode()), SatkerFactory())
    kini = susun(RencanaKerja.objects.get(pk=salinan.pk))
    assert {**kini, "satker": None} == {**asal, "satker": None}
    assert asal["tabel"][0]["baris"][1]["jadwal"][0]["aksi"] == [2]
    assert asal["tabel"][0]["baris"][1]["indikator"] == ["I", 2]
    assert asal["pengesahan"][0]["bagian"] == [1, 1]


def test_ringkas_lalu_lengkap_sama(rencana):
    asal = susun(RencanaKerja.objects.get(pk=rencana.pk))
    assert lengkapi(ringkas(asal)) == asal
    assert sidik(ringkas(asal)) == sidik(asal)


def test_semua_bagian_satu_kueri(rencana, django_assert_num_queries):
    """The parts; the unit with its agency and the team are read with the plan."""
    segar = RencanaKerja.objects.select_related("satker__instansi", "satker__parent", "tim").get(pk=rencana.pk)
    with django_assert_num_queries(1):
        susun(segar)


def test_yang_dihapus_tidak_ikut(rencana):
    from django.utils import timezone

    rencana.tabel.get().baris.filter(urutan=2).update(dihapus_pada=timezone.now())
    isi = susun(rencana)
    assert [b["uraian"] for b in isi["tabel"][0]["baris"]] == ["Tanpa apa-apa"]


def test_rencana_yang_ada_ditanyakan(rencana):
    isi = susun(rencana)
    with pytest.raises(RencanaSudahAda):
        muat(isi, rencana.satker)
    baru = muat(isi, rencana.satker, ganti=True)
    assert list(RencanaKerja.objects.hidup()) == [baru]


@pytest.mark.parametrize(
    ("rusak", "kata"),
    [
        (lambda d: d.pop("rencana"), "rencana"),
        (lambda d: d["area"][0].update(nama=5), "area › 1 › nama"),
        (lambda d: d["tabel"][0].update(asing=1), "asing"),
        (lambda d: d["tabel"][0]["baris"][1]["jadwal"][0].update(mulai="2023-02-30"), "2023-02-30"),
        (lambda d: d["tabel"][0]["baris"][1]["jadwal"][0].update(aksi=[9]), "9"),
        (lambda d: d["tabel"][0]["baris"][1]["jadwal"][0].update(mulai="2023-03-01"), "jadwal_urut"),
        (lambda d: d["area"][0].update(area_baku="XX"), "XX"),
    ],
)
def test_dokumen_rusak_ditolak_utuh(rencana, rusak, kata):
    isi = susun(rencana)
    rusak(isi)
    satker = SatkerFactory()
    with pytest.raises(GalatDomain, match=kata):
        muat(isi, satker)
    assert not RencanaKerja.objects.filter(satker=satker).exists()


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[" * 100_000, b"[]", b"{}"])
def test_bukan_dokumen(data):
    with pytest.raises(GalatDomain):
        baca_teks(data)


def test_skema_di_docs_sama_dengan_kode():
    import json
    from pathlib import Path

    from zi.naskah.skema import skema

    berkas = Path(__file__).parents[2] / "docs/skema/rencana-kerja.schema.json"
    assert json.loads(berkas.read_text(encoding="utf-8")) == skema()
