"""Each rule of "Perlu diperiksa": what it warns about, and what stands close by and is fine. No database."""

from datetime import date

import pytest

from zi.bukti.models import SyaratBukti
from zi.jadwal.models import Jadwal
from zi.jadwal.nilai import nilai_jadwal, nilai_usulan
from zi.naskah.models import Pengesahan
from zi.naskah.periksa import JENIS, periksa
from zi.naskah.periksa_bahan import AreaBahan, Bahan, BarisBahan, Orang
from zi.rencana.models import AreaRencana, BarisRencana, RencanaAksi, RencanaKerja, TabelRencana
from zi.satker.models import Satker

SATKER = Satker(nama="Kantor Bahasa Contoh", nama_pendek="KB Contoh")
RENCANA = RencanaKerja(pk=1, satker=SATKER, judul="Rencana Kerja", tahun_mulai=2023, tahun_selesai=2023)
MP, TL = (AreaRencana(pk=n, kode="I" * n, nama=nama) for n, nama in ((1, "Manajemen Perubahan"), (2, "Tata Laksana")))
MATRIK = TabelRencana(pk=1, rencana=RENCANA, area=MP)
LIBUR = {date(2023, 4, 7): "Wafat Yesus Kristus"}


def jadwal(pk, teks, **lain):
    (nilai,) = nilai_jadwal(teks, tahun_mulai=2023, tahun_selesai=2023)
    return Jadwal(**{"pk": pk, **nilai, **lain})


def aksi(pk, teks, label=""):
    return RencanaAksi(pk=pk, teks=teks, label=label)


def syarat(pk, teks, *jenis, tanggal=None):
    return SyaratBukti(pk=pk, teks=teks, jenis=list(jenis), tanggal=tanggal)


def baris(pk=1, uraian="Penyusunan tim", tabel=MATRIK, area=MP, berorang=False, **isi):
    """A row without a fault, except for what is given. `pasangan`: schedule → actions."""
    pasangan = isi.pop("pasangan", {})
    bukti = isi.pop("pasangan_bukti", {})
    nilai = {"aksi": [aksi(pk * 10, f"Aksi {pk}")], "jadwal": [jadwal(pk * 10, "25 Januari 2023")]}
    nilai |= {"syarat": [syarat(pk * 10, "SK", "sk")], **isi}
    satu = BarisRencana(pk=pk, tabel=tabel, area=area, uraian=uraian, no_tertulis=f"{pk}.")
    pasang = {k: frozenset(v) for k, v in pasangan.items()}
    return BarisBahan(
        satu, area, berorang, aksi_jadwal=pasang, aksi_syarat={k: frozenset(v) for k, v in bukti.items()}, **nilai
    )


def hasil(*semua, **lain):
    """Kind, sentence and place of each warning."""
    nilai = {"rencana": RENCANA, "area": [AreaBahan(MP, berorang=True)], "libur": LIBUR, **lain}
    return [(x.kode, x.kalimat, x.sasaran.medan) for _, isi in periksa(Bahan(baris=list(semua), **nilai)) for x in isi]


def kode(*semua, **lain):
    return [x[0] for x in hasil(*semua, **lain)]


def test_baris_lengkap_tidak_ditegur():
    assert hasil(baris()) == []


def test_tiap_jenis_punya_kalimat_penjelas_dan_kode_sendiri():
    assert len({x.kode for x in JENIS}) == len(JENIS)
    assert all(x.judul and x.penjelasan.endswith(".") for x in JENIS)


def test_urut_menurut_jenis_lalu_naskah():
    satu, dua = baris(1, "Satu", syarat=[], jadwal=[]), baris(2, "Dua", jadwal=[])
    assert kode(satu, dua) == ["tanpa_jadwal", "tanpa_jadwal", "tanpa_bukti"]
    assert [x.teks for _, isi in periksa(Bahan(RENCANA, baris=[satu, dua])) for x in isi] == ["Satu", "Dua", "Satu"]


# --- no schedule, no actions, no evidence


def test_tanpa_isi_menunjuk_isian_tambah():
    assert hasil(baris(aksi=[], jadwal=[], syarat=[])) == [
        ("tanpa_jadwal", "Belum ada jadwal.", "isi-jadwal"),
        ("tanpa_bukti", "Belum ada bukti fisik.", "isi-syarat"),
        ("tanpa_aksi", "Belum ada rencana aksi.", "isi-aksi"),
    ]


def test_bentuk_tanpa_lajur_aksi_dan_bukti_tidak_ditanya():
    tahunan = TabelRencana(pk=2, rencana=RENCANA, jenis="tahunan", tahun=2023)
    kosong = {"tabel": tahunan, "aksi": [], "syarat": []}
    assert kode(baris(1, "Satu", **kosong), baris(2, "Dua", **kosong)) == []
    dengan = baris(2, "Dua", **kosong | {"syarat": [syarat(1, "SK", "sk")]})
    assert kode(baris(1, "Satu", **kosong), dengan) == ["tanpa_bukti"]


def test_aksi_yang_tidak_disebut_jadwal():
    isi = {"aksi": [aksi(1, "Menyusun", "a."), aksi(2, "Melatih", "b.")], "jadwal": [jadwal(7, "3 Maret 2023")]}
    assert hasil(baris(**isi, pasangan={7: [1]})) == [
        ("aksi_tanpa_jadwal", "Belum berjadwal: “b. Melatih”.", "isi-jadwal")
    ]
    assert kode(baris(**isi)) == []  # for the whole row
    assert kode(baris(**isi, pasangan={7: [1, 2]})) == []


# --- one schedule, one cause


@pytest.mark.parametrize("teks", ["tbd", "menyesuaikan", "31 Februari 2023"])
def test_belum_terbaca(teks):
    ((satu, kalimat, medan),) = hasil(baris(jadwal=[jadwal(7, teks)]))
    assert (satu, medan) == ("belum_terbaca", "jadwal-7-teks")
    assert teks in kalimat


def test_berkala_tanpa_frekuensi_dan_tanpa_tanggal():
    assert kode(baris(jadwal=[jadwal(7, "secara berkala")])) == ["tanpa_tanggal"]
    assert kode(baris(jadwal=[jadwal(7, "Setiap bulan, Februari–November 2023")])) == []
    triwulan = Jadwal(pk=7, teks="TW I", jenis="triwulanan", tanda_triwulan={"1": "v"})
    assert kode(baris(jadwal=[triwulan])) == []


def test_usulan_disebut_sekali_dan_berhenti_setelah_diputus():
    jauh = jadwal(7, "8 Februari 2022")
    ((satu, kalimat, medan),) = hasil(baris(jadwal=[jauh]))
    assert (satu, medan) == ("bertentangan", "jadwal-7-teks")
    assert kalimat == "“8 Februari 2022”: usulan 8 Feb 2023. Tahun 2022 di luar masa rencana kerja (2023)."
    jauh.status_koreksi = "ditolak"
    assert kode(baris(jadwal=[jauh])) == []
    diterima = jadwal(7, "8 Februari 2022", status_koreksi="diterima", **nilai_usulan(jauh.usulan))
    assert diterima.mulai.year == 2023
    assert kode(baris(jadwal=[diterima])) == []


@pytest.mark.parametrize("teks", ["Januari 2024", "Desember 2023–Januari 2024", "31 Desember 2023"])
def test_januari_sesudah_rencana_hanya_menutup(teks):
    assert "luar_masa" not in kode(baris(jadwal=[jadwal(7, teks)]))


def test_di_luar_masa_tanpa_usulan():
    ((satu, kalimat, _),) = hasil(baris(jadwal=[jadwal(7, "Desember 2023–Maret 2024")]))
    assert satu == "luar_masa"
    assert "2024" in kalimat
    assert "(2023)" in kalimat
    tercakup = TabelRencana(pk=3, rencana=RENCANA, area=MP, tahun_tercakup=[2023, 2024])
    assert kode(baris(jadwal=[jadwal(7, "Desember 2023–Maret 2024")], tabel=tercakup)) == []


def test_hari_yang_tidak_cocok():
    ((satu, kalimat, _),) = hasil(baris(jadwal=[jadwal(7, "Senin, 2 Juli 2023")]))
    assert satu == "bertentangan"  # and not once more as a Sunday
    assert "Minggu" in kalimat
    assert "Senin" in kalimat


def test_tahun_tabel_dan_tahun_jadwal():
    panjang = RencanaKerja(pk=1, satker=SATKER, judul="Rencana", tahun_mulai=2022, tahun_selesai=2024)
    tabel = TabelRencana(pk=3, rencana=panjang, area=MP, tahun=2023)
    for teks, harapan in (("3 Maret 2022", ["bertentangan"]), ("3 Maret 2023", []), ("Januari 2024", [])):
        (nilai,) = nilai_jadwal(teks, tahun_mulai=2022, tahun_selesai=2024)
        assert kode(baris(tabel=tabel, jadwal=[Jadwal(pk=7, **nilai)]), rencana=panjang) == harapan


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("28 Januari 2023", "28 Januari 2023 jatuh pada hari Sabtu."),
        ("2 Juli 2023", "2 Juli 2023 jatuh pada hari Minggu."),
        ("7 April 2023", "Jumat, 7 April 2023: Wafat Yesus Kristus."),
    ],
)
def test_hari_libur_disebut_namanya(teks, kalimat):
    assert hasil(baris(jadwal=[jadwal(7, teks)])) == [("hari_libur", kalimat, "jadwal-7-teks")]


@pytest.mark.parametrize("teks", ["6 April 2023", "April 2023", "7–8 April 2023", "Setiap tanggal 7, April–Juni 2023"])
def test_bukan_hari_libur(teks):
    assert "hari_libur" not in kode(baris(jadwal=[jadwal(7, teks)]))


def test_label_aksi_membedakan_dua_jadwal():
    isi = {"aksi": [aksi(1, "Satu", "a."), aksi(2, "Dua", "b.")]}
    dua = [jadwal(7, "2 Juli 2023"), jadwal(8, "2 Juli 2023")]
    kalimat = [x[1] for x in hasil(baris(**isi, jadwal=dua, pasangan={7: [1], 8: [2]}))]
    assert kalimat == ["a. 2 Juli 2023 jatuh pada hari Minggu.", "b. 2 Juli 2023 jatuh pada hari Minggu."]


# --- invitations


def undangan_dan_rapat(undangan, rapat, a="Menyampaikan undangan rapat", b="Melaksanakan rapat kerja", **lain):
    isi = {"aksi": [aksi(1, a), aksi(2, b)], "jadwal": [jadwal(7, undangan, **lain), jadwal(8, rapat, **lain)]}
    return baris(**isi, pasangan={7: [1], 8: [2]})


def test_aksi_undangan_sesudah_rapatnya():
    assert hasil(undangan_dan_rapat("10 Maret 2023", "8 Maret 2023")) == [
        ("undangan_terlambat", "Undangan dijadwalkan 10 Maret 2023, acaranya 8 Maret 2023.", "jadwal-7-teks")
    ]


@pytest.mark.parametrize(
    "satu",
    [
        undangan_dan_rapat("8 Maret 2023", "10 Maret 2023"),
        undangan_dan_rapat("8 Maret 2023", "8 Maret 2023"),
        undangan_dan_rapat("10 Maret 2023", "8 Maret 2023", dasar_pasangan="tidak_pasti"),
        undangan_dan_rapat("10 Maret 2023", "8 Maret 2023", b="Menyusun laporan rapat"),
        undangan_dan_rapat("10 Maret 2023", "8 Maret 2023", b="Membuat media sosialisasi"),
        undangan_dan_rapat("10 Maret 2023", "8 Maret 2023", a="Melaksanakan rapat sesuai undangan"),
        undangan_dan_rapat("10 Maret 2023", "Maret 2023"),
    ],
)
def test_aksi_undangan_yang_tidak_terlambat(satu):
    assert "undangan_terlambat" not in kode(satu)


def test_rapat_yang_tanggalnya_belum_terbaca_tidak_dibandingkan():
    satu = undangan_dan_rapat("10 Maret 2023", "8 Maret 2023")
    satu.jadwal.append(jadwal(9, "secara berkala"))
    satu.aksi_jadwal[9] = frozenset([2])
    assert "undangan_terlambat" not in kode(satu)


def test_bukti_undangan_sesudah_jadwal_barisnya():
    undangan = syarat(5, "Undangan rapat", "undangan", tanggal=date(2023, 3, 10))
    assert hasil(baris(syarat=[undangan], jadwal=[jadwal(7, "8 Maret 2023")])) == [
        ("undangan_terlambat", "Undangan bertanggal 10 Maret 2023, acaranya 8 Maret 2023.", "syarat-5-teks")
    ]
    for teks in ("10 Maret 2023", "8 Maret–1 April 2023", "secara berkala", "tbd"):
        satu = baris(syarat=[undangan], jadwal=[jadwal(7, teks)])
        assert "undangan_terlambat" not in kode(satu), teks


def test_bukti_undangan_dibandingkan_dengan_notula_rapat_yang_sama():
    undangan = syarat(5, "Surat undangan penentuan tim (10 Maret 2023)", "undangan", tanggal=date(2023, 3, 10))
    notula = syarat(6, "Notula penentuan tim (8 Maret 2023)", "notula", tanggal=date(2023, 3, 8))
    lain = syarat(6, "Notula penyusunan mekanisme", "notula", tanggal=date(2023, 3, 8))
    luas = {"jadwal": [jadwal(7, "Januari–Desember 2023")]}
    assert kode(baris(syarat=[undangan, notula], **luas)) == ["undangan_terlambat"]
    assert kode(baris(syarat=[undangan, lain], **luas)) == []


def test_bukti_undangan_hanya_dibandingkan_dengan_aksinya():
    undangan = syarat(5, "Undangan", "undangan", tanggal=date(2023, 3, 10))
    isi = {"aksi": [aksi(1, "Satu", "a."), aksi(2, "Dua", "b.")], "syarat": [undangan], "pasangan": {7: [1], 8: [2]}}
    isi["jadwal"] = [jadwal(7, "8 Maret 2023"), jadwal(8, "20 Maret 2023")]
    assert kode(baris(**isi)) == []
    assert kode(baris(**isi, pasangan_bukti={5: [1]})) == ["undangan_terlambat"]
    assert kode(baris(**isi, pasangan_bukti={5: [2]})) == []


def test_aksi_tanpa_jadwal_membuat_bukti_undangan_tidak_pasti():
    undangan = syarat(5, "Undangan", "undangan", tanggal=date(2023, 3, 10))
    isi = {"aksi": [aksi(1, "Satu"), aksi(2, "Dua")], "jadwal": [jadwal(7, "8 Maret 2023")], "pasangan": {7: [1]}}
    assert kode(baris(**isi, syarat=[undangan])) == ["aksi_tanpa_jadwal"]


def test_kertas_rapat_di_luar_masa():
    lama = syarat(5, "Undangan (3 Maret 2022)", "undangan", tanggal=date(2022, 3, 3))
    assert hasil(baris(syarat=[lama])) == [
        ("luar_masa", "“Undangan (3 Maret 2022)” bertanggal 3 Maret 2022.", "syarat-5-teks")
    ]
    assert kode(baris(syarat=[syarat(5, "SK", "sk", tanggal=date(2022, 3, 3))])) == []


# --- people


def test_area_tanpa_orang_satu_baris_per_area():
    kosong = [AreaBahan(MP), AreaBahan(TL, berorang=True)]
    assert kode(baris(1, "Satu"), baris(2, "Dua"), baris(3, "Tiga", area=TL), area=kosong) == ["tanpa_orang"]
    ((_, isi),) = periksa(Bahan(RENCANA, baris=[baris()], area=[AreaBahan(MP)]))
    assert (isi[0].sasaran.jenis, isi[0].sasaran.pk, isi[0].teks) == ("orang", 1, "Manajemen Perubahan")


def test_rencana_yang_menyebut_penanggung_jawab():
    semua = [baris(1, "Satu", berorang=True), baris(2, "Dua"), baris(3, "Tiga")]
    assert (
        hasil(*semua, area=[AreaBahan(MP)])
        == [("tanpa_orang", "Belum ada penanggung jawab.", "baris-penanggung_jawab")] * 2
    )


def test_tabel_tanpa_lajur_penanggung_jawab_tidak_ditanya():
    tahunan = TabelRencana(pk=2, rencana=RENCANA, jenis="tahunan", tahun=2023)
    semua = [baris(1, "Satu", tabel=tahunan, berorang=True), baris(2, "Dua")]
    assert kode(*semua) == []
    assert kode(*semua, area=[AreaBahan(MP)]) == ["tanpa_orang"]


# --- said twice


@pytest.mark.parametrize("uraian", ["Penyusunan Tim", "PENYUSUNAN  TIM.", "3. Penyusunan tim", "penyusunan-tim"])
def test_baris_kembar(uraian):
    ((satu, kalimat, medan),) = hasil(baris(1, aksi=[aksi(1, "A")]), baris(2, uraian, aksi=[aksi(2, "a.")]))
    assert (satu, kalimat, medan) == ("kembar", "Sama dengan baris 1.", "baris-uraian")


def test_baris_kembar_di_area_lain_dan_berjadwal_lain():
    satu = baris(1, aksi=[aksi(1, "A")])
    dua = baris(2, aksi=[aksi(2, "A")], area=TL, jadwal=[jadwal(7, "3 Maret 2023")])
    assert [x[1] for x in hasil(satu, dua)] == [
        "Sama dengan baris 1 di area lain (Manajemen Perubahan); jadwalnya berbeda."
    ]


def test_banyak_baris_kembar_satu_peringatan():
    semua = [baris(n, aksi=[aksi(n, "A")]) for n in range(1, 9)]
    ((_, kalimat, _),) = hasil(*semua)
    assert kalimat == "Sama dengan baris 1, baris 2, baris 3, baris 4, baris 5 dan 2 baris lain."


def test_bukan_kembar():
    assert kode(baris(1, "Evaluasi TW I"), baris(2, "Evaluasi TW II")) == []
    assert kode(baris(1, aksi=[aksi(1, "A")]), baris(2, aksi=[aksi(2, "B")])) == []
    tahun = [TabelRencana(pk=t, rencana=RENCANA, area=MP, tahun=t) for t in (2022, 2023)]
    assert kode(*(baris(n, tabel=t, aksi=[aksi(n, "A")]) for n, t in enumerate(tahun, start=1))) == []


def test_pekerjaan_berulang_bertanggal_lain_bukan_kembar():
    def rapat(n, teks, uraian="Rapat evaluasi"):
        return baris(n, uraian, aksi=[aksi(n, "A")], jadwal=[jadwal(n, teks)])

    assert kode(rapat(1, "3 Maret 2023"), rapat(2, "3 April 2023")) == []
    assert kode(rapat(1, "3 Maret 2023"), rapat(2, "3 Maret 2023")) == ["kembar"]
    assert kode(rapat(1, "3 Maret 2023", "Pembentukan tim"), rapat(2, "3 April 2023", "Pembentukan tim")) == ["kembar"]


def test_aksi_kembar_dalam_satu_baris():
    isi = [aksi(1, "Menyusun agenda"), aksi(2, "menyusun agenda;")]
    assert hasil(baris(aksi=isi)) == [("kembar", "Rencana aksi “menyusun agenda;” ada dua kali.", "aksi-2-teks")]


# --- areas and titles


def test_area_kosong():
    kosong = [AreaBahan(MP, berorang=True), AreaBahan(TL)]
    assert kode(baris(), area=kosong) == ["area_kosong"]
    assert kode(baris(), area=[*kosong[:1], AreaBahan(TL, berisi=True)]) == []
    hasil_ = AreaRencana(pk=2, nama="Hasil", jenis="hasil")
    assert kode(baris(), area=[*kosong[:1], AreaBahan(hasil_)]) == []


def test_area_dari_rencana_tanpa_matriks():
    assert kode(area=[AreaBahan(MP), AreaBahan(TL, berindikator=True)]) == ["area_kosong"]
    lintas = TabelRencana(pk=9, rencana=RENCANA, jenis="tahunan", tahun=2023)
    assert kode(baris(tabel=lintas, area=None), area=[AreaBahan(MP)]) == []


@pytest.mark.parametrize(
    ("judul", "harapan"),
    [
        ("Rencana Kerja Tahun 2022", ["bertentangan"]),
        ("Rencana Kerja 2019-2022", ["bertentangan"]),
        ("Rencana Kerja Tahun 2023", []),
        ("Rencana Kerja 2020–2024", []),
        ("Rencana Kerja 2022/23", []),
        ("Rencana Kerja menurut Permenpan Nomor 90 Tahun 2021", []),
        ("Rencana Kerja", []),
    ],
)
def test_tahun_pada_judul(judul, harapan):
    rencana = RencanaKerja(pk=1, satker=SATKER, judul=judul, tahun_mulai=2023, tahun_selesai=2023)
    assert kode(baris(), rencana=rencana) == harapan


def test_tahun_pada_judul_tabel():
    def tabel(judul, tahun=None):
        return TabelRencana(pk=5, rencana=RENCANA, area=MP, judul=judul, tahun=tahun)

    dua = [baris(n, f"Baris {n}", tabel=tabel("Matriks 2022")) for n in (1, 2)]
    assert kode(*dua) == ["bertentangan"]
    assert kode(baris(tabel=tabel("Matriks 2023"))) == []


# --- who signs


def ttd(**nilai):
    return Pengesahan(pk=4, jabatan=nilai.pop("jabatan", "Kepala KB Contoh"), **nilai)


@pytest.mark.parametrize(
    ("nilai", "harapan"),
    [
        ({"nama": "Rinjani Samalas, M.Hum."}, ["penanda_tangan"]),
        ({"nama": "DR. LARAS CANDRA, M.Hum"}, []),
        ({"nama": "Dr. Laras Candra, M.Hum.", "nomor_induk": "1974 1118"}, []),
        ({"nama": "Dr. Laras Candra, M.Hum.", "nomor_induk": "19741119"}, ["penanda_tangan"]),
        ({"nama": "Rinjani Samalas", "jabatan": "Plt. Kepala KB Contoh"}, []),
        ({"nama": "Rinjani Samalas", "jabatan": "Ketua Tim"}, []),
        ({"nama": "Rinjani Samalas", "jabatan": "Kepala Badan"}, []),
    ],
)
def test_penanda_tangan(nilai, harapan):
    kepala = [Orang("Dr. Laras Candra, M.Hum.", "19741118")]
    assert kode(baris(), pengesahan=[ttd(**nilai)], kepala=kepala) == harapan


def test_naskah_yang_sudah_disetujui_tetap_seperti_ditandatangani():
    rencana = RencanaKerja(
        pk=1, satker=SATKER, judul="Rencana", tahun_mulai=2023, tahun_selesai=2023, status="disetujui"
    )
    lain = {"pengesahan": [ttd(nama="Rinjani Samalas")], "kepala": [Orang("Laras Candra", "")]}
    assert kode(baris(), **lain) == ["penanda_tangan"]
    assert kode(baris(), rencana=rencana, **lain) == []
    assert kode(baris(), **lain | {"kepala": []}) == []
