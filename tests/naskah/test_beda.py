"""The difference of two plan documents: what is found, how it is counted, and what makes no noise."""

import copy
import time

import pytest
from django.db import models

from tests.naskah.dokumen_beda import aksi, baris, dokumen, jadwal, kata, satu, satu_baris, semua, ubahan
from zi.naskah.beda import bandingkan
from zi.naskah.beda_medan import PENGIRING, TERTULIS
from zi.naskah.bentuk import KEPALA, RENCANA, semua_bentuk
from zi.naskah.kanonik import lengkapi, ringkas


@pytest.fixture
def lama():
    return dokumen()


@pytest.fixture
def baru():
    return dokumen()


def test_sama_itu_kosong(lama, baru):
    beda = bandingkan(lama, baru)
    assert beda.kosong
    assert beda.grup == ()
    assert bandingkan(ringkas(lama), lengkapi(ringkas(baru))).kosong


# --- rows ------------------------------------------------------------------------------------------------------------


def test_baris_ditambah_dan_dihapus_di_areanya(lama, baru):
    baru["tabel"][1]["baris"].append(baris("b9", "Baris baru", no_tertulis="2.", area="II", aksi=[aksi("a9")]))
    del baru["tabel"][0]["baris"][1]
    pertama, kedua = bandingkan(lama, baru).grup
    assert (pertama.judul, pertama.kata) == ("I. Manajemen Perubahan", ("1 dihapus",))
    assert (kedua.judul, kedua.kata) == ("II. Tata Laksana", ("1 ditambah",))
    tambah = kedua.bagian[0]
    assert (tambah.jenis, tambah.nomor, tambah.judul) == ("ditambah", "2.", "Baris baru")
    assert tambah.isi == (("Rencana aksi", ("a. Menyusun mekanisme",)),)
    assert pertama.bagian[0].judul == "Pemilihan agen"


def test_teks_berubah_kata_demi_kata(lama, baru):
    satu_baris(baru)["uraian"] = "Pembentukan Tim Kerja Zona Integritas"
    bagian = satu(bandingkan(lama, baru))
    assert (bagian.jenis, bagian.nama, bagian.utama.label) == ("diubah", "Baris", "Rencana kerja")
    assert kata(bagian.utama) == "[-Penyusunan-]{+Pembentukan+} Tim Kerja{+ Zona Integritas+}"


def test_jadwal_yang_diubah_adalah_satu_perubahan(lama, baru):
    satu_baris(baru)["jadwal"] = [
        jadwal(
            "j1", "2023-02-02", "2 Februari 2023", aksi=[1], presisi="bulan", rrule="FREQ=DAILY", tahun_tersirat=True
        )
    ]
    beda = bandingkan(lama, baru)
    (anak,) = satu(beda).anak
    assert anak.nama == "Jadwal"
    assert ubahan(anak) == {
        "Jadwal": ("25 Januari 2023", "2 Februari 2023", ""),
        "Tanggal": ("25 Jan 2023", "2 Feb 2023", "mundur 8 hari"),
    }
    assert beda.hitung.kata == ("1 diubah", "1 jadwal bergeser")


@pytest.mark.parametrize(
    ("mulai", "selesai", "geser"),
    [
        ("2023-01-22", "2023-01-22", "maju 3 hari"),
        ("2023-01-25", "2023-01-30", "selesai mundur 5 hari"),
        ("2023-01-20", "2023-01-27", "mulai maju 5 hari, selesai mundur 2 hari"),
    ],
)
def test_berapa_hari_jadwal_bergeser(lama, baru, mulai, selesai, geser):
    satu_baris(baru)["jadwal"][0] |= {"teks": "lain", "jenis": "rentang", "mulai": mulai, "selesai": selesai}
    assert ubahan(satu(bandingkan(lama, baru)).anak[0])["Tanggal"][2] == geser


def test_usulan_yang_diterima_menggeser_tanpa_mengubah_kata(lama, baru):
    satu_baris(lama)["jadwal"][0] |= {"usulan": {"mulai": "2022-01-25"}, "status_koreksi": "diusulkan"}
    satu_baris(baru)["jadwal"][0] |= {"usulan": {"mulai": "2022-01-25"}, "status_koreksi": "diterima"}
    satu_baris(baru)["jadwal"][0] |= {"mulai": "2022-01-25", "selesai": "2022-01-25"}
    anak = satu(bandingkan(lama, baru)).anak[0]
    assert ubahan(anak) == {"Tanggal": ("25 Jan 2023", "25 Jan 2022", "maju 365 hari")}


def test_usulan_yang_ditolak_adalah_satu_perubahan(lama, baru):
    satu_baris(lama)["jadwal"][0]["status_koreksi"] = "diusulkan"
    satu_baris(baru)["jadwal"][0]["status_koreksi"] = "ditolak"
    beda = bandingkan(lama, baru)
    assert ubahan(satu(beda).anak[0]) == {"Status usulan": ("Diusulkan", "Ditolak", "")}
    assert beda.hitung.bergeser == 0


def test_jadwal_yang_belum_terbaca(lama, baru):
    satu_baris(baru)["jadwal"] = [{"uid": "j1", "teks": "segera", "jenis": "", "terbaca": False, "aksi": [1]}]
    assert ubahan(satu(bandingkan(lama, baru)).anak[0])["Tanggal"] == ("25 Jan 2023", "Belum terbaca", "")


def test_bagian_di_dalam_baris(lama, baru):
    b = satu_baris(baru)
    b["aksi"][0]["teks"] = "Menyusun prosedur"
    b["syarat"].append({"uid": "s2", "teks": "Notula", "label": "2."})
    b["penanggung_jawab"] = []
    beda = bandingkan(lama, baru)
    assert {(x.jenis, x.nama, x.judul) for x in satu(beda).anak} == {
        ("diubah", "Rencana aksi", "Menyusun prosedur"),
        ("ditambah", "Bukti fisik", "Notula"),
        ("dihapus", "Penanggung jawab", "Tim ZI"),
    }
    assert beda.hitung.kata == ("1 diubah",)


def test_aksi_yang_dihapus_tidak_mengubah_yang_lain(lama, baru):
    """Positions shift when an action goes; schedules and evidence still belong to the same ones."""
    b = satu_baris(baru)
    del b["aksi"][0]
    b["jadwal"][0]["aksi"], b["syarat"][0]["aksi"] = [], [1]
    assert [(x.jenis, x.kunci) for x in satu(bandingkan(lama, baru)).anak] == [("dihapus", "a1")]


def test_pasangan_jadwal_yang_diubah(lama, baru):
    satu_baris(baru)["jadwal"][0] |= {"aksi": [2], "dasar_pasangan": "posisi"}
    assert ubahan(satu(bandingkan(lama, baru)).anak[0]) == {
        "Untuk rencana aksi": ("a. Menyusun mekanisme", "b. Membentuk tim", "")
    }
    satu_baris(baru)["jadwal"][0]["aksi"] = []
    assert ubahan(satu(bandingkan(lama, baru)).anak[0])["Untuk rencana aksi"][1] == "seluruh baris"


def test_penanggung_jawab_dibaca_lain(lama, baru):
    satu_baris(baru)["penanggung_jawab"][0]["pihak"] = ["SPI", "Tim ZI"]
    assert ubahan(satu(bandingkan(lama, baru)).anak[0]) == {"Pihak": ("Tim ZI", "SPI, Tim ZI", "")}


def test_baris_pindah_area(lama, baru):
    b = baru["tabel"][0]["baris"].pop(1)
    baru["tabel"][1]["baris"].append(b | {"area": "II", "no_tertulis": "2."})
    pertama, kedua = bandingkan(lama, baru).grup
    (masuk,) = kedua.bagian
    assert (masuk.jenis, masuk.dari, masuk.ke) == ("dipindah", "I. Manajemen Perubahan", "II. Tata Laksana")
    assert not masuk.berubah
    assert [(x.jenis, x.kunci) for x in pertama.bagian] == [("keluar", "b2")]
    assert (pertama.kata, kedua.kata) == (("1 dipindah ke tempat lain",), ("1 dipindah",))


def test_baris_pindah_dan_berubah_terhitung_dua_kali(lama, baru):
    b = baru["tabel"][0]["baris"].pop(1)
    baru["tabel"][1]["baris"].append(b | {"area": "II", "uraian": "Pemilihan agen perubahan"})
    assert bandingkan(lama, baru).hitung.kata == ("1 diubah", "1 dipindah")


def test_pindah_area_dalam_tabel_lintas_area(lama, baru):
    for isi, kode in ((lama, "I"), (baru, "II")):
        isi["tabel"] = [{"uid": "T", "jenis": "tahunan", "tahun": 2023, "baris": [baris("b1", area=kode)]}]
    beda = bandingkan(lama, baru)
    assert beda.grup[0].judul == "Rencana aksi tahunan 2023"
    assert (satu(beda).jenis, satu(beda).dari, satu(beda).ke) == (
        "dipindah",
        "I. Manajemen Perubahan",
        "II. Tata Laksana",
    )


def test_urutan_adalah_satu_baris_untuk_satu_daftar(lama, baru):
    for n in range(3, 40):
        for isi in (lama, baru):
            isi["tabel"][0]["baris"].append(baris(f"c{n}", area="I"))
    baru["tabel"][0]["baris"].reverse()
    satu_baris(baru, -1)["aksi"].reverse()
    satu_baris(baru, -1)["jadwal"][0]["aksi"], satu_baris(baru, -1)["syarat"][0]["aksi"] = [2], [1]
    (grup,) = bandingkan(lama, baru).grup
    assert grup.urutan == ("Baris",)
    assert [(x.kunci, x.urutan, x.ubahan, x.anak) for x in grup.bagian] == [("b1", ("Rencana aksi",), (), ())]
    assert grup.kata == ("1 diubah", "1 urutan berubah")


# --- the rest of the document ----------------------------------------------------------------------------------------


def test_kepala_dengan_label_dan_pilihan_dalam_kata(lama, baru):
    baru["rencana"] |= {"judul": "Rencana Kerja ZI", "predikat": "WBBM", "tahun_selesai": 2024}
    baru["rencana"]["tim"] = {"tahun": 2023, "sebutan": "Tim Kerja", "sk_tanggal": "2023-01-02"}
    (grup,) = bandingkan(lama, baru).grup
    kepala, tim = grup.bagian
    assert ubahan(kepala) == {
        "Judul": ("Rencana Kerja", "Rencana Kerja ZI", ""),
        "Predikat yang dituju": ("Wilayah Bebas dari Korupsi", "Wilayah Birokrasi Bersih dan Melayani", ""),
        "Tahun selesai": ("2023", "2024", ""),
    }
    assert [x.baru for x in tim.ubahan] == ["Tim Kerja", "2 Januari 2023", "2023"]


def test_area_ditambah_dan_dihapus_seluruhnya(lama, baru):
    del baru["area"][0], baru["tabel"][0]
    baru["area"].append({"uid": "A3", "kode": "III", "nama": "Zona tujuh", "nomor_tertulis": "III."})
    baru["tabel"].append({"uid": "T3", "area": "III", "baris": [baris("b7", area="III")]})
    tambah, hapus = bandingkan(lama, baru).grup
    assert (tambah.judul, tambah.keadaan, tambah.kata) == ("III. Zona tujuh", "baru", ("baru", "1 ditambah"))
    assert (hapus.judul, hapus.keadaan, hapus.kata) == (
        "I. Manajemen Perubahan",
        "dihapus",
        ("dihapus seluruhnya", "2 dihapus"),
    )
    assert [x.kunci for x in hapus.bagian] == ["A1", "b1", "b2"]


def test_area_kosong_yang_ditambah_bukan_kosong(lama, baru):
    baru["area"].append({"uid": "A3", "kode": "III", "nama": "Zona tujuh"})
    beda = bandingkan(lama, baru)
    assert not beda.kosong
    assert beda.kata == ("susunan berubah",)


def test_teks_naskah(lama, baru):
    for isi in (lama, baru):
        isi["bagian"] = [
            {"uid": "n1", "judul": "Pendahuluan", "nomor_tertulis": "BAB I", "jenis": "bab", "isi": "Isi lama"},
            {"uid": "n2", "judul": "Penutup", "jenis": "penutup", "butir": [{"uid": "t1", "teks": "Satu"}]},
        ]
        isi["pengesahan"] = [{"uid": "q1", "peran": "disetujui", "nama": "Orang Rekaan", "bagian": [2]}]
        isi["dasar_hukum"] = [{"uid": "h1", "teks": "UU 28/1999", "label": "1."}]
    baru["bagian"][0] |= {"isi": "Isi baru", "anak": [{"uid": "n3", "judul": "Latar", "nomor_tertulis": "1.1"}]}
    baru["bagian"][1]["butir"][0]["teks"] = "Satu lagi"
    baru["pengesahan"][0] |= {"jabatan": "Kepala Kantor", "bagian": [1, 1]}
    baru["dasar_hukum"] = []
    (grup,) = bandingkan(lama, baru).grup
    assert grup.judul == "Teks naskah"
    assert {(x.jenis, x.kunci, x.nomor, x.judul) for x in grup.bagian} == {
        ("diubah", "n1", "BAB I", "Pendahuluan"),
        ("ditambah", "n3", "1.1", "Latar"),
        ("diubah", "n2", "", "Penutup"),
        ("diubah", "q1", "", "Disetujui: Orang Rekaan"),
        ("dihapus", "h1", "1.", "UU 28/1999"),
    }
    sahkan = next(x for x in grup.bagian if x.kunci == "q1")
    assert ubahan(sahkan) == {
        "Jabatan": ("", "Kepala Kantor", ""),
        "Bagian": ("Penutup", "1.1 Latar", ""),
    }


def test_isu_target_dan_anggaran(lama, baru):
    for isi in (lama, baru):
        isi["isu"] = [{"uid": "i1", "teks": "SOP belum seragam", "area": "I"}, {"uid": "i2", "teks": "Umum"}]
        isi["anggaran"] = [{"uid": "g1", "teks": "Konsumsi", "jumlah": "1250000"}]
        satu_baris(isi)["isu"] = 2
    baru["isu"].reverse()
    satu_baris(baru)["isu"] = 1
    baru["isu"][1]["area"] = "II"
    baru["anggaran"][0]["jumlah"] = "1250000.5"
    area, umum = bandingkan(lama, baru).grup
    assert (area.judul, ubahan(area.bagian[0])) == (
        "II. Tata Laksana",
        {"Area": ("I. Manajemen Perubahan", "II. Tata Laksana", "")},
    )
    assert (umum.judul, umum.urutan) == ("Isu, target, dan anggaran", ("Isu strategis",))
    assert ubahan(umum.bagian[0]) == {"Jumlah": ("1.250.000", "1.250.000,5", "")}


def test_urutan_grup_mengikuti_dokumen_baru(lama, baru):
    lama["tabel"].append({"uid": "T9", "judul": "Tabel lama", "baris": [baris("b8")]})
    baru["area"].reverse()
    baru["tabel"].append({"uid": "T8", "judul": "Tabel baru", "baris": [baris("b9")]})
    baru["area"][0]["nama"], baru["area"][1]["nama"] = "Dua", "Satu"
    baru["bagian"] = [{"uid": "n1", "judul": "Bab"}]
    assert [x.judul for x in bandingkan(lama, baru).grup] == [
        "Kepala rencana",
        "II. Dua",
        "I. Satu",
        "Tabel baru",
        "Tabel lama",
        "Teks naskah",
    ]


# --- no field is forgotten, no companion makes noise -----------------------------------------------------------------


def medan_medan():
    return [(b, f) for b in (KEPALA, *semua_bentuk()) for f in b.nilai]


def nilai_lain(f):
    """A value that differs from the default."""
    if isinstance(f, models.BooleanField):
        return not f.get_default()
    if f.choices:
        return next(k for k, _ in f.flatchoices if k and k != f.get_default())
    if isinstance(f, models.JSONField):
        return {"a": "b"} if f.default is dict else ["b"]
    if isinstance(f, models.DateField):
        return "2023-05-01"
    if isinstance(f, models.DecimalField):
        return "12.5"
    return 2031 if isinstance(f, models.IntegerField) else "lain"


def dokumen_dengan(bentuk, isi):
    """A document whose only part of that shape is `isi`, below the parents that it needs."""

    def cari(kunci, kini):
        if kini is bentuk:
            return {kunci: [isi]}
        for nama, anak in kini.anak.items():
            if bawah := cari(nama, anak):
                return {kunci: [{"uid": f"induk-{kunci}", **bawah}]}
        return None

    if bentuk is KEPALA:
        return {"rencana": isi}
    return next(d for kunci, b in RENCANA.items() if (d := cari(kunci, b)))


@pytest.mark.parametrize(("bentuk", "f"), medan_medan(), ids=lambda x: getattr(x, "name", None) or x.model.__name__)
def test_tiap_medan_yang_berubah_tampak(bentuk, f):
    awal = {"uid": "x"} if bentuk is not KEPALA else {}
    beda = bandingkan(dokumen_dengan(bentuk, awal), dokumen_dengan(bentuk, awal | {f.name: nilai_lain(f)}))
    assert not beda.kosong
    assert sum(map(len, (x.ubahan for x in jalan(beda)))) == 1


def jalan(beda):
    def satu(x):
        yield x
        for anak in x.anak:
            yield from satu(anak)

    for x in beda.semua():
        yield from satu(x)


def test_pengiring_diam_bila_yang_diiringi_berubah(lama, baru):
    satu_baris(baru).update(uraian="Lain sama sekali", uraian_tertulis="Lain  samasekali", ambigu=True, kode="I.9")
    assert set(ubahan(satu(bandingkan(lama, baru)))) == {"Rencana kerja", "Alamat"}


def test_pengiring_menunjuk_medan_yang_ada():
    for model, isi in PENGIRING.items():
        nama = {f.name for f in model._meta.get_fields()} | {"bacaan"}
        assert set(isi) | {x for sebab in isi.values() for x in sebab} <= nama
    assert any(f.name.endswith(TERTULIS) for _, f in medan_medan())


# --- old and broken documents ----------------------------------------------------------------------------------------


def tanpa_uid(isi):
    if isinstance(isi, dict):
        return {k: tanpa_uid(v) for k, v in isi.items() if k != "uid"}
    return [tanpa_uid(x) for x in isi] if isinstance(isi, list) else isi


def test_tanpa_uid_dicocokkan_menurut_tempat(lama, baru):
    satu_baris(baru)["uraian"] = "Penyusunan Tim"
    baru["tabel"][1]["baris"].append(baris("b9", area="II"))
    beda = bandingkan(tanpa_uid(lama), baru)
    assert [(x.jenis, x.kunci) for x in beda.semua()] == [
        ("diubah", "tabel.1/baris.1"),
        ("ditambah", "tabel.2/baris.2"),
    ]
    assert bandingkan(tanpa_uid(lama), lama).kosong


def test_dokumen_yang_hampir_kosong(baru):
    assert bandingkan({}, {}).kosong
    assert bandingkan({"rencana": {}}, {"rencana": {}, "area": [], "tabel": None}).kosong
    assert {("ditambah", x) for x in ("b1", "b2", "b3")} <= semua(bandingkan({"rencana": {}}, baru))


def test_uid_kembar_dan_acuan_ke_mana_mana(lama, baru):
    for isi in (lama, baru):
        satu_baris(isi, 1)["uid"] = "b1"
        satu_baris(isi)["jadwal"][0] |= {"aksi": [99], "mulai": "2023-02-31", "bulan": ["bukan"]}
    satu_baris(baru, 1)["uraian"] = "Lain"
    assert [x.judul for x in bandingkan(lama, baru).semua()] == ["Lain"]


@pytest.mark.parametrize("jenis", ["tanggal", "rentang", "daftar_bulan", "bulanan", "asing"])
def test_bacaan_yang_tidak_lengkap_tidak_menggagalkan(lama, baru, jenis):
    satu_baris(baru)["jadwal"][0] = {"uid": "j1", "teks": "x", "jenis": jenis, "bulan": ["2023-13"]}
    assert not bandingkan(lama, baru).kosong


def test_uid_bertukar(lama, baru):
    a, b = satu_baris(baru), satu_baris(baru, 1)
    a["uid"], b["uid"] = "b2", "b1"
    beda = bandingkan(lama, baru)
    assert {x.kunci for x in beda.semua() if x.ubahan} == {"b1", "b2"}
    assert beda.grup[0].urutan == ("Baris",)


def test_baris_kembar_yang_dihapus_satu(lama, baru):
    for isi in (lama, baru):
        isi["tabel"][0]["baris"] = [baris(f"k{n}", area="I") for n in range(5)]
    del baru["tabel"][0]["baris"][2]
    assert semua(bandingkan(lama, baru)) == {("dihapus", "k2")}


def test_seribu_baris_dan_teks_panjang_cepat():
    """Ten times what a plan has, every row changed; processor time, so that a loaded machine does not fail it."""
    panjang = " ".join(f"kata{n % 97}" for n in range(2500))
    semua_baris = [baris(f"b{n}", f"{n} {panjang}", area="I", aksi=[aksi(f"a{n}")]) for n in range(1000)]
    lama = dokumen(tabel=[{"uid": "T1", "area": "I", "baris": semua_baris}])
    baru = copy.deepcopy(lama)
    for b in baru["tabel"][0]["baris"]:
        b["uraian"] = b["uraian"].replace("kata13", "beda") + "!"
    mulai = time.process_time()
    beda = bandingkan(lama, baru)
    assert time.process_time() - mulai < 4
    assert beda.hitung.diubah == 1000
