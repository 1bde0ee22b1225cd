"""Limited Markdown: what it draws, and what stays plain text."""

import pytest

from zi.dokumen.markdown import baris_html, ke_html


def test_paragraf_tekanan_dan_daftar():
    assert (
        ke_html("Satu *miring*\n\nDua **tebal**") == "<p>Satu <em>miring</em></p>\n<p>Dua <strong>tebal</strong></p>\n"
    )
    assert ke_html("1. a\n2. b\n   - c").count("<li>") == 3
    assert ke_html("3. tiga").startswith('<ol start="3">')


def test_baris_tidak_membuat_daftar():
    assert baris_html("1. a\n2. b") == "1. a<br>\n2. b"


@pytest.mark.parametrize(
    "jahat",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](file:///etc/hostname)",
        "[x](http://127.0.0.1/)",
        "<http://127.0.0.1/>",
        "http://127.0.0.1/",
        "`kode`",
        "# Judul",
        "> kutipan",
        '<style>@import "http://127.0.0.1/"</style>',
        "<b style='background:url(http://127.0.0.1/)'>x</b>",
        "&lt;script&gt;",
    ],
)
def test_selain_itu_teks_biasa(jahat):
    import re

    for html in (ke_html(jahat), baris_html(jahat)):
        assert set(re.findall(r"<(\w+)", html)) <= {"p"}
        assert "&lt;" in html or "<" not in jahat.replace("&lt;", "")


def test_nama_inovasi_tebal_sekali():
    assert baris_html("Inovasi POS BAR, POS BAR", ("POS BAR",)) == "Inovasi <strong>POS BAR</strong>, POS BAR"
    assert baris_html("**POS BAR** baru", ("POS BAR",)) == "<strong>POS BAR</strong> baru"
    assert baris_html("A & B jalan", ("A & B",)) == "<strong>A &amp; B</strong> jalan"


def test_teks_panjang_tetap_cepat():
    import time

    mulai = time.monotonic()
    for pola in ("*", "_*", "**a", "- ", "> "):
        ke_html(pola * (20_000 // len(pola)))
    assert time.monotonic() - mulai < 5
