"""The words of a stored file: read by a job with limits, found in the register; and what else an upload orders."""

import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from openpyxl import Workbook
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from tests.bukti.test_berkas import berkas, docx, png
from tests.bukti.test_pratinjau import pdf, versi
from tests.dunia import bangun
from tests.pabrik import SatkerFactory, orang
from zi.bukti.berkas.services_kata import kerjakan_kata, pesan_kata, susulkan_kata
from zi.bukti.berkas.services_versi import versi_baru
from zi.bukti.isi import kata
from zi.bukti.isi.kata import BITA_MAKS, baca
from zi.bukti.isi.pratinjau import jalur_gambar
from zi.bukti.models import Berkas, SyaratBukti, TeksBerkas, VersiBerkas
from zi.bukti.services import unggah
from zi.common import services
from zi.common.models import Pekerjaan
from zi.lke.models import BuktiPutaran

pytestmark = pytest.mark.django_db
WORD, EXCEL, POWERPOINT = (next(t for t, a in kata.OFFICE.items() if a == x) for x in ("docx", "xlsx", "pptx"))


@pytest.fixture
def dunia():
    return bangun("MILIKKU")


@pytest.fixture
def syarat(dunia):
    return SyaratBukti.objects.create(baris=dunia.baris, teks="Daftar hadir", urutan=9)


def pdf_teks(*halaman: str) -> bytes:
    """A page for each text, as a word processor makes them."""
    tulis, keluar = PdfWriter(), io.BytesIO()
    huruf = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    fon = tulis._add_object(DictionaryObject({NameObject(k): NameObject(v) for k, v in huruf.items()}))
    for teks in halaman:
        satu, isi = tulis.add_blank_page(595, 842), StreamObject()
        isi.set_data(f"BT /F1 12 Tf 50 700 Td ({teks}) Tj ET".encode("latin-1"))
        satu[NameObject("/Contents")] = tulis._add_object(isi)
        fonnya = DictionaryObject({NameObject("/F1"): fon})
        satu[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonnya})
    tulis.write(keluar)
    return keluar.getvalue()


def arsip(**anggota: str) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as zipnya:
        for nama, isi in anggota.items():
            zipnya.writestr(nama.replace("__", "/") + ".xml", isi)
    return keluar.getvalue()


def xlsx() -> bytes:
    buku, keluar = Workbook(), io.BytesIO()
    buku.active.append(["Nama", "Jabatan"])
    buku.active.append(["Budi Contoh", "Analis <muda> & madya"])
    buku.save(keluar)
    return keluar.getvalue()


def judul(client, cari):
    return [b.judul for b in client.get(reverse("bukti:register"), {"cari": cari}).context["laman"].object_list]


def jalankan_pekerjaan():
    for pk in Pekerjaan.objects.filter(status="menunggu").values_list("pk", flat=True):
        services.kerjakan(pk)


# --- from the upload to the search


def test_ditemukan_dari_kata_di_dalam_pdf(client, dunia, syarat):
    isi = pdf_teks("Undangan rapat koordinasi", "Ruang Mandalika lantai dua")
    unggah(syarat, berkas(isi, "Surat 12.pdf"), oleh=dunia.orang["anggota"])
    client.force_login(dunia.orang["ketua_tim"])
    assert judul(client, "mandalika") == []
    jalankan_pekerjaan()
    assert judul(client, "mandalika") == ["Surat 12"]
    assert judul(client, "MANDALIKA koordinasi surat") == ["Surat 12"]
    assert judul(client, "mandalika lombok") == []
    assert "Cari judul, nomor, atau isi" in client.get(reverse("bukti:register")).text
    for lain in (orang(SatkerFactory(), "ketua_tim"), dunia.orang["evaluator"], dunia.orang["admin_satker"]):
        client.force_login(lain)
        assert judul(client, "mandalika") == []


def test_unggahan_pertama_memesan_semuanya(dunia, syarat, settings):
    settings.PEMINDAI = "uji.pindai"
    satu = unggah(syarat, berkas(pdf_teks("a"), "a.pdf"), oleh=dunia.orang["anggota"]).berkas.versi.get()
    dua = versi_baru(satu.berkas, berkas(pdf_teks("b"), "b.pdf"), oleh=dunia.orang["anggota"])
    for v in (satu, dua):
        kunci = {f"{apa}:{v.pk}" for apa in ("pindai", "pratinjau", "kata")}
        assert set(Pekerjaan.objects.filter(data__versi=v.pk).values_list("kunci", flat=True)) == kunci


def test_foto_tidak_berkata(dunia, syarat):
    satu = unggah(syarat, berkas(png(), "foto.png"), oleh=dunia.orang["anggota"]).berkas.versi.get()
    assert list(Pekerjaan.objects.filter(data__versi=satu.pk).values_list("jenis", flat=True)) == ["pratinjau_berkas"]


def test_hanya_kata_versi_terbaru(client, dunia, syarat):
    anggota = dunia.orang["anggota"]
    lama = unggah(syarat, berkas(pdf_teks("mandalika"), "a.pdf"), oleh=anggota).berkas
    jalankan_pekerjaan()
    versi_baru(lama, berkas(pdf_teks("rinjani"), "b.pdf"), oleh=anggota)
    jalankan_pekerjaan()
    client.force_login(anggota)
    assert (judul(client, "mandalika"), judul(client, "rinjani")) == ([], [lama.judul])
    kerjakan_kata(Pekerjaan(data={"versi": lama.versi.get(nomor=1).pk}))  # late: its worker was away
    assert TeksBerkas.objects.get().versi.nomor == 2
    versi_baru(lama, berkas(png(), "c.png"), oleh=anggota)
    assert not TeksBerkas.objects.exists()


def test_dua_kali_sama_dengan_sekali(dunia):
    satu = versi(dunia, pdf_teks("mandalika"))
    for _ in range(2):
        kerjakan_kata(pesan_kata(satu, oleh=None))
    assert TeksBerkas.objects.get().isi == "mandalika"


@pytest.mark.parametrize("lain", [{"pindai": "terjangkit"}, {}])
def test_terjangkit_hilang_atau_dihapus_tidak_berkata(dunia, lain):
    satu = versi(dunia, pdf_teks("mandalika"), **lain)
    assert kerjakan_kata(Pekerjaan(data={"versi": 0})) == {}
    if lain:
        assert pesan_kata(satu, oleh=None) is None
    satu.isi.storage.delete(satu.isi.name)
    assert kerjakan_kata(Pekerjaan(data={"versi": satu.pk})) == {}
    Berkas.objects.filter(pk=satu.berkas_id).update(dihapus_pada="2026-01-01T00:00Z")
    assert kerjakan_kata(Pekerjaan(data={"versi": satu.pk})) == {}
    assert not TeksBerkas.objects.exists()


# --- what is read


def test_word_excel_powerpoint(dunia):
    satu, dua = "<w:p><w:r><w:t>Nota</w:t></w:r><w:r><w:t>ris</w:t></w:r></w:p>", "<w:p><w:t>hadir</w:t></w:p>"
    surat = arsip(word__document=f'<w:d xmlns:w="x">{satu}{dua}</w:d>')
    assert baca(versi(dunia, surat, WORD)) == "Notaris hadir"
    assert baca(versi(dunia, xlsx(), EXCEL)) == "Nama Jabatan Budi Contoh Analis <muda> & madya"
    salindia = {f"ppt__slides__slide{n}": f"<s><p><t>salindia {n}</t></p></s>" for n in (10, 2, 1)}
    assert baca(versi(dunia, arsip(**salindia), POWERPOINT)) == "salindia 1 salindia 2 salindia 10"


@pytest.mark.parametrize(
    ("isi", "tipe"),
    [
        (pdf(2), "application/pdf"),
        (b"%PDF-1.7 rusak", "application/pdf"),
        (b"PK rusak", WORD),
        (arsip(word__document="<w><t>putus"), WORD),
        (arsip(word__document='<!DOCTYPE x [<!ENTITY a "aaaa">]><w><t>&a;</t></w>'), WORD),
        (docx("lain.xml"), WORD),
    ],
)
def test_tanpa_kata_bukan_kegagalan(dunia, isi, tipe):
    assert baca(versi(dunia, isi, tipe)) == ""


def test_paling_banyak_200_ribu_huruf(dunia):
    besar = arsip(word__document="<w>" + "<p><t>kata panjang</t></p>" * 40_000 + "</w>")
    assert 190_000 < len(baca(versi(dunia, besar, WORD))) <= BITA_MAKS
    assert 190_000 < len(baca(versi(dunia, pdf_teks(*["kata panjang " * 2_000] * 12)))) <= BITA_MAKS


def test_huruf_panjang_dihitung_bita(dunia):
    teks = baca(versi(dunia, arsip(word__document="<w>" + "<p><t>ꦲꦤ ꦕꦫꦏ</t></p>" * 20_000 + "</w>"), WORD))
    assert 199_990 < len(teks.encode()) <= BITA_MAKS


def test_bom_kata_dibatasi(dunia):
    """One text of 60 MB in a few kilobytes, and a memory limit that it does not fit into."""
    besar = io.BytesIO()
    with zipfile.ZipFile(besar, "w", zipfile.ZIP_DEFLATED) as zipnya:
        zipnya.writestr("word/document.xml", "<w><p><t>" + "a" * 60_000_000 + "</t></p></w>")
    assert baca(versi(dunia, besar.getvalue(), WORD), memori_mb=120) == ""


def test_yang_sempat_terbaca_dipakai(dunia, monkeypatch, tmp_path):
    anak = tmp_path / "anak.py"
    anak.write_text(
        "import os, signal\n"
        "print('\"satu \\\\u0000\\\\ud800 dua\"', flush=True)\n"
        "print('\"tig', end='', flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    monkeypatch.setattr(kata, "ANAK", anak)
    assert baca(versi(dunia, pdf())) == "satu dua"


def test_galat_kita_sendiri_diulang(dunia, monkeypatch, tmp_path):
    anak = tmp_path / "anak.py"
    anak.write_text("raise ImportError('tidak terpasang')\n")
    monkeypatch.setattr(kata, "ANAK", anak)
    pekerjaan = pesan_kata(versi(dunia, pdf()), oleh=None)
    services.kerjakan(pekerjaan.pk)
    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.percobaan) == ("menunggu", 1)


# --- what goes with a purged file


def test_gambar_ikut_dibuang(dunia, django_capture_on_commit_callbacks):
    from zi.bukti.berkas.services_hapus import buang_berkas

    satu = versi(dunia, pdf(2), pratinjau=2)
    for n in (1, 2):
        default_storage.save(jalur_gambar(satu, n), berkas(b"webp").file)
    Berkas.objects.filter(pk=satu.berkas_id).update(dihapus_pada="2020-01-01T00:00Z")
    with django_capture_on_commit_callbacks(execute=True):
        assert buang_berkas() == 1
    assert not [n for n in (1, 2) if default_storage.exists(jalur_gambar(satu, n))]
    assert not default_storage.exists(satu.isi.name)
    assert VersiBerkas.objects.get() == dunia.versi_berkas
    assert default_storage.exists(jalur_gambar(dunia.versi_berkas, 1))


def test_kata_berkas_lama_disusulkan_sekali(client, dunia, syarat, django_capture_on_commit_callbacks):
    """What was stored before its words were read: the newest version of what lives, of a kind that has words."""
    anggota = dunia.orang["anggota"]
    lama, dihapus, gambar = (
        unggah(syarat, berkas(isi, nama), oleh=anggota).berkas
        for isi, nama in ((pdf_teks("awal"), "a.pdf"), (pdf_teks("hilang"), "b.pdf"), (png(), "c.png"))
    )
    versi_baru(lama, berkas(pdf_teks("musyawarah"), "a2.pdf"), oleh=anggota)
    Berkas.objects.filter(pk=dihapus.pk).update(dihapus_pada=dihapus.created_at, dihapus_oleh=anggota)
    terkini = lama.versi.get(nomor=2)
    Pekerjaan.objects.all().delete()
    TeksBerkas.objects.all().delete()
    BuktiPutaran.objects.all().delete()
    VersiBerkas.objects.exclude(berkas__in=[lama, dihapus, gambar]).delete()
    with django_capture_on_commit_callbacks(execute=True):
        assert susulkan_kata() == 1
    assert TeksBerkas.objects.get().versi == terkini
    assert susulkan_kata() == 0
    TeksBerkas.objects.all().delete()
    assert susulkan_kata() == 0, "yang sudah pernah dibaca tidak dibaca lagi setiap kali pekerja mulai"
    TeksBerkas.objects.create(versi=terkini, isi="musyawarah")
    client.force_login(anggota)
    assert lama.judul in client.get(reverse("bukti:register"), {"cari": "musyawarah"}).text
