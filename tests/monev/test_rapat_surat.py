"""The four papers as PDF and for Word, read back against what a secretary would expect to find in them."""

import io
import re

import pytest
import time_machine
from django.urls import reverse
from docx import Document

from tests.monev.bantu_rapat import (
    RAPAT,
    SEBELUM,
    SESUDAH,
    H,
    dunia,
    foto,
    jadwalkan,
    putuskan,
    teks_pdf,
    usulan,
)
from zi.dokumen.docx import buat_docx
from zi.dokumen.html import susun_html
from zi.dokumen.pdf import buat_pdf
from zi.monev.models import PesertaRapat
from zi.monev.services_agenda import tambah
from zi.monev.services_foto import unggah_foto
from zi.monev.services_hadir import hadir_akun
from zi.monev.services_peserta import keluarkan, undang_tamu
from zi.monev.services_rapat import ubah
from zi.monev.services_tutup import tutup
from zi.monev.surat import susun
from zi.satker.models import Pegawai

pytestmark = pytest.mark.django_db

# Written by hand, from the letter that an office sends; in this order.
UNDANGAN = [
    "KEMENTERIAN UJI", "PERWAKILAN UJI NUSA TENGGARA BARAT", "Jalan Uji 1, Mataram", "Telepon 0370-000000",
    "Nomor", "B-12/KP.01/2026", "Lampiran", "–", "Hal", "Undangan Rapat monev Zona Integritas November 2026",
    "Yth.", "Ahmad Anggota Rekaan, S.E.", "Kartini Kepala Rekaan, S.E.", "Tamu Rekaan", "di tempat",
    "kami mengundang Bapak/Ibu mengikuti rapat pada:",
    "Selasa, 1 Desember 2026", "Pukul 09.00–11.00 WITA", "Ruang rapat",
    "Agenda:", "Monitoring dan evaluasi bulanan (tenggat 7 Desember 2026)", "Usul ketua",
    "Atas perhatian dan kehadiran Bapak/Ibu, kami sampaikan terima kasih.",
    "Kepala Perwakilan Uji Nusa Tenggara Barat,", "Kartini Kepala Rekaan, S.E.", "NIP 198001012005011004",
]  # fmt: skip
HADIR = [
    "DAFTAR HADIR", "Rapat monev Zona Integritas November 2026", "Selasa, 1 Desember 2026",
    "1 orang hadir, 5 orang diundang",
    "No.", "Nama dan NIP", "Jabatan", "Kehadiran",
    "Ahmad Anggota Rekaan, S.E.", "NIP 198001012005011003", "Jabatan anggota", "Hadir, 09.30 WITA", "Dengan akun",
    "Tamu Rekaan", "Dinas Rekaan", "Tidak hadir",
    "Mataram, 1 Desember 2026", "Notulis,", "Ahmad Anggota Rekaan, S.E.", "NIP 198001012005011003",
]  # fmt: skip
NOTULA = [
    "NOTULA", "Rapat monev Zona Integritas November 2026", "Pimpinan rapat", "Kartini Kepala Rekaan", "Notulis",
    "Ahmad Anggota Rekaan, S.E.", "Peserta", "1 orang hadir, 5 orang diundang",
    "1. Usul ketua", "Pembahasan: Bahas Usul ketua", "Keputusan: Susun SK baru",
    "Tindak lanjut", "Yang dikerjakan", "Penanggung jawab", "Tenggat",
    "Susun SK baru", "Ahmad Anggota Rekaan, S.E.", "9 Desember 2026",
    "Belum dibahas:", "Monitoring dan evaluasi bulanan",
    "Pimpinan rapat,", "Mataram, 1 Desember 2026", "Notulis,", "NIP 198001012005011003",
]  # fmt: skip
DOKUMENTASI = ["DOKUMENTASI", "Rapat monev Zona Integritas November 2026", "Selasa, 1 Desember 2026", "Pembukaan rapat"]
ISI = {"undangan": UNDANGAN, "daftar_hadir": HADIR, "notula": NOTULA, "dokumentasi": DOKUMENTASI}


@pytest.fixture
def d():
    """One meeting with everything; written on 21 November, held on 1 December."""
    with time_machine.travel(SEBELUM, tick=False) as jam:
        d = dunia()
        d.jam = jam
        d.rapat = usulan(d)
        undang_tamu(d.rapat, "Tamu Rekaan", oleh=d.ketua, jabatan="Dinas Rekaan")
        isi = {"nomor": "B-12/KP.01/2026", "tanggal_surat": H(2026, 11, 24), "notulis": d.anggota}
        ubah(d.rapat, 1, oleh=d.ketua, pimpinan="Kartini Kepala Rekaan", **isi)
        putuskan(d, d.rapat, "Usul ketua", "Susun SK baru", penanggung_jawab=d.anggota, tenggat=H(2026, 12, 9))
        jadwalkan(d, d.rapat)
        jam.move_to(RAPAT)
        hadir_akun(d.rapat, oleh=d.anggota)
        unggah_foto(d.rapat, foto(), oleh=d.ketua, keterangan="Pembukaan rapat")
        d.rapat.refresh_from_db()
        yield d


def teks_docx(isi: bytes) -> str:
    """All the text of a Word file in the order of its body, cells included, in one line."""
    naskah = Document(io.BytesIO(isi))
    return " ".join(" ".join(t.text or " " for t in naskah.element.body.iter() if t.tag.endswith(("}t", "}p"))).split())


def berurut(teks: str, harapan: list[str]) -> list[str]:
    """What of the list is missing, searched one after the other."""
    rata, kurang, di = re.sub(r"\s+", "", teks), [], 0
    for satu in harapan:
        ketemu = rata.find(re.sub(r"\s+", "", satu), di)
        kurang += [satu] if ketemu < 0 else []
        di = max(ketemu, di)
    return kurang


@pytest.mark.parametrize("jenis", ISI)
@pytest.mark.parametrize("bentuk", ["pdf", "docx"])
def test_isi_surat(client, d, jenis, bentuk):
    client.force_login(d.orang["koordinator"])
    jawab = client.get(reverse("monev:surat", args=[d.rapat.pk, jenis]), {"bentuk": bentuk})
    isi = b"".join(jawab)
    teks = (teks_pdf if bentuk == "pdf" else teks_docx)(isi)
    assert not berurut(teks, ISI[jenis]), teks
    assert jenis != "undangan" or "Mataram, 24 November 2026" in teks  # beside the number, on the right
    assert jawab["Content-Disposition"].startswith("attachment")
    nama = f"{jenis.replace('_', '-')}-rapat-monev-zona-integritas-november-2026-1-desember-2026.{bentuk}"
    assert nama in jawab["Content-Disposition"]
    assert jawab["Cache-Control"] == "private, no-store"


def test_pencari_melihat_yang_kurang_dan_urutan():
    assert berurut("a b c", ["a", "c"]) == []
    assert berurut("a b c", ["c", "a"]) == ["a"]


def test_sifat_berkas_word(d):
    naskah = Document(io.BytesIO(buat_docx(susun(d.rapat, "daftar_hadir"))))
    seksi = naskah.sections[0]
    assert (round(seksi.page_width.cm), round(seksi.page_height.cm)) == (21, 30)
    assert naskah.core_properties.title == "Daftar hadir Rapat monev Zona Integritas November 2026, 1 Desember 2026"
    assert naskah.core_properties.author == d.satker.nama
    kaki = seksi.footer.paragraphs[0]
    assert "PAGE" in kaki._p.xml
    assert "NUMPAGES" in kaki._p.xml
    assert "Halaman" in kaki.text
    tabel = next(t for t in naskah.tables if "Nama dan NIP" in t.rows[0].cells[1].text)
    assert "w:tblHeader" in tabel.rows[0]._tr.xml
    assert len(tabel.rows) == 1 + 5


def test_foto_di_word_berketerangan(d):
    naskah = Document(io.BytesIO(buat_docx(susun(d.rapat, "dokumentasi"))))
    (gambar,) = naskah.inline_shapes
    assert gambar._inline.docPr.get("descr") == "Pembukaan rapat"
    assert 1 < gambar.width.cm <= 15
    assert gambar.height.cm <= 9.5


def test_data_contoh_berpita_di_keduanya(d):
    d.rapat.satker.contoh = True
    naskah = susun(d.rapat, "undangan")
    assert "DATA CONTOH" in teks_pdf(buat_pdf(susun_html(naskah)).isi)
    kepala = Document(io.BytesIO(buat_docx(naskah))).sections[0].header
    assert "DATA CONTOH" in kepala.paragraphs[0].text


def test_daftar_hadir_kosong_untuk_ditandatangani(client, d):
    client.force_login(d.anggota)
    url = reverse("monev:surat", args=[d.rapat.pk, "daftar_hadir"])
    kosong, kini = (teks_pdf(b"".join(client.get(url, isi))) for isi in ({"kosong": 1}, {}))
    assert ("Tanda tangan" in kosong, "Tanda tangan" in kini) == (True, False)
    assert ("Hadir, 09.30" in kosong, "Hadir, 09.30" in kini) == (False, True)
    assert re.search(r"\b10\.(?!\d)", kosong)  # five people and five lines more: one page
    assert not re.search(r"\b11\.(?!\d)", kosong)


def test_nama_tetap_seperti_waktu_itu(d):
    """A new name, jabatan and head afterwards change nothing of what is written."""
    Pegawai.objects.filter(satker=d.satker).update(nama="Nama Lain Rekaan", nomor_induk=None, jabatan="Lain")
    for satu in d.orang.values():
        satu.nama = "Akun Lain Rekaan"
        satu.save()
    d.rapat.refresh_from_db()
    for jenis, harapan in ISI.items():
        teks = teks_docx(buat_docx(susun(d.rapat, jenis)))
        assert not berurut(teks, harapan)
        assert "Lain Rekaan" not in teks


def test_rapat_yang_ditutup_memberi_pdf_yang_disimpan(client, d, django_capture_on_commit_callbacks):
    d.jam.move_to(SESUDAH)
    with django_capture_on_commit_callbacks(execute=True):
        tutup(d.rapat, [], oleh=d.ketua)
    client.force_login(d.anggota)
    berkas = d.rapat.berkas.get(jenis="notula").berkas
    jawab = client.get(reverse("monev:surat", args=[d.rapat.pk, "notula"]))
    assert jawab["Location"] == reverse("bukti:berkas", args=[berkas.pk])
    with berkas.versi.get().isi.open("rb") as isi:
        assert not berurut(teks_pdf(isi.read()), NOTULA)
    word = client.get(reverse("monev:surat", args=[d.rapat.pk, "notula"]), {"bentuk": "docx"})
    assert not berurut(teks_docx(b"".join(word)), NOTULA)
    assert 'bentuk=docx" download' in client.get(d.rapat.get_absolute_url()).text


def test_kertas_lain_tidak_ada(client, d):
    client.force_login(d.ketua)
    assert client.get(reverse("monev:surat", args=[d.rapat.pk, "sk"])).status_code == 404


def test_panjang_menjadi_lampiran(d):
    for n in range(12):
        undang_tamu(d.rapat, f"Tamu {n:02} Rekaan", oleh=d.ketua)
        tambah(d.rapat, f"Hal nomor {n:02}", oleh=d.ketua)
    pdf = buat_pdf(susun_html(susun(d.rapat, "undangan")))
    teks = teks_pdf(pdf.isi)
    harapan = ["Lampiran", "Satu berkas", "Bapak/Ibu (daftar terlampir)", "Agenda", "Terlampir"]
    harapan += ["Lampiran surat nomor", "B-12/KP.01/2026", "Daftar yang diundang", "Tamu 11 Rekaan", "Agenda rapat"]
    assert not berurut(teks, [*harapan, "Hal nomor 11"])
    assert pdf.halaman >= 2


def test_teks_aneh_tidak_merusak(d):
    aneh = "<script>alert(1)</script> & \x07 * # _x_ 5 < 6 \U0001f600"
    undang_tamu(d.rapat, aneh, oleh=d.ketua)
    tambah(d.rapat, aneh, oleh=d.ketua)
    naskah = susun(d.rapat, "undangan")
    for teks in (teks_pdf(buat_pdf(susun_html(naskah)).isi), teks_docx(buat_docx(naskah))):
        assert "<script>alert(1)</script> &" in teks


def test_lima_ratus_peserta(d):
    """Both papers with all of them, in a time that somebody waits for."""
    PesertaRapat.objects.bulk_create(
        PesertaRapat(rapat=d.rapat, nama=f"Peserta {n:03} Rekaan", jabatan="Analis", tamu=True) for n in range(500)
    )
    for jenis in ("undangan", "daftar_hadir"):
        naskah = susun(d.rapat, jenis)
        pdf = buat_pdf(susun_html(naskah))
        assert pdf.detik < 60
        for teks in (teks_pdf(pdf.isi), teks_docx(buat_docx(naskah))):
            assert all(f"Peserta {n:03} Rekaan" in teks for n in range(500))


def test_keluarkan_undangan_dari_surat(d):
    keluarkan(d.rapat.peserta.get(nama="Tamu Rekaan"), oleh=d.ketua)
    assert "Tamu Rekaan" not in teks_docx(buat_docx(susun(d.rapat, "undangan")))
