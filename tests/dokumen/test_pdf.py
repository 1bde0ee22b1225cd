"""The engine: blocks to HTML to PDF, with nothing reaching the network, a file, or a worker for long."""

import socket
import threading
import time
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from zi.common.galat import GalatDomain
from zi.dokumen.bagian import (
    MENDATAR,
    TEGAK,
    Baris,
    Butir,
    Daftar,
    DaftarIsi,
    Data,
    Dokumen,
    Judul,
    Kolom,
    Lembar,
    Penanda,
    Pesan,
    Prosa,
    Sampul,
    Sel,
    Tabel,
    TandaTangan,
)
from zi.dokumen.html import HURUF_MAKS, periksa_panjang, susun_html
from zi.dokumen.pdf import TERLALU_BESAR, buat_pdf
from zi.dokumen.ukuran import lembar, tinggi

KOLOM = (Kolom("No", 10), Kolom("Uraian", 90))


def sel(*teks, label=""):
    return Sel(tuple(Butir(t, label) for t in teks))


def tabel(*isi, **lain):
    return Tabel(KOLOM, tuple(Baris((sel(str(n)), sel(*x))) for n, x in enumerate(isi, start=1)), **lain)


def dokumen(*blok, orientasi=TEGAK, **lain):
    return Dokumen("Judul naskah", (lembar(list(blok), orientasi),), **lain)


def cetak(*blok, **lain):
    return PdfReader(BytesIO(buat_pdf(susun_html(dokumen(*blok, **lain))).isi))


def teks(pdf):
    return " ".join(" ".join(h.extract_text() for h in pdf.pages).split())


@pytest.fixture(scope="module")
def contoh():
    """One document with a block of every kind."""
    bagian = (
        lembar(
            [
                Sampul("Rencana Kerja", "Tim Kerja", ("Kantor Uji", "Badan Induk"), ("Jalan Uji 1",), "2023"),
                DaftarIsi(),
                Judul("PENDAHULUAN", "BAB I", bab=True),
                Judul("Latar Belakang", "1.1", 2),
                Prosa("Prosa dengan **tebal**."),
                Daftar((Butir("induk", "1.", (Butir("anak", "a."),)),), "Maksud:"),
                Data((("Tempat", "Ruang Uji"),)),
            ],
            TEGAK,
        ),
        lembar([tabel(["satu"], ["dua"], judul_baris="I. Area Uji", penanda="I. Area Uji")], MENDATAR),
        lembar(
            [TandaTangan((Penanda("Nama Uji", "", "Kepala", "Mataram, 1 Februari 2023"),)), Pesan("Pesan uji")], TEGAK
        ),
    )
    dok = Dokumen("Judul naskah", bagian, pengarang="Kantor Uji", kaki="Kaki uji", tanda_air=True, pita="DATA CONTOH")
    return PdfReader(BytesIO(buat_pdf(susun_html(dok)).isi))


def test_semua_jenis_blok_tercetak(contoh):
    semua = teks(contoh)
    for kata in ("RENCANA KERJA", "BADAN INDUK", "Jalan Uji 1", "Maksud:", "anak", "Ruang Uji", "dua", "Nama Uji"):
        assert kata in semua
    assert "Pesan uji" in semua


def test_bertag_berjudul_berbahasa_berpenanda(contoh):
    akar = contoh.trailer["/Root"]
    assert akar["/Lang"] == "id"
    assert akar["/MarkInfo"]["/Marked"]
    assert akar["/StructTreeRoot"]["/K"]
    assert akar["/ViewerPreferences"]["/DisplayDocTitle"]
    assert (contoh.metadata.title, contoh.metadata.author) == ("Judul naskah", "Kantor Uji")
    assert b"pdfuaid" in akar["/Metadata"].get_object().get_data()
    rata = [x.title for x in _rata(contoh.outline)]
    assert [x for x in rata if x in {"BAB I PENDAHULUAN", "1.1 Latar Belakang", "I. Area Uji"}] == rata[-3:]


def _rata(daftar):
    for x in daftar:
        yield from _rata(x) if isinstance(x, list) else [x]


def test_daftar_isi_menunjuk_halaman(contoh):
    isi = contoh.pages[1].extract_text().replace(" .", "")
    assert "BAB I PENDAHULUAN 3" in isi
    assert "I. Area Uji 4" in isi


def test_tiap_halaman_berpita_dan_bernomor(contoh):
    jumlah = len(contoh.pages)
    for n, halaman in enumerate(contoh.pages, start=1):
        isi = halaman.extract_text()
        assert "DATA CONTOH" in isi
        assert (f"Halaman {n} dari {jumlah}" in isi) == (n > 1)
        assert ("Kaki uji" in isi) == (n > 1)


def test_mendatar_hanya_lembar_tabel(contoh):
    arah = [h.mediabox.width > h.mediabox.height for h in contoh.pages]
    assert arah == [False, False, False, True, False]


def test_fon_tertanam_sebagian(contoh):
    nama = {
        str(f.get_object()["/BaseFont"]) for h in contoh.pages for f in h["/Resources"]["/Font"].get_object().values()
    }
    assert any("Bookman" in n for n in nama)
    assert any("Liberation" in n for n in nama)
    assert all("+" in n for n in nama), "a subset has a tag in front of its name"


def test_tanda_air_hanya_bila_draf():
    assert "data:image/svg+xml" in susun_html(dokumen(Prosa("a"), tanda_air=True))
    assert "data:image/svg+xml" not in susun_html(dokumen(Prosa("a")))


def test_sama_persis_bila_dicetak_lagi():
    html = susun_html(dokumen(Judul("A", bab=True), tabel(["x"])))
    assert buat_pdf(html).sha256 == buat_pdf(html).sha256


def test_kepala_tabel_berulang_dan_baris_tidak_terbelah():
    pdf = cetak(tabel(*([f"baris {n} " + "kata " * 120] for n in range(12)), judul_baris="I. Area"))
    assert len(pdf.pages) > 1
    for n, halaman in enumerate(pdf.pages):
        isi = halaman.extract_text()
        assert "Uraian" in isi, f"halaman {n + 1}"
        assert "I. Area" in isi
        assert isi.split("Uraian")[1].strip().startswith("I. Area")
    kata = [h.extract_text().count("kata") for h in pdf.pages]
    assert all(n % 120 == 0 for n in kata)


def test_baris_lebih_dari_sehalaman_boleh_terbelah():
    pdf = cetak(tabel(["pendek"], [f"butir {n}" for n in range(120)]))
    semua = teks(pdf)
    assert len(pdf.pages) > 1
    assert "pendek" in pdf.pages[0].extract_text()
    assert "butir 0 " in pdf.pages[0].extract_text().replace("\n", " ")
    assert all(f"butir {n} " in f"{semua} " for n in range(120))


def test_judul_tidak_yatim():
    blok = [Prosa("\n\n".join(["Baris " * 60] * n)) for n in (7,)]
    for tambahan in range(8):
        isi = [
            *blok,
            Prosa("\n\n".join(["isi"] * tambahan) or "-"),
            Judul("Sub judul", "1.2", 2),
            Prosa("Lanjut " * 80),
        ]
        for halaman in cetak(*isi).pages:
            baris = halaman.extract_text().strip().splitlines()
            assert not any("Sub judul" in b for b in baris[-2:]) or len(baris) < 4


def test_taksiran_tinggi_mengikuti_isi():
    pendek, panjang = Baris((sel("1"), sel("a"))), Baris((sel("1"), sel(*["kata " * 30] * 20)))
    assert tinggi(pendek, KOLOM, 155) < 10
    assert tinggi(panjang, KOLOM, 155) > 150
    assert [b.panjang for b in lembar([tabel(["a"], ["kata " * 30] * 20)], TEGAK).blok[0].baris] == [False, True]


# --- nothing reaches the network or a file


@pytest.fixture
def pendengar():
    """A server on this machine that counts who comes."""
    tamu: list[bytes] = []
    soket = socket.create_server(("127.0.0.1", 0))
    soket.settimeout(0.2)
    selesai = threading.Event()

    def dengar():
        while not selesai.is_set():
            try:
                sambungan, _ = soket.accept()
            except TimeoutError:
                continue
            with sambungan:
                tamu.append(sambungan.recv(200))

    benang = threading.Thread(target=dengar)
    benang.start()
    yield f"http://127.0.0.1:{soket.getsockname()[1]}", tamu
    selesai.set()
    benang.join()
    soket.close()


def jahat(alamat):
    return (
        f'<img src="{alamat}/a.png"><link rel="stylesheet" href="{alamat}/b.css"><style>@import url({alamat}/c.css);'
        f"</style><iframe src='file:///etc/hostname'></iframe><object data='file:///etc/hostname'></object>"
        f'<a rel="attachment" href="file:///etc/hostname">x</a> ![x]({alamat}/d.png) [y](file:///etc/hostname)'
    )


def test_teks_jahat_tercetak_sebagai_teks(pendengar):
    alamat, tamu = pendengar
    isi = jahat(alamat)
    pdf = cetak(
        Sampul(isi, isi, (isi,), (isi,), isi),
        DaftarIsi(),
        Judul(isi, isi),
        Prosa(isi),
        Daftar((Butir(isi, isi[:20]),), isi),
        Data(((isi, isi),)),
        tabel([isi], judul_baris=isi, penanda=isi, catatan=isi),
        TandaTangan((Penanda(isi, isi, isi, isi, isi, isi),)),
        Pesan(isi),
        kaki=isi,
        pita=isi,
        pengarang=isi,
    )
    assert tamu == []
    assert "<iframe" in teks(pdf)
    assert Path("/etc/hostname").read_text().strip() not in teks(pdf)
    assert "/EmbeddedFiles" not in str(pdf.trailer["/Root"].get("/Names", ""))


def test_mesin_sendiri_pun_menolak_alamat(pendengar):
    """Even markup that got through would fetch nothing."""
    alamat, tamu = pendengar
    buat_pdf(f"<html lang='id'><title>x</title><body>{jahat(alamat)}</body>")
    assert tamu == []


# --- limits


def test_huruf_kendali_dibuang():
    assert "a b" in teks(cetak(Prosa("a\x0b\x1f \ufffeb")))


def test_isian_terlalu_panjang_ditolak_dengan_namanya():
    with pytest.raises(GalatDomain, match=r"Satu isian terlalu panjang.*kata kata"):
        periksa_panjang({"a": [{"b": "kata " * HURUF_MAKS}]})
    periksa_panjang({"a": ["x" * HURUF_MAKS]})


def test_batas_waktu():
    with pytest.raises(GalatDomain, match="terlalu besar atau terlalu rumit"):
        buat_pdf("<p>" + "kata " * 200_000, detik=1)


@pytest.mark.parametrize("html", ["<div>" * 3000 + "x", "<table><td colspan=65534>x"])
def test_markah_yang_menyesatkan_berhenti(html):
    """Either it is drawn or refused with the one sentence, and soon."""
    mulai = time.monotonic()
    try:
        hasil = str(buat_pdf(html, detik=10).halaman)
    except GalatDomain as galat:
        hasil = str(galat)
    assert hasil == TERLALU_BESAR or int(hasil) > 0
    assert time.monotonic() - mulai < 15


def test_kesalahan_program_tidak_disembunyikan(monkeypatch):
    monkeypatch.setattr("zi.dokumen.pdf.MEMORI_MAKS_MB", "banyak")
    with pytest.raises(RuntimeError, match="ValueError"):
        buat_pdf("<p>x")


def test_kemajuan_dilaporkan():
    halaman = []
    buat_pdf("<p style='break-after: page'>a<p>b", lapor=halaman.append)
    assert halaman[:2] == [1, 2]


def test_anak_tidak_melihat_rahasia(monkeypatch, tmp_path):
    from zi.dokumen import pdf

    anak = tmp_path / "anak.py"
    anak.write_text("import os, sys\nsys.exit(','.join(sorted(os.environ)))\n")
    monkeypatch.setattr(pdf, "ANAK", anak)
    monkeypatch.setenv("ZI_SECRET_KEY", "rahasia")
    with pytest.raises(RuntimeError) as galat:
        buat_pdf("x")
    assert "ZI_SECRET_KEY" not in str(galat.value)
    assert "PATH" in str(galat.value)


def test_lembar_kosong_tidak_apa():
    assert len(PdfReader(BytesIO(buat_pdf(susun_html(Dokumen("Kosong", (Lembar(()),)))).isi)).pages) == 1
