"""From a file into the plan: preview, confirm, import again, what is kept."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from tests.pabrik import SatkerFactory, orang
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti
from zi.common.galat import GalatDomain, SudahBerubah
from zi.impor.rencana_ada import area_ada, buku_rencana
from zi.impor.services import BARU, SAMA, baca, pratinjau, pratinjau_draf, simpan_draf, terapkan, terapkan_draf
from zi.impor.simpanan import dari_json, ke_json
from zi.jadwal.models import Jadwal
from zi.pengungkit.models import AreaBaku
from zi.rencana.models import BarisRencana, RencanaAksi, RencanaKerja, TabelRencana

pytestmark = pytest.mark.django_db
KEPALA = ["No", "Rencana Kerja", "Rencana Aksi", "Jadwal Pelaksanaan", "Bukti Fisik"]
ISI = [
    ["I. Manajemen Perubahan"],
    [
        "1",
        "Penyusunan Tim Kerja",
        "a. Menyusun mekanisme\nb. Membentuk tim",
        "25 Januari 2023\n27 Januari 2023",
        "SK Tim",
    ],
    ["", "Tanpa nomor", "Rapat", "secara berkala", "Undangan, daftar hadir, notula"],
    ["II. Penataan Tata Laksana"],
    ["1.", "Revisi POS", "Menetapkan templat", "26 Januari–Juni 2023", "surat undangan rapat\nnotula rapat"],
    ["2.", "Evaluasi POS", "Kuesioner", "segera", ""],
]


def buku(isi=None) -> io.BytesIO:
    keluar, wb = io.BytesIO(), Workbook()
    for baris in [KEPALA, *(isi or ISI)]:
        wb.active.append(baris)
    wb.save(keluar)
    keluar.seek(0)
    return keluar


@pytest.fixture
def satker():
    for n, (kode, nama) in enumerate([("MP", "Manajemen Perubahan"), ("TL", "Penataan Tatalaksana")], start=1):
        AreaBaku.objects.create(kode=kode, nama=nama, urutan=n)
    return SatkerFactory()


@pytest.fixture
def ketua(satker):
    return orang(satker, "ketua_tim")


def impor(satker, isi=None, **lain) -> RencanaKerja:
    lain.setdefault("oleh", None)
    return terapkan(pratinjau(satker, 2023, baca("rk.xlsx", buku(isi))), satker, 2023, **lain)


def test_rencana_baru(satker):
    hasil = pratinjau(satker, 2023, baca("rk.xlsx", buku()))
    assert hasil.hitung() == {"baru": 4, "berubah": 0, "sama": 0, "ragu": 0, "hilang": 0}
    assert not RencanaKerja.objects.exists()
    rencana = impor(satker)
    assert [(a.kode, a.nama) for a in rencana.area.hidup()] == [
        ("I", "Manajemen Perubahan"),
        ("II", "Penataan Tata Laksana"),
    ]
    satu = BarisRencana.objects.get(uraian="Penyusunan Tim Kerja")
    assert [(a.label, a.teks) for a in satu.aksi.all()] == [("a.", "Menyusun mekanisme"), ("b.", "Membentuk tim")]
    assert [(j.teks, [a.label for a in j.aksi.all()]) for j in satu.jadwal.all()] == [
        ("25 Januari 2023", ["a."]),
        ("27 Januari 2023", ["b."]),
    ]
    assert BarisRencana.objects.get(uraian="Tanpa nomor").no_tertulis == ""
    assert SyaratBukti.objects.get(teks__startswith="Undangan").baris.uraian == "Tanpa nomor"


def test_yang_tak_terbaca_disimpan_sebagai_teks(satker):
    impor(satker)
    jadwal = Jadwal.objects.get(teks="segera")
    assert (jadwal.terbaca, jadwal.mulai, bool(jadwal.peringatan)) == (False, None, True)


def test_berkas_sama_dua_kali_tidak_mengubah(satker):
    rencana = impor(satker)
    versi = {b.pk: b.versi for b in BarisRencana.objects.all()}
    hasil = pratinjau(satker, 2023, baca("rk.xlsx", buku()))
    assert hasil.hitung() == {"baru": 0, "berubah": 0, "sama": 4, "ragu": 0, "hilang": 0}
    impor(satker)
    assert {b.pk: b.versi for b in BarisRencana.objects.all()} == versi
    assert (RencanaAksi.objects.count(), Jadwal.objects.count()) == (5, 5)
    assert RencanaKerja.objects.get() == rencana


def test_ekspor_lalu_impor_ke_satker_lain_sama(satker):
    rencana = impor(satker)
    lain = SatkerFactory()
    salinan = terapkan(pratinjau(lain, 2023, baca("x.xlsx", io.BytesIO(buku_rencana(rencana)))), lain, 2023, oleh=None)

    def isi(r):
        return [
            (a.nomor_tertulis, a.nama, [(b.no_tertulis, b.uraian, b.aksi, b.jadwal, b.bukti) for b in a.baris])
            for a in area_ada(r)
        ]

    assert isi(salinan) == isi(rencana)


def test_ekspor_diubah_lalu_impor_mengikuti_kunci(satker):
    from openpyxl import load_workbook

    rencana = impor(satker)
    pk = BarisRencana.objects.get(uraian="Evaluasi POS").pk
    wb = load_workbook(io.BytesIO(buku_rencana(rencana)))
    for baris in wb.active.iter_rows():
        for sel in baris:
            if sel.value == "Evaluasi POS":
                sel.value = "Sesuatu yang sama sekali lain"
    keluar = io.BytesIO()
    wb.save(keluar)
    hasil = pratinjau(satker, 2023, baca("x.xlsx", keluar))
    assert hasil.hitung() == {"baru": 0, "berubah": 1, "sama": 3, "ragu": 0, "hilang": 0}
    terapkan(hasil, satker, 2023, oleh=None)
    assert BarisRencana.objects.get(pk=pk).uraian == "Sesuatu yang sama sekali lain"


def test_pasangan_ragu_ditanyakan(satker):
    impor(satker)
    isi = [["I. Manajemen Perubahan"], ["1", "Penyusunan Tim Pengawas Kerja Baru", "Rapat", "2 Mei 2023", "SK"]]
    hasil = pratinjau(satker, 2023, baca("rk.xlsx", buku(isi)))
    assert hasil.hitung()["ragu"] == 1
    pk = hasil.baris[0].ada.baris.pk
    terapkan(hasil, satker, 2023, oleh=None, ragu={1: BARU})
    assert BarisRencana.objects.get(pk=pk).uraian == "Penyusunan Tim Kerja"
    assert BarisRencana.objects.hidup().count() == 5


def test_pasangan_ragu_disamakan(satker):
    impor(satker)
    isi = [["I. Manajemen Perubahan"], ["1", "Penyusunan Tim Pengawas Kerja Baru", "Rapat", "2 Mei 2023", "SK"]]
    hasil = pratinjau(satker, 2023, baca("rk.xlsx", buku(isi)))
    terapkan(hasil, satker, 2023, oleh=None, ragu={1: SAMA})
    assert BarisRencana.objects.hidup().count() == 4
    assert BarisRencana.objects.filter(uraian="Penyusunan Tim Pengawas Kerja Baru").exists()


@pytest.fixture
def berbukti(satker, ketua):
    """The plan with one row that carries evidence."""
    impor(satker)
    syarat = SyaratBukti.objects.get(teks="notula rapat")
    berkas = Berkas.objects.create(satker=satker, judul="Notula", diunggah_oleh=ketua)
    PemenuhanBukti.objects.create(syarat=syarat, berkas=berkas, ditawarkan_oleh=ketua)
    return syarat


def test_hilang_dari_berkas_tetap_ada_kecuali_dicentang(satker, berbukti):
    hasil = pratinjau(satker, 2023, baca("rk.xlsx", buku(ISI[:2])))
    assert hasil.hitung() == {"baru": 0, "berubah": 0, "sama": 1, "ragu": 0, "hilang": 3}
    semua = {a.baris.pk for a in hasil.hilang}
    terapkan(hasil, satker, 2023, oleh=None)
    assert BarisRencana.objects.hidup().count() == 4
    terapkan(hasil, satker, 2023, oleh=None, buang=semua)
    assert set(BarisRencana.objects.hidup().values_list("uraian", flat=True)) == {"Penyusunan Tim Kerja", "Revisi POS"}


def test_syarat_berbukti_tidak_dihapus_dan_tidak_pindah(satker, berbukti):
    isi = [["II. Penataan Tata Laksana"], ["1.", "Revisi POS", "Menetapkan templat", "26 Januari–Juni 2023", "Foto"]]
    impor(satker, isi)
    berbukti.refresh_from_db()
    assert (berbukti.teks, berbukti.dihapus_pada) == ("notula rapat", None)
    assert set(berbukti.baris.syarat.hidup().values_list("teks", flat=True)) == {"notula rapat", "Foto"}


def test_dua_baris_berkata_sama(satker):
    isi = [["I. Manajemen Perubahan"], *[[str(n), "Rapat", f"Aksi {n}", "", ""] for n in (1, 2)]]
    impor(satker, isi)
    assert BarisRencana.objects.count() == 2
    assert pratinjau(satker, 2023, baca("rk.xlsx", buku(isi))).hitung()["sama"] == 2


def test_draf_basi_ditolak(satker, ketua):
    impor(satker)
    draf = simpan_draf(satker, 2023, "rk.xlsx", baca("rk.xlsx", buku()), oleh=ketua)
    sidik = pratinjau_draf(draf).sidik()
    BarisRencana.objects.filter(uraian="Revisi POS").update(uraian="Diubah orang", versi=2)
    with pytest.raises(SudahBerubah):
        terapkan_draf(draf, sidik, oleh=ketua, ragu={})


def test_draf_hanya_sekali(satker, ketua):
    draf = simpan_draf(satker, 2023, "rk.xlsx", baca("rk.xlsx", buku()), oleh=ketua)
    sidik = pratinjau_draf(draf).sidik()
    terapkan_draf(draf, sidik, oleh=ketua, ragu={})
    with pytest.raises(GalatDomain, match="sudah disimpan"):
        terapkan_draf(draf, sidik, oleh=ketua, ragu={})
    assert BarisRencana.objects.count() == 4


def test_json_bolak_balik():
    hasil = baca("rk.xlsx", buku())
    import json

    assert dari_json(json.loads(json.dumps(ke_json(hasil)))) == hasil


@pytest.mark.parametrize("jenis", ["anggota", "kepala", "admin_satker", "evaluator", "admin_pusat"])
def test_bukan_penyusun_ditolak_utuh(satker, jenis):
    impor(satker)
    with pytest.raises(GalatDomain):
        impor(satker, [*ISI, ["3", "Baru", "", "", ""]], oleh=orang(satker, jenis))
    assert BarisRencana.objects.count() == 4


def test_koordinator_hanya_areanya(satker):
    impor(satker)
    koordinator = orang(satker, "koordinator", area="MP")
    with pytest.raises(GalatDomain, match="area lain"):
        impor(satker, [*ISI, ["3", "Baru di area II", "", "", ""]], oleh=koordinator)
    impor(satker, [*ISI[:3], ["3", "Baru di area I", "", "", ""]], oleh=koordinator)
    assert BarisRencana.objects.filter(uraian="Baru di area I").exists()


def test_halaman_unggah_pratinjau_simpan(client, satker, ketua):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(ketua)
    berkas = SimpleUploadedFile("rk.xlsx", buku().getvalue())
    jawab = client.post("/impor/", {"satker": satker.pk, "tahun": 2023, "berkas": berkas}, follow=True)
    assert "26 Jan 2023 – 30 Jun 2023" in jawab.text
    assert not RencanaKerja.objects.exists()
    alamat = jawab.redirect_chain[-1][0]
    jawab = client.post(alamat, {"sidik": jawab.context["sidik"]})
    assert jawab["Location"] == f"/rencana/{RencanaKerja.objects.get().pk}/"
    assert client.get(alamat)["Location"] == jawab["Location"]


def test_halaman_tempel(client, satker, ketua):
    client.force_login(ketua)
    teks = "\n".join("\t".join(x.replace("\n", "; ") for x in baris) for baris in [KEPALA, *ISI])
    jawab = client.post("/impor/", {"satker": satker.pk, "tahun": 2023, "teks": teks}, follow=True)
    assert jawab.context["hitung"]["baru"] == 4


def test_draf_orang_lain_tidak_ada(client, satker, ketua):
    draf = simpan_draf(satker, 2023, "rk.xlsx", baca("rk.xlsx", buku()), oleh=ketua)
    client.force_login(orang(satker, "ketua_tim"))
    assert client.get(f"/impor/{draf.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("isi", "nama", "kata"),
    [
        (b"bukan apa-apa", "x.xlsx", "xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "x.xls", "simpan sebagai .xlsx"),
    ],
)
def test_berkas_buruk_satu_kalimat(client, satker, ketua, isi, nama, kata):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(ketua)
    jawab = client.post("/impor/", {"satker": satker.pk, "tahun": 2023, "berkas": SimpleUploadedFile(nama, isi)})
    assert jawab.status_code == 422
    assert kata in jawab.text
    assert not RencanaKerja.objects.exists()


def test_buku_rencana_tahunan_kembali_tanpa_mengubah_apa_pun(satker):
    """Tables outside any area: the export names them by their key, and reading it back makes no area."""
    rencana = RencanaKerja.objects.create(satker=satker, tahun_mulai=2023, tahun_selesai=2023, judul="R")
    tabel = TabelRencana.objects.create(rencana=rencana, jenis="tahunan", judul="A. Tahun 2023", urutan=1)
    baris = BarisRencana.objects.create(tabel=tabel, urutan=1, uraian="Sosialisasi pengendalian intern")
    Jadwal.objects.create(baris=baris, urutan=1, teks="TW 1; TW 2")
    isi = io.BytesIO(buku_rencana(rencana))
    hasil = pratinjau(satker, 2023, baca("rk.xlsx", isi))
    assert hasil.hitung() == {"baru": 0, "berubah": 0, "sama": 1, "ragu": 0, "hilang": 0}
    terapkan(hasil, satker, 2023, oleh=None)
    assert not rencana.area.exists()
    assert list(rencana.tabel.all()) == [tabel]

    isi.seek(0)
    wb = load_workbook(isi)
    wb.active.append(["2", "Kegiatan yang ditambahkan di Excel", None, "5 Mei 2023", "Undangan"])
    keluar = io.BytesIO()
    wb.save(keluar)
    keluar.seek(0)
    terapkan(pratinjau(satker, 2023, baca("rk.xlsx", keluar)), satker, 2023, oleh=None)
    assert [b.tabel_id for b in BarisRencana.objects.hidup()] == [tabel.pk, tabel.pk]


def test_baris_yang_disisipkan_tetap_di_tempatnya(satker):
    impor(satker)
    sisip = ["", "Sisipan", "Rapat", "2 Mei 2023", ""]
    impor(satker, [*ISI[:2], sisip, *ISI[2:4], ["0", "Paling atas", "", "", ""], *ISI[4:]])
    urut = BarisRencana.objects.hidup().order_by("tabel__urutan", "urutan")
    assert [b.uraian for b in urut] == [
        "Penyusunan Tim Kerja",
        "Sisipan",
        "Tanpa nomor",
        "Paling atas",
        "Revisi POS",
        "Evaluasi POS",
    ]


def test_tanpa_judul_area_dua_kali_tidak_menggandakan(satker):
    isi = [baris for baris in ISI if len(baris) == 5]
    impor(satker, isi)
    assert pratinjau(satker, 2023, baca("rk.xlsx", buku(isi))).hitung()["sama"] == 4
    pindah = BarisRencana.objects.get(uraian="Revisi POS")
    tujuan = pindah.tabel.rencana.area.get(kode="II")
    BarisRencana.objects.filter(pk=pindah.pk).update(area=tujuan, tabel=tujuan.tabel.get())
    hasil = pratinjau(satker, 2023, baca("rk.xlsx", buku([*isi, ["9", "Baru sekali", "", "", ""]])))
    assert hasil.hitung() == {"baru": 1, "berubah": 0, "sama": 4, "ragu": 0, "hilang": 0}
    terapkan(hasil, satker, 2023, oleh=None)
    assert BarisRencana.objects.get(uraian="Baru sekali").area.nama == "Rencana kerja"
    assert BarisRencana.objects.count() == 5


def test_nomor_dan_teks_yang_diisi_ke_bawah_satu_baris(satker):
    isi = [["I. Manajemen Perubahan"], *[["1", "Rapat", f"Aksi {n}", f"{n} Mei 2023", ""] for n in (1, 2, 3)]]
    impor(satker, isi)
    baris = BarisRencana.objects.get()
    assert [a.teks for a in baris.aksi.all()] == ["Aksi 1", "Aksi 2", "Aksi 3"]
    assert [[a.teks for a in j.aksi.all()] for j in baris.jadwal.all()] == [["Aksi 1"], ["Aksi 2"], ["Aksi 3"]]
