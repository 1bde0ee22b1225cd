"""Plans, areas, rows, actions: who writes them, what a lock refuses, what a draft costs."""

import pytest
from auditlog.models import LogEntry

from tests.pabrik import AksiFactory, AreaFactory, BarisFactory, RencanaFactory, SatkerFactory, TabelFactory, orang
from zi.common.galat import GalatDomain, SudahBerubah, TidakBerhak
from zi.common.models import CatatanAlur
from zi.common.versi import simpan_versi, versi_aman
from zi.pengungkit.models import AreaBaku
from zi.rencana import services, services_baris
from zi.rencana.enums import JenisArea, StatusRencana
from zi.rencana.label import Butir, daftar
from zi.rencana.models import AreaRencana, BarisRencana, RencanaKerja

pytestmark = pytest.mark.django_db


@pytest.fixture
def baris():
    return BarisFactory(no_tertulis="1.", urutan=1)


@pytest.fixture
def ketua(baris):
    return orang(baris.tabel.rencana.satker, "ketua_tim")


def isi_area(area):
    return [x.uraian for x in area.baris.hidup()]


# --- the plan


def test_buat_rencana_dengan_area_baku_tanpa_hasil():
    for n, kode in enumerate(["MP", "TL", "HASIL"], start=1):
        AreaBaku.objects.create(kode=kode, nama=f"Area {kode}", urutan=n)
    satker = SatkerFactory()
    rencana = services.buat_rencana(
        satker, oleh=orang(satker, "ketua_tim"), tahun_mulai=2024, tahun_selesai=2024, judul="Rencana"
    )
    assert [(a.kode, a.nomor_tertulis, a.kode_peran) for a in rencana.area.all()] == [
        ("I", "I.", "MP"),
        ("II", "II.", "TL"),
    ]
    assert [t.area.kode for t in rencana.tabel.select_related("area")] == ["I", "II"]


def test_rencana_tahun_yang_sama_ditolak_dengan_rencananya():
    ada = RencanaFactory(tahun_mulai=2019, tahun_selesai=2023)
    with pytest.raises(services.RencanaSudahAda) as galat:
        services.buat_rencana(
            ada.satker, oleh=orang(ada.satker, "ketua_tim"), tahun_mulai=2021, tahun_selesai=2021, judul="Rencana"
        )
    assert galat.value.rencana == ada
    assert RencanaKerja.objects.count() == 1


@pytest.mark.parametrize("jenis", ["anggota", "koordinator", "kepala", "admin_satker", "evaluator", "admin_pusat"])
def test_selain_ketua_tim_tidak_membuat_rencana(jenis):
    satker = SatkerFactory()
    with pytest.raises(TidakBerhak):
        services.buat_rencana(satker, oleh=orang(satker, jenis), tahun_mulai=2024, tahun_selesai=2024, judul="Rencana")


def test_ubah_kepala_ketua_tim_saja(baris, ketua):
    rencana = baris.tabel.rencana
    services.ubah_kepala(rencana, rencana.versi, oleh=ketua, judul="Judul baru")
    assert RencanaKerja.objects.get().judul == "Judul baru"
    with pytest.raises(TidakBerhak):
        services.ubah_kepala(rencana, 2, oleh=orang(rencana.satker, "koordinator"), judul="Lain")


@pytest.mark.parametrize("status", [StatusRencana.DRAF, StatusRencana.DISETUJUI])
def test_ubah_kepala_dengan_versi_lama_ditolak(baris, ketua, status):
    rencana = baris.tabel.rencana
    _beri_status(rencana, status, ketua)
    usang = RencanaKerja.objects.get()
    simpan_versi(rencana, rencana.versi, judul="Judul orang lain")
    with pytest.raises(SudahBerubah):
        services.ubah_kepala(usang, usang.versi, oleh=ketua, judul="Judul saya")
    assert RencanaKerja.objects.get().judul == "Judul orang lain"


# --- the lock and the next draft


def _beri_status(rencana, status, oleh):
    diajukan = status != "draf"
    rencana.status = status
    rencana.diajukan_oleh, rencana.diajukan_pada = (oleh, rencana.created_at) if diajukan else (None, None)
    rencana.save()


@pytest.mark.parametrize("status", [StatusRencana.DIAJUKAN, StatusRencana.DIPERIKSA])
def test_terkunci_menolak_semua_perubahan(baris, ketua, status):
    rencana, aksi = baris.tabel.rencana, AksiFactory(baris=baris)
    _beri_status(rencana, status, ketua)
    ubah = [
        lambda: services.ubah_kepala(rencana, 1, oleh=ketua, judul="X"),
        lambda: services.tambah_area(rencana, oleh=ketua, nama="X"),
        lambda: services.ubah_area(baris.area, 1, oleh=ketua, nama="X"),
        lambda: services_baris.tambah_baris(baris.area, oleh=ketua, uraian="X"),
        lambda: services_baris.ubah_baris(baris, 1, oleh=ketua, uraian="X"),
        lambda: services_baris.tambah_aksi(baris, [Butir("", "X")], oleh=ketua),
        lambda: services_baris.ubah_aksi(aksi, 1, oleh=ketua, teks="X"),
        lambda: services_baris.tambah_program(baris.area, oleh=ketua, teks="X"),
        lambda: services.hapus(baris, 1, oleh=ketua),
        lambda: services.pulihkan(baris, oleh=ketua),
        lambda: services.geser(aksi, 1, "turun", oleh=ketua),
        lambda: services_baris.pindah_area(baris, 1, baris.area, oleh=ketua),
    ]
    for satu in ubah:
        with pytest.raises(TidakBerhak, match="ketua tim dapat menariknya kembali"):
            satu()


def test_diajukan_di_antara_baca_dan_simpan_tetap_ditolak(baris, ketua):
    usang = BarisRencana.objects.select_related("tabel__rencana", "area__rencana").get()
    assert usang.tabel.rencana.status == "draf"
    _beri_status(RencanaKerja.objects.get(), StatusRencana.DIAJUKAN, ketua)
    with pytest.raises(TidakBerhak):
        services_baris.ubah_baris(usang, 1, oleh=ketua, uraian="X")


@pytest.mark.parametrize("status", [StatusRencana.DISETUJUI, StatusRencana.DIKEMBALIKAN, StatusRencana.DICABUT])
def test_mengubah_rencana_yang_sudah_diputus_membuat_draf(baris, ketua, status):
    _beri_status(baris.tabel.rencana, status, ketua)
    services_baris.ubah_baris(baris, 1, oleh=ketua, uraian="Baru")
    rencana = RencanaKerja.objects.get()
    assert (rencana.status, rencana.diajukan_pada, rencana.diajukan_oleh) == ("draf", None, None)
    catatan = CatatanAlur.objects.get()
    assert (catatan.aksi, catatan.dari, catatan.ke, catatan.oleh) == ("ubah", status, "draf", ketua)
    services_baris.ubah_baris(baris, 2, oleh=ketua, uraian="Lebih baru")
    assert CatatanAlur.objects.count() == 1


# --- areas


def test_area_ketujuh(baris, ketua):
    area = services.tambah_area(baris.tabel.rencana, oleh=ketua, nama="Inovasi Daerah")
    assert (area.jenis, area.kode, area.nomor_tertulis, area.area_baku) == (JenisArea.TAMBAHAN, "II", "II.", None)
    assert area.tabel.count() == 1
    kedua = services.tambah_area(baris.tabel.rencana, oleh=ketua, nama="Lain", nomor_tertulis="8.")
    services.hapus(kedua, 1, oleh=ketua)
    assert services.tambah_area(baris.tabel.rencana, oleh=ketua, nama="Lagi").kode == "IV"


def test_area_berisi_tidak_dihapus(baris, ketua):
    with pytest.raises(GalatDomain, match="masih berisi baris"):
        services.hapus(baris.area, 1, oleh=ketua)
    services.hapus(baris, 1, oleh=ketua)
    services.hapus(baris.area, 1, oleh=ketua)
    assert AreaRencana.objects.get().dihapus_pada


def test_koordinator_tidak_mengubah_area(baris):
    koordinator = orang(baris.tabel.rencana.satker, "koordinator", area=baris.area.kode)
    with pytest.raises(TidakBerhak, match="hanya diubah ketua tim"):
        services.ubah_area(baris.area, 1, oleh=koordinator, nama="X")


def test_pulihkan_area_yang_kodenya_terpakai(baris, ketua):
    area = AreaFactory(rencana=baris.tabel.rencana, kode="IX")
    services.hapus(area, 1, oleh=ketua)
    AreaFactory(rencana=baris.tabel.rencana, kode="IX")
    with pytest.raises(GalatDomain, match="sudah dipakai"):
        services.pulihkan(area, oleh=ketua)


# --- rows and actions


def test_baris_baru_mendapat_nomor_berikut(baris, ketua):
    kedua = services_baris.tambah_baris(baris.area, oleh=ketua, uraian="Dua")
    ketiga = services_baris.tambah_baris(baris.tabel, oleh=ketua, uraian="Tiga", no_tertulis="2a")
    assert [(x.no_tertulis, x.urutan, x.area) for x in (kedua, ketiga)] == [
        ("2.", 2, baris.area),
        ("2a", 3, baris.area),
    ]


def test_nomor_pertama_dan_tanpa_nomor(ketua, baris):
    area = AreaFactory(rencana=baris.tabel.rencana)
    assert services_baris.tambah_baris(area, oleh=ketua, uraian="Satu").no_tertulis == "1."
    tanpa = TabelFactory(area=area)
    BarisFactory(tabel=tanpa)
    assert services_baris.nomor_baru(tanpa) == ""


def test_aksi_dari_daftar_tempelan(baris, ketua):
    services_baris.tambah_aksi(baris, daftar("a. Menyusun mekanisme\nb. Pembentukan"), oleh=ketua)
    services_baris.tambah_aksi(baris, daftar("Sosialisasi"), oleh=ketua)
    assert [(x.label, x.teks, x.urutan) for x in baris.aksi.all()] == [
        ("a.", "Menyusun mekanisme", 1),
        ("b.", "Pembentukan", 2),
        ("c.", "Sosialisasi", 3),
    ]


def test_hapus_dan_pulihkan_kembali_ke_tempatnya(baris, ketua):
    BarisFactory(tabel=baris.tabel, urutan=2, uraian="Dua")
    services.hapus(baris, 1, oleh=ketua)
    services.hapus(baris, 1, oleh=ketua)
    assert isi_area(baris.area) == ["Dua"]
    assert (baris.dihapus_oleh, baris.versi) == (ketua, 2)
    services.pulihkan(baris, oleh=ketua)
    assert isi_area(baris.area) == ["Penyusunan Tim Kerja", "Dua"]


def test_hapus_dengan_versi_lama_ditolak(baris, ketua):
    services_baris.ubah_baris(BarisRencana.objects.get(), 1, oleh=ketua, uraian="Diubah")
    with pytest.raises(SudahBerubah):
        services.hapus(baris, 1, oleh=ketua)


def test_baris_terhapus_tidak_menerima_isi(baris, ketua):
    services.hapus(baris, 1, oleh=ketua)
    with pytest.raises(SudahBerubah, match="sudah dihapus"):
        services_baris.tambah_aksi(baris, [Butir("", "X")], oleh=ketua)


def test_geser_naik_turun_dan_di_ujung(baris, ketua):
    for n in (2, 3):
        BarisFactory(tabel=baris.tabel, urutan=n, uraian=str(n))
    services.geser(baris, 1, "turun", oleh=ketua)
    assert isi_area(baris.area) == ["2", "Penyusunan Tim Kerja", "3"]
    services.geser(baris, 2, "naik", oleh=ketua)
    services.geser(baris, 3, "naik", oleh=ketua)
    assert isi_area(baris.area) == ["Penyusunan Tim Kerja", "2", "3"]
    assert list(baris.area.baris.exclude(pk=baris.pk).values_list("versi", flat=True)) == [1, 1]


def test_geser_merapikan_urutan_kembar(baris, ketua):
    kembar = [BarisFactory(tabel=baris.tabel, urutan=1, uraian=x) for x in ("A", "B")]
    services.geser(kembar[1], 1, "naik", oleh=ketua)
    assert isi_area(baris.area) == ["Penyusunan Tim Kerja", "B", "A"]


def test_geser_dengan_versi_lama_ditolak_utuh(baris, ketua):
    BarisFactory(tabel=baris.tabel, urutan=2, uraian="Dua")
    with pytest.raises(SudahBerubah):
        services.geser(baris, 9, "turun", oleh=ketua)
    assert isi_area(baris.area) == ["Penyusunan Tim Kerja", "Dua"]


def test_pindah_area_membawa_isi_dan_mendapat_nomor(baris, ketua):
    aksi = AksiFactory(baris=baris)
    tujuan = AreaFactory(rencana=baris.tabel.rencana)
    BarisFactory(tabel=TabelFactory(area=tujuan), no_tertulis="4.")
    services_baris.pindah_area(baris, 1, tujuan, oleh=ketua)
    baris.refresh_from_db()
    assert (baris.area, baris.tabel.area, baris.no_tertulis) == (tujuan, tujuan, "5.")
    assert list(baris.aksi.all()) == [aksi]


def test_koordinator_tidak_memindah_ke_area_orang(baris):
    tujuan = AreaFactory(rencana=baris.tabel.rencana)
    koordinator = orang(baris.tabel.rencana.satker, "koordinator", area=baris.area.kode)
    with pytest.raises(TidakBerhak, match="koordinator area lain"):
        services_baris.pindah_area(baris, 1, tujuan, oleh=koordinator)


def test_pindah_ke_rencana_lain_ditolak(baris, ketua):
    lain = AreaFactory(rencana=RencanaFactory(satker=baris.tabel.rencana.satker, tahun_mulai=2024, tahun_selesai=2024))
    with pytest.raises(GalatDomain, match="tidak ada dalam rencana ini"):
        services_baris.pindah_area(baris, 1, lain, oleh=ketua)


def test_baris_tabel_lintas_area_hanya_berganti_area(baris, ketua):
    tabel = TabelFactory(area=None, rencana=baris.tabel.rencana)
    lintas = BarisFactory(tabel=tabel, area=None, no_tertulis="7")
    services_baris.pindah_area(lintas, 1, baris.area, oleh=ketua)
    assert (lintas.tabel, lintas.area, lintas.no_tertulis) == (tabel, baris.area, "7")


def test_program_prioritas(baris, ketua):
    koordinator = orang(baris.tabel.rencana.satker, "koordinator", area=baris.area.kode)
    program = services_baris.tambah_program(baris.area, oleh=koordinator, teks="POS BAR")
    services_baris.ubah_program(program, 1, oleh=ketua, teks="POS BAR 2")
    services.hapus(program, 2, oleh=ketua)
    assert not baris.area.program.hidup().exists()
    with pytest.raises(TidakBerhak):
        services_baris.tambah_program(AreaFactory(rencana=baris.tabel.rencana), oleh=koordinator, teks="X")


# --- versions


def test_simpan_versi_menulis_riwayat_bidang(baris, ketua):
    services_baris.ubah_baris(baris, 1, oleh=ketua, uraian="Baru")
    jejak = LogEntry.objects.get_for_object(baris).filter(action=LogEntry.Action.UPDATE).get()
    assert (jejak.actor, jejak.changes) == (ketua, {"uraian": ["Penyusunan Tim Kerja", "Baru"]})


def test_versi_aman_bila_bidang_lain_yang_berubah(baris, ketua):
    simpan_versi(baris, 1, no_tertulis="9.")
    assert versi_aman(baris, 1, {"uraian": "Penyusunan Tim Kerja"}) == 2
    assert versi_aman(baris, 1, {"no_tertulis": "1."}) == 1
    services.hapus(baris, 2, oleh=ketua)
    assert versi_aman(baris, 1, {"uraian": "Penyusunan Tim Kerja"}) == 1


def test_hapus_keras_tidak_ada():
    import inspect

    from zi.bukti import services_syarat
    from zi.jadwal import services as services_jadwal

    sumber = [inspect.getsource(m) for m in (services, services_baris, services_jadwal, services_syarat)]
    assert not [s for s in sumber if ".delete(" in s]
