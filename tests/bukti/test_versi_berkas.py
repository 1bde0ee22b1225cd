"""A new version of a file: kept beside the old ones, checked again by somebody who had no part in it."""

import pytest
from django.utils import timezone

from tests.bukti.test_berkas import berkas, png
from tests.bukti.test_pratinjau import pdf
from tests.dunia import bangun
from tests.pabrik import SatkerFactory, orang
from zi.bukti.berkas.services_versi import atur_halaman, versi_baru
from zi.bukti.models import PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.bukti.policies import boleh_verifikasi
from zi.bukti.services import tawarkan, unggah, verifikasi
from zi.common.galat import GalatDomain, SudahBerubah, TidakBerhak
from zi.common.models import Pekerjaan
from zi.notifikasi.models import Notifikasi
from zi.satker.models import Peran

pytestmark = pytest.mark.django_db


@pytest.fixture
def dunia():
    return bangun("MILIKKU")


@pytest.fixture
def syarat(dunia):
    return SyaratBukti.objects.create(baris=dunia.baris, teks="SK Tim Kerja", urutan=9)


@pytest.fixture
def tawaran(dunia, syarat):
    return unggah(syarat, berkas(), oleh=dunia.orang["anggota"])


@pytest.fixture
def koordinator(dunia):
    return dunia.orang["koordinator"]


def baru(tawaran, oleh, isi=None, **lain):
    return versi_baru(tawaran.berkas, berkas(isi or pdf(2), "SK baru.pdf"), oleh=oleh, **lain)


def test_yang_dikembalikan_menunggu_lagi_dengan_catatannya(dunia, tawaran, koordinator):
    verifikasi(tawaran, False, oleh=koordinator, catatan="Belum bertanggal")
    versi = baru(tawaran, dunia.orang["anggota"])
    tawaran.refresh_from_db()
    assert (tawaran.status, tawaran.catatan, tawaran.diverifikasi_oleh) == ("menunggu", "Belum bertanggal", None)
    assert (versi.nomor, versi.nama_asli, versi.halaman) == (2, "SK baru.pdf", 2)
    semua = list(VersiBerkas.objects.filter(berkas=tawaran.berkas).order_by("nomor"))
    assert [v.nomor for v in semua] == [1, 2]
    assert all(v.isi.storage.exists(v.isi.name) for v in semua)
    assert Pekerjaan.objects.filter(kunci=f"pratinjau:{versi.pk}").exists()
    kabar = Notifikasi.objects.get(penerima=koordinator, kunci=f"versi-baru:{versi.pk}")
    assert kabar.tautan == tawaran.syarat.get_absolute_url()


def test_semua_pemakaian_dibuka_lagi_juga_yang_diterima(dunia, tawaran, koordinator):
    lain = SyaratBukti.objects.create(baris=dunia.baris, teks="Notula", urutan=10)
    kedua = tawarkan(lain, tawaran.berkas, oleh=dunia.orang["anggota"])
    verifikasi(tawaran, True, oleh=koordinator)
    verifikasi(kedua, False, oleh=koordinator, catatan="Bukan ini")
    baru(tawaran, dunia.orang["anggota"])
    hasil = PemenuhanBukti.objects.filter(berkas=tawaran.berkas).order_by("pk").values_list("status", "catatan")
    assert list(hasil) == [("menunggu", "Versi 1 sudah diterima."), ("menunggu", "Bukan ini")]
    assert Notifikasi.objects.filter(penerima=koordinator, kunci__startswith="versi-baru").count() == 1


def test_pemeriksa_yang_membuka_versi_lama_diberi_tahu(dunia, tawaran, koordinator):
    """Also when nobody had decided yet: what he would accept is not what he saw."""
    lama = PemenuhanBukti.objects.get(pk=tawaran.pk)
    baru(tawaran, dunia.orang["anggota"])
    with pytest.raises(SudahBerubah):
        verifikasi(lama, True, oleh=koordinator)
    tawaran.refresh_from_db()
    assert tawaran.status == "menunggu"


def test_dua_versi_sekaligus_yang_kedua_ditolak(dunia, tawaran, settings):
    anggota = dunia.orang["anggota"]
    baru(tawaran, anggota, sesudah=1)
    ada = set(settings.MEDIA_ROOT.rglob("*.*"))
    with pytest.raises(SudahBerubah, match="Versi lain"):
        baru(tawaran, anggota, pdf(3), sesudah=1)
    assert VersiBerkas.objects.filter(berkas=tawaran.berkas).count() == 2
    assert set(settings.MEDIA_ROOT.rglob("*.*")) == ada


def test_versi_lain_masuk_di_tengah_jalan(dunia, tawaran, monkeypatch):
    """The other upload commits while ours is being checked."""
    anggota, asli = dunia.orang["anggota"], versi_baru.__globals__["periksa"]

    def sela(upload):
        monkeypatch.setattr("zi.bukti.berkas.services_versi.periksa", asli)
        baru(tawaran, anggota, pdf(3))
        return asli(upload)

    monkeypatch.setattr("zi.bukti.berkas.services_versi.periksa", sela)
    with pytest.raises(SudahBerubah):
        baru(tawaran, anggota)
    assert VersiBerkas.objects.filter(berkas=tawaran.berkas).count() == 2


def test_isi_sama_ditolak_dengan_kalimat(dunia, syarat, tawaran):
    anggota = dunia.orang["anggota"]
    with pytest.raises(GalatDomain, match="sama isinya dengan versi 1"):
        versi_baru(tawaran.berkas, berkas(), oleh=anggota)
    unggah(syarat, berkas(png(), "foto rapat.png"), oleh=anggota)
    with pytest.raises(GalatDomain, match="sama isinya dengan berkas “foto rapat”"):
        versi_baru(tawaran.berkas, berkas(png()), oleh=anggota)
    assert VersiBerkas.objects.filter(berkas=tawaran.berkas).count() == 1


def test_isi_buruk_tidak_mengubah_apa_pun(dunia, tawaran, koordinator, settings):
    verifikasi(tawaran, True, oleh=koordinator)
    ada = set(settings.MEDIA_ROOT.rglob("*.*"))
    with pytest.raises(GalatDomain, match="rusak"):
        versi_baru(tawaran.berkas, berkas(b"%PDF-1.4 palsu"), oleh=dunia.orang["anggota"])
    tawaran.refresh_from_db()
    assert tawaran.status == "diterima"
    assert set(settings.MEDIA_ROOT.rglob("*.*")) == ada


def test_baris_gagal_isi_tidak_tertinggal(dunia, tawaran, settings, monkeypatch):
    def gagal(*_, **__):
        raise RuntimeError("putus")

    ada = set(settings.MEDIA_ROOT.rglob("*.*"))
    monkeypatch.setattr("zi.bukti.berkas.services_versi.sesudah_simpan", gagal)
    with pytest.raises(RuntimeError, match="putus"):
        baru(tawaran, dunia.orang["anggota"])
    assert VersiBerkas.objects.filter(berkas=tawaran.berkas).count() == 1
    assert set(settings.MEDIA_ROOT.rglob("*.*")) == ada


def test_yang_dihapus_tidak_bertambah(dunia, tawaran):
    tawaran.berkas.dihapus_pada = timezone.now()
    tawaran.berkas.save()
    with pytest.raises(GalatDomain, match="dihapus"):
        baru(tawaran, dunia.orang["anggota"])


@pytest.mark.parametrize(
    ("jenis", "area", "di_sini"),
    [
        ("anggota", "PP", True),
        ("koordinator", "PP", True),
        ("kepala", "", True),
        ("evaluator", "", True),
        ("ketua_tim", "", False),
        ("anggota", "MP", False),
    ],
)
def test_bukan_tim_area_tidak_mengunggah_versi(dunia, tawaran, jenis, area, di_sini):
    lain = {"area": area} if area else {}
    with pytest.raises(TidakBerhak):
        baru(tawaran, orang(dunia.satker if di_sini else SatkerFactory(), jenis, **lain))


# --- nobody checks his own file, in any guise


def peran_lain(orang_itu, satker, jenis, **lain):
    """One more role of the same person."""
    Peran.objects.create(pengguna=orang_itu, satker=satker, jenis=jenis, mulai="2020-01-01", **lain)
    orang_itu.__dict__.pop("_hak", None)


def rupa_pengunggah(d, t):
    """The uploader became ketua tim meanwhile."""
    peran_lain(d.orang["anggota"], d.satker, "ketua_tim")
    return d.orang["anggota"]


def rupa_wakil(d, t):
    """… koordinator, and deputy of the kepala at the same time."""
    peran_lain(d.orang["anggota"], d.satker, "koordinator", area="MP")
    peran_lain(d.orang["anggota"], d.satker, "kepala", sebutan="Plh.", selesai="2099-12-31")
    return d.orang["anggota"]


def rupa_diajukan_rekan(d, t):
    """A colleague offers the koordinator's file for something else."""
    milik = unggah(t.syarat, berkas(pdf(4)), oleh=d.orang["koordinator"]).berkas
    lain = SyaratBukti.objects.create(baris=d.baris, teks="Notula", urutan=11)
    d.diperiksa = tawarkan(lain, milik, oleh=d.orang["anggota"])
    return d.orang["koordinator"]


def rupa_yang_mengajukan(d, t):
    """The koordinator offers a colleague's file for something else."""
    lain = SyaratBukti.objects.create(baris=d.baris, teks="Notula", urutan=11)
    d.diperiksa = tawarkan(lain, t.berkas, oleh=d.orang["koordinator"])
    return d.orang["koordinator"]


def rupa_versi_kedua(d, t):
    """The koordinator brings a later version of a colleague's file …"""
    baru(t, d.orang["koordinator"])
    return d.orang["koordinator"]


def rupa_versi_yang_sudah_diganti(d, t):
    """… and it stays his when somebody brings a third one."""
    baru(t, d.orang["koordinator"])
    baru(t, d.orang["anggota"], pdf(3))
    return d.orang["koordinator"]


RUPA = (
    rupa_pengunggah,
    rupa_wakil,
    rupa_diajukan_rekan,
    rupa_yang_mengajukan,
    rupa_versi_kedua,
    rupa_versi_yang_sudah_diganti,
)


@pytest.mark.parametrize("rupa", RUPA)
def test_milik_sendiri_dalam_rupa_apa_pun(dunia, tawaran, rupa):
    dunia.diperiksa = tawaran
    sendiri = rupa(dunia, tawaran)
    satu = PemenuhanBukti.objects.get(pk=dunia.diperiksa.pk)
    for terima in (True, False):
        with pytest.raises(TidakBerhak, match="orang lain"):
            verifikasi(satu, terima, oleh=sendiri, catatan="Alasan")
    satu.refresh_from_db()
    assert satu.status == "menunggu"
    assert boleh_verifikasi(orang(dunia.satker, "ketua_tim"), satu), "orang lain dapat memeriksanya"


# --- the page of the file where the evidence stands


def test_halaman_petunjuk(dunia, tawaran):
    anggota = dunia.orang["anggota"]
    baru(tawaran, anggota, pdf(7))
    atur_halaman(tawaran, 7, oleh=anggota)
    assert PemenuhanBukti.objects.get(pk=tawaran.pk).halaman == 7
    for salah in (0, -1, 8, 99_999):
        with pytest.raises(GalatDomain, match="1 sampai 7"):
            atur_halaman(tawaran, salah, oleh=anggota)
    with pytest.raises(TidakBerhak):
        atur_halaman(tawaran, 2, oleh=orang(dunia.satker, "anggota", area="PP"))
    atur_halaman(tawaran, None, oleh=anggota)
    assert PemenuhanBukti.objects.get(pk=tawaran.pk).halaman is None
