"""Writing, changing, reporting and checking a follow-up; four people, two at once, bad input."""

import datetime

import pytest

from tests.dunia import bangun
from tests.pabrik import PenggunaFactory, SatkerFactory, orang
from tests.tindaklanjut.bantu import S, besok, ke, laporkan
from zi.akun.models import Pengguna
from zi.common.galat import GalatDomain, SudahBerubah, TidakBerhak
from zi.common.workflow import riwayat
from zi.notifikasi.models import Notifikasi
from zi.satker.models import Peran
from zi.tindaklanjut.models import TindakLanjut
from zi.tindaklanjut.queries import terbuka, untuk_saya
from zi.tindaklanjut.services import HURUF_MAKS, buat, langkah, ubah

pytestmark = pytest.mark.django_db


@pytest.fixture
def dunia():
    return bangun("MILIKKU")


@pytest.fixture
def satu(dunia):
    return dunia.tindak_lanjut


def kabar(penerima):
    """What the inbox says about follow-ups, oldest first."""
    semua = Notifikasi.objects.filter(penerima=penerima, kunci__startswith="tindak-lanjut:")
    return list(semua.order_by("pk").values_list("judul", flat=True))


def segar(satu):
    return TindakLanjut.objects.get(pk=satu.pk)


# --- writing one


def test_penanggung_jawab_diberi_tahu_sekali(dunia, satu, mailoutbox):
    anggota, ketua = dunia.orang["anggota"], dunia.orang["ketua_tim"]
    assert kabar(anggota) == ["Tindak lanjut untuk Anda: Tindak lanjut MILIKKU"]
    ubah(satu, satu.versi, oleh=ketua, uraian="Diperjelas")
    assert len(kabar(anggota)) == 1
    ubah(satu, satu.versi, oleh=ketua, penanggung_jawab=dunia.orang["kepala"])
    assert (len(kabar(anggota)), len(kabar(dunia.orang["kepala"]))) == (1, 1)
    assert not mailoutbox


def test_yang_mencatat_untuk_dirinya_tidak_diberi_tahu(dunia):
    ketua = dunia.orang["ketua_tim"]
    buat(dunia.satker, "Tugas sendiri", oleh=ketua, penanggung_jawab=ketua)
    assert not kabar(ketua)


@pytest.mark.parametrize("jenis", ["anggota", "kepala", "admin_satker", "evaluator"])
def test_hanya_koordinator_dan_ketua_mencatat(dunia, jenis):
    with pytest.raises(TidakBerhak):
        buat(dunia.satker, "Sesuatu", oleh=dunia.orang[jenis], area="MP")


def test_koordinator_hanya_di_areanya(dunia):
    koordinator = dunia.orang["koordinator"]
    assert buat(dunia.satker, "Sesuatu", oleh=koordinator, area="MP").pk
    for area in ("TL", ""):
        with pytest.raises(GalatDomain):
            buat(dunia.satker, "Sesuatu", oleh=koordinator, area=area)


def test_koordinator_tidak_memindahkan_ke_area_lain(dunia, satu):
    with pytest.raises(TidakBerhak):
        ubah(satu, satu.versi, oleh=dunia.orang["koordinator"], area="")
    assert segar(satu).area == "MP"


@pytest.mark.parametrize("uraian", ["", "  \n ", "\0"])
def test_uraian_kosong(dunia, uraian):
    with pytest.raises(GalatDomain, match="apa yang harus dikerjakan"):
        buat(dunia.satker, uraian, oleh=dunia.orang["ketua_tim"])


def test_uraian_5000_huruf_masih_muat(dunia):
    ketua = dunia.orang["ketua_tim"]
    assert len(buat(dunia.satker, "x" * HURUF_MAKS, oleh=ketua).uraian) == HURUF_MAKS == 5000
    with pytest.raises(GalatDomain, match=r"5\.000 huruf"):
        buat(dunia.satker, "x" * (HURUF_MAKS + 1), oleh=ketua)


def test_orang_dari_satker_lain_atau_tanpa_peran_hari_ini(dunia):
    kemarin = dunia.satker.hari_ini() - datetime.timedelta(days=1)
    bekas = orang(dunia.satker, "anggota", selesai=kemarin)
    for siapa in (orang(SatkerFactory(), "anggota"), bekas, PenggunaFactory(), dunia.orang["evaluator"]):
        with pytest.raises(GalatDomain, match="Pilih orang lain"):
            buat(dunia.satker, "Sesuatu", oleh=dunia.orang["ketua_tim"], penanggung_jawab=siapa)
    assert TindakLanjut.objects.count() == 1


@pytest.mark.parametrize("tenggat", [datetime.date(1, 1, 1), datetime.date(9999, 12, 31)])
def test_tahun_yang_mustahil(dunia, tenggat):
    with pytest.raises(GalatDomain, match="Tahun tenggat"):
        buat(dunia.satker, "Sesuatu", oleh=dunia.orang["ketua_tim"], tenggat=tenggat)


# --- changing one


def test_dua_orang_mengubah_bersamaan(dunia, satu):
    versi = satu.versi
    ubah(segar(satu), versi, oleh=dunia.orang["ketua_tim"], uraian="Dari ketua")
    with pytest.raises(SudahBerubah):
        ubah(segar(satu), versi, oleh=dunia.orang["koordinator"], uraian="Dari koordinator")
    assert segar(satu).uraian == "Dari ketua"


def test_ubah_dua_kali_sama_dengan_sekali(dunia, satu):
    versi = satu.versi
    for _ in range(2):
        ubah(segar(satu), versi, oleh=dunia.orang["ketua_tim"], uraian="Yang baru")
    assert segar(satu).versi == versi + 1


def test_yang_sudah_dilaporkan_tidak_diubah(dunia, satu):
    laporkan(satu, dunia.orang["anggota"])
    with pytest.raises(TidakBerhak, match="selagi terbuka"):
        ubah(satu, satu.versi, oleh=dunia.orang["ketua_tim"], uraian="Lain")


# --- steps


def test_dari_laporan_sampai_selesai(dunia, satu):
    laporkan(satu, dunia.orang["anggota"])
    assert (satu.status, satu.hasil, satu.dilaporkan_oleh) == (
        S.DILAPORKAN,
        "SK sudah ditandatangani.",
        dunia.orang["anggota"],
    )
    langkah(satu, "terima", oleh=dunia.orang["koordinator"])
    assert (satu.status, satu.ditutup_oleh) == (S.SELESAI, dunia.orang["koordinator"])
    assert list(riwayat(satu).values_list("aksi", flat=True)) == ["laporkan", "terima"]


def test_langkah_yang_sama_dua_kali_tidak_berpengaruh(dunia, satu):
    versi = satu.versi
    for _ in range(2):
        laporkan(segar(satu), dunia.orang["anggota"], versi=versi)
    for _ in range(2):
        langkah(segar(satu), "terima", oleh=dunia.orang["koordinator"], versi=versi + 1)
    assert (segar(satu).status, riwayat(satu).count(), segar(satu).versi) == (S.SELESAI, 2, versi + 2)


def test_orang_kedua_membaca_siapa_yang_lebih_dulu(dunia, satu):
    laporkan(satu, dunia.orang["anggota"])
    versi = satu.versi
    langkah(segar(satu), "terima", oleh=dunia.orang["koordinator"], versi=versi)
    with pytest.raises(TidakBerhak, match="koordinator MILIKKU"):
        langkah(segar(satu), "kembalikan", oleh=dunia.orang["ketua_tim"], catatan="Belum", versi=versi)


def test_yang_dibaca_sudah_lain(dunia, satu):
    """Reported, returned and changed since: the step was meant for other words."""
    versi = satu.versi
    ubah(segar(satu), versi, oleh=dunia.orang["ketua_tim"], uraian="Pekerjaan yang lain sama sekali")
    with pytest.raises(SudahBerubah):
        laporkan(segar(satu), dunia.orang["anggota"], versi=versi)
    assert segar(satu).status == S.TERBUKA


@pytest.mark.parametrize("aksi", ["kembalikan", "batalkan"])
def test_tanpa_alasan_ditolak(dunia, satu, aksi):
    laporkan(satu, dunia.orang["anggota"])
    with pytest.raises(GalatDomain, match="catatannya"):
        langkah(satu, aksi, oleh=dunia.orang["koordinator"], catatan=" \0 ")
    assert segar(satu).status == S.DILAPORKAN


def test_dikembalikan_memberi_tahu_penanggung_jawab_dan_pelapor(dunia, satu):
    pelapor = orang(dunia.satker, "anggota")
    laporkan(satu, pelapor)
    langkah(satu, "kembalikan", oleh=dunia.orang["koordinator"], catatan="Tanggalnya keliru")
    assert (satu.status, satu.dilaporkan_oleh, satu.alasan) == (S.TERBUKA, None, "Tanggalnya keliru")
    for siapa in (pelapor, dunia.orang["anggota"]):
        assert kabar(siapa)[-1] == "Dikembalikan: Tindak lanjut MILIKKU"


def test_buka_lagi(dunia, satu):
    langkah(satu, "batalkan", oleh=dunia.orang["koordinator"], catatan="Keliru dicatat")
    assert (satu.status, satu.ditutup_oleh) == (S.BATAL, dunia.orang["koordinator"])
    langkah(satu, "buka", oleh=dunia.orang["ketua_tim"], catatan="Ternyata perlu")
    assert (satu.status, satu.ditutup_pada, satu.alasan) == (S.TERBUKA, None, "Ternyata perlu")
    laporkan(satu, dunia.orang["anggota"])


def test_kepala_mengecek_yang_dikerjakan_ketua(dunia, satu):
    """No dead end: the only ketua tim is in charge, without an area."""
    ketua = dunia.orang["ketua_tim"]
    satu = buat(dunia.satker, "Untuk seluruh satker", oleh=ketua, penanggung_jawab=ketua)
    laporkan(satu, ketua)
    with pytest.raises(TidakBerhak, match="orang lain"):
        langkah(satu, "terima", oleh=ketua)
    langkah(satu, "terima", oleh=dunia.orang["kepala"])
    assert satu.status == S.SELESAI


# --- what is open, and for whom


def test_yang_terbuka_untuk_agenda_rapat(dunia, satu):
    ketua = dunia.orang["ketua_tim"]
    nanti = buat(dunia.satker, "Nanti", oleh=ketua, tenggat=besok(dunia.satker, 9))
    segera = laporkan(buat(dunia.satker, "Segera", oleh=ketua, tenggat=besok(dunia.satker)), ketua)
    tanpa = buat(dunia.satker, "Tanpa tenggat", oleh=ketua)
    ke(buat(dunia.satker, "Selesai", oleh=ketua), S.SELESAI)
    ke(buat(dunia.satker, "Batal", oleh=ketua), S.BATAL)
    bangun("LAIN")
    assert list(terbuka(dunia.satker)) == [satu, segera, nanti, tanpa]


def test_untuk_saya(dunia, satu):
    def milik(jenis):
        user = Pengguna.objects.get(pk=dunia.orang[jenis].pk)
        return list(untuk_saya(user, dunia.satker))

    assert (milik("anggota"), milik("koordinator"), milik("ketua_tim")) == ([satu], [], [])
    laporkan(satu, dunia.orang["anggota"])
    assert (milik("anggota"), milik("koordinator"), milik("ketua_tim"), milik("kepala")) == ([], [satu], [satu], [satu])
    langkah(satu, "terima", oleh=dunia.orang["koordinator"])
    assert not any(map(milik, ("anggota", "koordinator", "ketua_tim", "kepala")))


def test_penanggung_jawab_yang_perannya_berakhir_tidak_melihat_lagi(dunia, satu):
    anggota = dunia.orang["anggota"]
    kemarin = dunia.satker.hari_ini() - datetime.timedelta(days=1)
    Peran.objects.filter(pengguna=anggota).update(selesai=kemarin)
    assert not TindakLanjut.objects.terlihat_oleh(Pengguna.objects.get(pk=anggota.pk)).exists()


def test_riwayat_medan_mencatat_siapa(dunia, satu):
    from auditlog.models import LogEntry

    ubah(satu, satu.versi, oleh=dunia.orang["koordinator"], uraian="Diperjelas")
    akhir = LogEntry.objects.get_for_object(satu).order_by("-pk").first()
    assert (akhir.actor, akhir.changes["uraian"][1]) == (dunia.orang["koordinator"], "Diperjelas")
