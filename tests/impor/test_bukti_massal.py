"""Evidence in bulk, through its pages: workbook out, workbook and files in, preview, job, what was refused."""

import io
import json
import zipfile

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfWriter

from tests.bukti.test_berkas import pdf
from tests.dunia import INSTRUMEN
from tests.impor.pembuat import buku
from tests.pabrik import AreaFactory, BarisFactory, RencanaFactory, SatkerFactory, TabelFactory, orang
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.bukti.services_syarat import tambah_syarat
from zi.common.models import Pekerjaan
from zi.impor import services_massal
from zi.impor.models import DrafBukti
from zi.impor.services_massal import buang_draf, kerjakan_bukti, terapkan_bukti
from zi.jadwal.services import tambah_jadwal
from zi.naskah.muat import muat
from zi.pengungkit.models import AreaBaku, Instrumen, Pertanyaan, Simpul
from zi.pengungkit.services import muat_acuan, muat_semua_instrumen
from zi.rencana.label import daftar

pytestmark = pytest.mark.django_db
NTB = settings.BASE_DIR / "fixtures" / "contoh" / "rencana-kb-ntb-2023.json"
KEPALA = ["Kode", "Area", "Bukti yang diminta", "Judul", "Nomor dokumen", "Tanggal", "Berkas", "Berlaku sampai"]
LENCANA = {"baru", "sama", "tautan", "ragu", "gagal", "kosong"}


def isi_pdf(n: int) -> bytes:
    """A PDF unlike the others."""
    tulis, keluar = PdfWriter(), io.BytesIO()
    tulis.add_blank_page(100, 100)
    tulis.add_metadata({"/Title": f"Isi {n}"})
    tulis.write(keluar)
    return keluar.getvalue()


def arsip(isi: dict[str, bytes], padat=zipfile.ZIP_STORED) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", padat) as z:
        for nama, data in isi.items():
            z.writestr(nama, data)
    return keluar.getvalue()


def lembar(*baris) -> bytes:
    return buku([KEPALA, *baris])


@pytest.fixture
def ntb():
    muat_acuan()
    muat_semua_instrumen()
    rencana = muat(json.loads(NTB.read_bytes()), SatkerFactory())
    rencana.satker.refresh_from_db()
    return rencana


@pytest.fixture
def kecil():
    """A plan without rows, and an instrument with a question in each of two areas."""
    rencana = RencanaFactory()
    instrumen = Instrumen.objects.create(kode="uji", **INSTRUMEN)
    for n, kode in enumerate(("MP", "TL"), 1):
        area = AreaBaku.objects.create(kode=kode, nama=f"Area {kode}", urutan=n)
        cara = {"bobot": 1, "cara": Simpul.Cara.RATA_RATA_KALI_BOBOT, "urutan": n}
        simpul = Simpul.objects.create(instrumen=instrumen, kode=f"A.I.{n}", nama=area.nama, area=area, **cara)
        isian = {"kode": f"A.I.{n}.i.a", "teks": "Apakah?", "tipe": "YT", "urutan": n}
        Pertanyaan.objects.create(instrumen=instrumen, simpul=simpul, **isian)
    return rencana


@pytest.fixture
def ketua(kecil):
    return orang(kecil.satker, "ketua_tim")


def kirim(client, rencana, excel: bytes, *berkas, medan="berkas"):
    """Upload; the answer."""
    isian = {"satker": rencana.satker_id, "tahun": 2023, "lembar": SimpleUploadedFile("daftar.xlsx", excel)}
    return client.post(reverse("impor:bukti"), {**isian, medan: [SimpleUploadedFile(n, i) for n, i in berkas]})


def pratinjau(client, rencana, excel: bytes, *berkas, **lain):
    """Upload and open the preview; its address and the answer."""
    jawab = kirim(client, rencana, excel, *berkas, **lain)
    assert jawab.status_code == 302, jawab.context["form"].errors
    return jawab["Location"], client.get(jawab["Location"])


def simpan(client, alamat, django_capture_on_commit_callbacks, **isian):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(alamat, isian)
    return client.get(alamat)


def test_124_bukti_ntb(client, ntb, django_capture_on_commit_callbacks):
    """The workbook of the plan, filled in for every requirement, and a ZIP of as many files in folders."""
    ketua = orang(ntb.satker, "ketua_tim")
    client.force_login(ketua)
    unduh = client.get(reverse("impor:bukti_lembar", args=[ntb.satker_id, 2023]))
    halaman = load_workbook(io.BytesIO(unduh.content))["Bukti"]
    kolom = {sel.value: sel.column for sel in halaman[2]}
    baris = [n for n in range(3, halaman.max_row + 1) if halaman.cell(n, kolom["Kunci (jangan diubah)"]).value]
    assert len(baris) == 124
    assert halaman.max_row - 2 > 124 + 90  # and the questions
    assert halaman.column_dimensions["A"].hidden
    for n in baris:
        halaman.cell(n, kolom["Berkas atau tautan"]).value = f"bukti {n}"
        halaman.cell(n, kolom["Judul dokumen"]).value = f"Judul {n}"
        halaman.cell(n, kolom["Tanggal dokumen"]).value = "25/01/2023"
    keluar = io.BytesIO()
    load = halaman.parent
    load.save(keluar)
    zip_nya = arsip({f"NTB/Bukti {n}.PDF": isi_pdf(n) for n in baris} | {"NTB/lain.pdf": isi_pdf(0)})
    alamat, jawab = pratinjau(client, ntb, keluar.getvalue(), ("berkas.zip", zip_nya))
    assert jawab.context["hitung"] == dict.fromkeys(LENCANA, 0) | {"baru": 124, "kosong": halaman.max_row - 2 - 124}
    assert jawab.context["hasil"].sisa == ("NTB/lain.pdf",)
    assert not Berkas.objects.exists()
    hasil = simpan(client, alamat, django_capture_on_commit_callbacks)
    assert (hasil.context["tersimpan"], hasil.context["gagal"]) == (124, 0)
    assert Berkas.objects.count() == VersiBerkas.objects.count() == PemenuhanBukti.objects.count() == 124
    assert PemenuhanBukti.objects.values("syarat").distinct().count() == 124
    satu = Berkas.objects.get(judul=f"Judul {baris[0]}")
    assert (str(satu.tanggal), satu.diunggah_oleh) == ("2023-01-25", ketua)
    draf = DrafBukti.objects.get()
    assert not default_storage.exists(draf.arsip.name)
    kosong = load_workbook(io.BytesIO(client.get(unduh.request["PATH_INFO"]).content))["Bukti"]
    sisa = {x for n in range(3, kosong.max_row + 1) if (x := kosong.cell(n, 1).value)}
    assert sisa == {str(s.uid) for s in ntb_syarat(ntb) if s.per_kejadian and str(s.uid) in sisa}  # the next occurrence
    assert len(sisa) < 124


def test_tempat_menurut_kode_kata_dan_pertanyaan(client, ntb, django_capture_on_commit_callbacks):
    """Headings in any order; row codes, question codes, exact and similar words."""
    client.force_login(orang(ntb.satker, "ketua_tim"))
    syarat = ntb_syarat(ntb)
    tunggal = next(s for s in syarat if sum(x.baris_id == s.baris_id for x in syarat) == 1)
    kode = f"{tunggal.baris.area.nomor_tertulis.rstrip('.')}.{tunggal.baris.no_tertulis.rstrip('.')}"
    kembar = next(s for s in syarat if sum(x.teks == s.teks for x in syarat) == 1 and len(s.teks.split()) > 4)
    excel = lembar(
        [kode, "", "", "Judul satu", 12, "25 Januari 2023", "satu", ""],
        ["A.I.1.i.a", "", "", "SK Tim", "", "", "dua.pdf", "31 Desember 2024"],
        ["", "", kembar.teks, "", "", "", "tiga", ""],
        ["", "", kembar.teks + " lengkap", "", "", "", "tiga", ""],
        ["Z.99", "", "", "", "", "", "satu", ""],
        ["", "", "zzz qqq", "", "", "", "satu", ""],
    )
    zip_nya = arsip({f"{x}.pdf": isi_pdf(n) for n, x in enumerate(["satu", "dua", "tiga"])})
    alamat, jawab = pratinjau(client, ntb, excel, ("a.zip", zip_nya))
    status = {b.nomor: b.status for b in jawab.context["hasil"].baris}
    assert status == {"2": "baru", "3": "baru", "4": "ragu", "5": "ragu", "6": "gagal", "7": "gagal"}
    ragu = {b.nomor: b.tempat for b in jawab.context["ragu"]}
    assert ragu["4"].pilihan == kembar
    assert ragu["5"].pilihan is None
    assert ragu["5"].usul[0] == kembar
    hasil = simpan(client, alamat, django_capture_on_commit_callbacks, **{"tempat-4": str(kembar.uid)})
    assert (hasil.context["tersimpan"], hasil.context["gagal"]) == (3, 3)
    satu = tunggal.pemenuhan.get().berkas
    assert (satu.judul, satu.nomor, str(satu.tanggal)) == ("Judul satu", "12", "2023-01-25")
    tanya = SyaratBukti.objects.get(pertanyaan__kode="A.I.1.i.a")
    assert (tanya.teks, tanya.satker, tanya.tahun) == ("SK Tim", ntb.satker, 2023)
    assert str(tanya.pemenuhan.get().berkas.berlaku_sampai) == "2024-12-31"
    assert kembar.pemenuhan.count() == 1
    perbaiki = client.get(reverse("impor:bukti_ditolak", args=[DrafBukti.objects.get().pk]))
    halaman = load_workbook(io.BytesIO(perbaiki.content))["Bukti"]
    keterangan = {str(b[1].value or ""): b[-1].value for b in halaman.iter_rows(min_row=3)}
    assert "Z.99" in keterangan["Z.99"]
    assert halaman.cell(2, halaman.max_column).value == "Keterangan"
    assert halaman.max_row == 5
    assert pratinjau(client, ntb, perbaiki.content, ("a.zip", zip_nya))[1].status_code == 200  # it reads back


def ntb_syarat(rencana) -> list[SyaratBukti]:
    return list(SyaratBukti.objects.filter(baris__tabel__rencana=rencana).select_related("baris__area"))


def test_berkas_lepas_tautan_dan_isi_sama(client, kecil, ketua, django_capture_on_commit_callbacks):
    client.force_login(ketua)
    excel = lembar(
        ["A.I.1.i.a", "", "Pertama", "", "", "", "a.pdf", ""],
        ["A.I.1.i.a", "", "Kedua", "", "", "", "folder/a", ""],
        ["A.I.1.i.a", "", "Ketiga", "Rekaman", "", "", "www.contoh.example/rekaman", ""],
        ["A.I.1.i.a", "", "Keempat", "Rekaman", "", "", "https://", ""],
    )
    alamat, jawab = pratinjau(client, kecil, excel, ("a.pdf", isi_pdf(1)), ("b.pdf", isi_pdf(2)), medan="folder")
    assert [b.status for b in jawab.context["hasil"].baris] == ["baru", "sama", "tautan", "gagal"]
    assert jawab.context["hasil"].sisa == ("b.pdf",)
    simpan(client, alamat, django_capture_on_commit_callbacks)
    assert VersiBerkas.objects.count() == 1
    assert PemenuhanBukti.objects.filter(berkas__versi__nama_asli="a.pdf").count() == 2
    tautan = Berkas.objects.get(tautan="https://www.contoh.example/rekaman")
    assert (tautan.judul, tautan.diunggah_oleh) == ("Rekaman", ketua)
    _, lagi = pratinjau(client, kecil, excel, ("a.pdf", isi_pdf(1)))
    assert [b.status for b in lagi.context["hasil"].baris] == ["sama", "sama", "tautan", "gagal"]
    assert "Sudah tercatat" in lagi.text


def test_isi_yang_tidak_benar_ditolak_baris_demi_baris(client, kecil, ketua, django_capture_on_commit_callbacks):
    """The same check as a single upload; the good line is kept."""
    client.force_login(ketua)
    excel = lembar(
        *[["A.I.1.i.a", "", n, "", "", "", n, ""] for n in ("baik", "program", "terkunci", "kosong", "tidak ada")],
        ["A.I.1.i.a", "", "hari", "", "", "31 Februari 2023", "baik", ""],
        ["A.I.1.i.a", "", "masa", "", "", "3 Maret 2023", "baik", "2 Maret 2023"],
        ["A.I.1.i.a", "", "lupa", "Judul tanpa berkas", "", "", "", ""],
    )
    isi = {"baik.pdf": isi_pdf(1), "program.pdf": b"MZ" + b"0" * 99, "terkunci.pdf": pdf("rahasia"), "kosong.pdf": b""}
    alamat, jawab = pratinjau(client, kecil, excel, ("a.zip", arsip(isi)))
    assert jawab.context["hitung"] == dict.fromkeys(LENCANA, 0) | {"baru": 3, "gagal": 5}
    hasil = simpan(client, alamat, django_capture_on_commit_callbacks)
    assert (hasil.context["tersimpan"], hasil.context["gagal"]) == (1, 7)
    for kata in (
        "bukan PDF",
        "kata sandi",
        "0 bita",
        "tidak ada di ZIP",
        "31 Februari",
        "sebelum tanggal",
        "belum ditulis",
    ):
        assert kata in hasil.text
    assert Berkas.objects.count() == 1


def test_hak_diperiksa_baris_demi_baris(client, kecil, django_capture_on_commit_callbacks):
    """A member of one area, a person of another unit, the kepala, an evaluator."""
    excel = lembar(*[[k, "", k, "", "", "", "a", ""] for k in ("A.I.1.i.a", "A.I.2.i.a")])
    client.force_login(orang(kecil.satker, "anggota", area="MP"))
    alamat, jawab = pratinjau(client, kecil, excel, ("a.pdf", isi_pdf(1)))
    assert [b.status for b in jawab.context["hasil"].baris] == ["baru", "gagal"]
    assert "Hanya tim kerja area ini" in jawab.text
    hasil = simpan(client, alamat, django_capture_on_commit_callbacks)
    assert (hasil.context["tersimpan"], hasil.context["gagal"]) == (1, 1)
    semua = [orang(kecil.satker, x) for x in ("ketua_tim", "kepala", "evaluator")] + [
        orang(SatkerFactory(), "ketua_tim")
    ]
    for siapa in semua:
        client.force_login(siapa)
        for nama in ("impor:bukti_draf", "impor:bukti_ditolak"):
            assert client.get(reverse(nama, args=[DrafBukti.objects.get().pk])).status_code == 404
    for siapa in semua[1:]:
        client.force_login(siapa)
        assert client.get(reverse("impor:bukti_lembar", args=[kecil.satker_id, 2023])).status_code == 404
        assert kirim(client, kecil, excel).status_code in {200, 422}
    assert DrafBukti.objects.count() == 1


def test_hak_yang_dicabut_sebelum_dikerjakan(client, kecil, ketua):
    client.force_login(ketua)
    pratinjau(client, kecil, lembar(["A.I.1.i.a", "", "x", "", "", "", "a", ""]), ("a.pdf", isi_pdf(1)))
    pekerjaan = terapkan_bukti(DrafBukti.objects.get(), {}, oleh=ketua)
    ketua.peran.all().delete()
    kerjakan_bukti(pekerjaan)
    assert DrafBukti.objects.get().hasil["2"]["status"] == "gagal"
    assert not Berkas.objects.exists()


def test_terbunuh_di_tengah_lalu_dilanjutkan(client, kecil, ketua, monkeypatch):
    """Killed after a file was stored and before its outcome was written: nothing is there twice."""
    client.force_login(ketua)
    excel = lembar(*[["A.I.1.i.a", "", f"Bukti {n}", f"Judul {n}", "", "", f"{n}", ""] for n in range(5)])
    pratinjau(client, kecil, excel, ("a.zip", arsip({f"{n}.pdf": isi_pdf(n) for n in range(5)})))
    pekerjaan = terapkan_bukti(DrafBukti.objects.get(), {}, oleh=ketua)
    asal, kali = services_massal._catat, []

    def mati(*args):
        kali.append(1)
        hasil = asal(*args)
        if len(kali) == 3:
            raise SystemExit
        return hasil

    monkeypatch.setattr(services_massal, "_catat", mati)
    with pytest.raises(SystemExit):
        kerjakan_bukti(pekerjaan)
    assert Berkas.objects.count() == 3
    kerjakan_bukti(pekerjaan)
    assert {x["status"] for x in DrafBukti.objects.get().hasil.values()} <= {"baru", "sama"}
    assert Berkas.objects.count() == VersiBerkas.objects.count() == PemenuhanBukti.objects.count() == 5
    assert {b.judul for b in Berkas.objects.all()} == {f"Judul {n}" for n in range(5)}
    kerjakan_bukti(pekerjaan)
    assert Berkas.objects.count() == 5


def test_simpan_dua_kali_satu_pekerjaan(client, kecil, ketua, django_capture_on_commit_callbacks):
    client.force_login(ketua)
    alamat, _ = pratinjau(client, kecil, lembar(["A.I.1.i.a", "", "x", "", "", "", "a", ""]), ("a.pdf", isi_pdf(1)))
    simpan(client, alamat, django_capture_on_commit_callbacks)
    simpan(client, alamat, django_capture_on_commit_callbacks)
    assert Pekerjaan.objects.filter(jenis="impor_bukti").count() == PemenuhanBukti.objects.count() == 1


def test_draf_lama_dibuang_dengan_berkasnya(client, kecil, ketua, django_capture_on_commit_callbacks, monkeypatch):
    client.force_login(ketua)
    excel = lembar(["A.I.1.i.a", "", "x", "", "", "", "a", ""])
    pratinjau(client, kecil, excel, ("a.pdf", isi_pdf(1)))
    pertama = DrafBukti.objects.get().arsip.name
    with django_capture_on_commit_callbacks(execute=True):
        pratinjau(client, kecil, excel, ("a.pdf", isi_pdf(1)))
    draf = DrafBukti.objects.get()  # the new one took the place of the first
    assert not default_storage.exists(pertama)
    assert default_storage.exists(draf.arsip.name)
    assert buang_draf() == 0
    draf.dibuat_pada -= services_massal.MASA_DRAF
    draf.save()
    default_storage.save("impor/bukti/1/yatim.zip", io.BytesIO(b"sisa"))
    monkeypatch.setattr("zi.bukti.berkas.services_periksa.USIA_YATIM", -services_massal.MASA_DRAF)
    with django_capture_on_commit_callbacks(execute=True):
        assert buang_draf() == 1
    assert not default_storage.exists(draf.arsip.name)
    assert not default_storage.exists("impor/bukti/1/yatim.zip")


def test_jumlah_kueri_tetap(client, kecil, ketua, django_assert_max_num_queries):
    client.force_login(ketua)
    for banyak in (2, 50):
        baris = [["A.I.1.i.a", "", f"Bukti {n}", "", "", "", f"{n}", ""] for n in range(banyak)]
        alamat, _ = pratinjau(
            client, kecil, lembar(*baris), ("a.zip", arsip({f"{n}.pdf": isi_pdf(n) for n in range(banyak)}))
        )
        with django_assert_max_num_queries(12):
            client.get(alamat)


def test_menu_menunjuk_bukti(client, kecil, ketua):
    """These pages belong to the evidence, the other ones of the import to the plan."""
    client.force_login(ketua)
    alamat, _ = pratinjau(client, kecil, lembar(["A.I.1.i.a", "", "x", "", "", "", "a", ""]), ("a.pdf", isi_pdf(1)))
    for url, teks in ((reverse("impor:bukti"), "Bukti"), (alamat, "Bukti"), (reverse("impor:unggah"), "Rencana")):
        assert [x["teks"] for x in client.get(url).context["menu"] if x["aktif"]] == [teks]


def test_bukti_berulang_menurut_tanggalnya(client, ketua, kecil, django_capture_on_commit_callbacks):
    """One line a meeting, in any order: each goes to the occurrence of its date; what has no date to the oldest that
    lacks evidence; the same list again changes nothing.
    """
    baris = BarisFactory(tabel=TabelFactory(rencana=kecil, area=AreaFactory(rencana=kecil, kode="MP")), no_tertulis="7")
    tambah_jadwal(baris, "5 Januari 2023\n5 Februari 2023\n5 Maret 2023", oleh=ketua)
    (syarat,) = tambah_syarat(baris, daftar("Notula"), oleh=ketua)
    SyaratBukti.objects.filter(pk=syarat.pk).update(per_kejadian=True)
    client.force_login(ketua)
    excel = lembar(
        ["7", "", "Notula", "Maret", "", "5 Maret 2023", "c", ""],
        ["7", "", "Notula", "Januari", "", "5 Januari 2023", "a", ""],
        ["7", "", "Notula", "Tanpa tanggal", "", "", "b", ""],
        ["7", "", "Notula", "Tautan", "", "5 Januari 2023", "https://contoh.example/rapat", ""],
    )
    zip_nya = arsip({f"{x}.pdf": isi_pdf(n) for n, x in enumerate("abc")})
    for _ in range(2):
        alamat, jawab = pratinjau(client, kecil, excel, ("a.zip", zip_nya))
        hasil = simpan(client, alamat, django_capture_on_commit_callbacks)
        assert (hasil.context["tersimpan"], hasil.context["gagal"]) == (4, 0)
        bulan = {p.berkas.judul: p.kejadian.mulai.month for p in syarat.pemenuhan.all()}
        assert bulan == {"Januari": 1, "Tanpa tanggal": 2, "Maret": 3, "Tautan": 1}
        assert syarat.pemenuhan.count() == 4
        assert "Notula (5 Maret 2023)" in hasil.text
    assert "Sudah tercatat" in jawab.text


def test_kiriman_besar_hanya_di_halaman_ini(client, kecil, ketua, settings):
    client.force_login(ketua)
    excel = lembar(["A.I.1.i.a", "", "x", "", "", "", "a", ""])
    besar = arsip({"a.pdf": isi_pdf(1), "b.pdf": bytes(range(256)) * 8192})
    settings.BATAS_UNGGAH_MB, settings.BATAS_ALAMAT_MB = 1, {reverse("impor:bukti"): 3}
    assert kirim(client, kecil, excel, ("a.zip", besar)).status_code == 302
    settings.BATAS_ALAMAT_MB = {}
    assert kirim(client, kecil, excel, ("a.zip", besar)).status_code == 413


def test_alamat_batas_itu_halaman_ini():
    assert set(settings.BATAS_ALAMAT_MB) == {reverse("impor:bukti")}


def test_lembar_atau_zip_buruk_jadi_galat_formulir(client, kecil, ketua):
    client.force_login(ketua)
    baik = lembar(["A.I.1.i.a", "", "x", "", "", "", "a", ""])
    for excel, berkas, kata in (
        (b"bukan excel", (), "bukan berkas Excel"),
        (lembar(["A.I.1.i.a", "", "x", "", "", "", "", ""]), (), "satu pun nama berkas"),
        (baik, (("a.zip", arsip({"a": b"0" * 30_000_000}, zipfile.ZIP_DEFLATED)),), "terlalu besar"),
        (baik, (("a.zip", arsip({"a": b"x"})), ("b.pdf", isi_pdf(1))), "jangan dicampur"),
    ):
        jawab = kirim(client, kecil, excel, *berkas)
        assert jawab.status_code == 422
        assert kata in jawab.text
    assert not DrafBukti.objects.exists()
