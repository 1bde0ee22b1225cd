"""Every kind of block as Word has it; the same document that the PDF is drawn from."""

import base64
import io

from docx import Document
from PIL import Image

from zi.dokumen import bagian as b
from zi.dokumen.docx import PENULIS, buat_docx
from zi.dokumen.markdown import Alinea, Potongan, alinea, potongan


def _gambar() -> str:
    isi = io.BytesIO()
    Image.new("RGB", (300, 200), "navy").save(isi, "JPEG")
    return f"data:image/jpeg;base64,{base64.b64encode(isi.getvalue()).decode()}"


SEL = b.Sel((b.Butir("Isi **tebal**", "a.", (b.Butir("anak", "1)"),)),))
SEMUA = (
    b.Sampul("Rencana Kerja", "Tim ZI", ("Kantor Uji",), ("Jalan Uji",), "2026"),
    b.DaftarIsi(),
    b.Kop(("KANTOR UJI", "Jalan Uji")),
    b.KepalaSurat((("Nomor", "1"),), "Mataram, 1 Desember 2026", ("Bapak A", "Ibu B")),
    b.Judul("Pendahuluan", "BAB I", bab=True),
    b.Prosa("Alinea *miring*.\n\n1. satu\n2. dua\n   - dalam"),
    b.Daftar((b.Butir("butir", "a."),), "Pengantar:"),
    b.Data((("Hari", "Selasa"),)),
    b.Tabel((b.Kolom("No", 10), b.Kolom("I", 45, "Triwulan"), b.Kolom("II", 45, "Triwulan")),
            (b.Baris((), judul="Zona 1"), b.Baris((SEL, SEL, SEL))), judul_baris="Area", catatan="Catatan"),
    b.Tabel((b.Kolom("No", 100),), ()),
    b.TandaTangan((b.Penanda("Satu", "Mengetahui", "Kepala", "Mataram", "Pembina", "NIP 1"),)),
    b.TandaTangan((b.Penanda("Dua"), b.Penanda("Tiga"), b.Penanda("Empat"))),
    b.Foto(_gambar(), "Suasana"),
    b.Pesan("Belum ada isi"),
)  # fmt: skip


def buka(*blok, **lain):
    return Document(io.BytesIO(buat_docx(b.Dokumen("Judul", (b.Lembar(blok),), **lain))))


def teks(naskah):
    return " ".join(t.text for t in naskah.element.body.iter() if t.tag.endswith("}t") and t.text)


def test_tiap_jenis_blok_ditulis():
    """A new kind of block without its writer fails here."""
    jenis = {x for x in b.Blok.__subclasses__() if x.__module__ == b.__name__}
    assert {type(x) for x in SEMUA} == jenis == {*PENULIS, b.DaftarIsi}
    isi = teks(buka(*SEMUA))
    harapan = "RENCANA KERJA|Tim ZI|DAFTAR ISI|BAB I Pendahuluan|KANTOR UJI|Bapak A|di tempat|miring|satu|dalam|butir|"
    harapan += "Pengantar:|Selasa|Triwulan: II|Zona 1|anak|Area|Catatan|Belum ada isian.|Pembina|NIP 1|Empat|Suasana|"
    assert not [x for x in [*harapan.split("|"), "Belum ada isi"] if x not in isi]


def test_tebal_dan_miring_menjadi_gaya():
    lari = [(r.text, bool(r.bold), bool(r.italic)) for r in buka(b.Prosa("a **b** *c*")).paragraphs[0].runs]
    assert lari == [("a ", False, False), ("b", True, False), (" ", False, False), ("c", False, True)]


def test_judul_bertingkat_untuk_panel_navigasi():
    naskah = buka(b.Judul("Satu"), b.Judul("Dua", tingkat=2), b.Judul("Sembilan", tingkat=9))
    assert [p.style.name for p in naskah.paragraphs] == ["Heading 1", "Heading 2", "Heading 6"]


def test_huruf_kendali_dan_tanda_xml():
    assert "a<b>&c" in teks(buka(b.Prosa("a\x0b\x1f<b>&c\ufffe")))


def test_lembar_mendatar():
    naskah = b.Dokumen("x", (b.Lembar((b.Prosa("a"),)), b.Lembar((b.Prosa("b"),), b.MENDATAR)), kaki="Kaki", pita="P")
    dua = Document(io.BytesIO(buat_docx(naskah))).sections
    assert [round(s.page_width.cm) for s in dua] == [21, 30]
    assert dua[0].footer.paragraphs[0].text.startswith("Kaki · Halaman")
    assert dua[1].footer.is_linked_to_previous
    assert dua[0].header.paragraphs[0].text == "P"


def test_alinea():
    assert alinea("a\nb\n\n3. x\n4. y") == [
        Alinea((Potongan("a"), Potongan("\n"), Potongan("b"))),
        Alinea((Potongan("x"),), "3.", 1),
        Alinea((Potongan("y"),), "4.", 1),
    ]
    assert potongan("") == ()
    assert potongan("5 * 6 <b>") == (Potongan("5 * 6 <b>"),)
