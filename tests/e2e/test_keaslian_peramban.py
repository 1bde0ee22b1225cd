"""A PDF dropped on the public page: hashed in the browser, or sent where the browser may not hash."""

import hashlib

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.pabrik import SatkerFactory
from zi.dokumen.services import daftarkan, simpan_pdf

ISI = b"%PDF-1.7 terbitan uji peramban"
UBAH = ISI[:-1] + b"X"
JATUHKAN = """([bita, nama]) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bita)], nama, {type: "application/pdf"}));
    for (const jenis of ["dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(jenis, {dataTransfer: data, bubbles: true, cancelable: true}));
    }
}"""
TANPA_SUBTLE = "Object.defineProperty(window.crypto, 'subtle', {value: undefined})"


@pytest.fixture
def terbitan(db):
    fakta = {"satker": SatkerFactory(), "seri": "uji:1", "judul": "Rencana Uji", "sha_isi": "a" * 64}
    return simpan_pdf(daftarkan(versi=1, disahkan_pada=timezone.now(), **fakta), ISI, 3)


@pytest.fixture
def kiriman():
    """What the page sends, by method."""
    return []


@pytest.fixture
def tab(buka_halaman, terbitan, kiriman):
    satu = buka_halaman(lebar=360)
    satu.on("request", lambda r: kiriman.append(r.method))
    return satu


def jatuhkan(tab, isi, nama="rencana.pdf"):
    tab.evaluate(JATUHKAN, [list(isi), nama])


def test_jatuhkan_pdf_asli_lalu_satu_bita_lain(tab, kiriman):
    tab.goto("/d/")
    jatuhkan(tab, ISI)
    expect(tab.locator("#hasil .vonis")).to_have_text("Asli")
    expect(tab.locator("#hasil")).to_contain_text("versi 1")
    expect(tab.locator(".penjatuh [role=status]")).to_contain_text(hashlib.sha256(ISI).hexdigest())
    jatuhkan(tab, UBAH)
    expect(tab.locator("#hasil .vonis")).to_have_text("Tidak dikenal")
    expect(tab.locator("#hasil")).to_contain_text(hashlib.sha256(UBAH).hexdigest())
    assert set(kiriman) == {"GET"}  # the file never left the browser


def test_di_halaman_dokumen_peramban_ikut_membandingkan(tab, terbitan):
    tab.goto(terbitan.get_absolute_url())
    berkas = {"name": "x.pdf", "mimeType": "application/pdf"}
    tab.set_input_files("[name=berkas]", {**berkas, "buffer": UBAH})
    expect(tab.locator(".penjatuh [role=status]")).to_contain_text("bukan dokumen di halaman ini")
    expect(tab.locator("#hasil .vonis")).to_have_text("Tidak dikenal")
    tab.set_input_files("[name=berkas]", {**berkas, "buffer": ISI})
    expect(tab.locator(".penjatuh [role=status]")).to_contain_text("sama dengan dokumen di halaman ini")
    expect(tab.locator("#hasil .vonis")).to_have_text("Asli")


def test_server_tidak_terjawab(tab, terbitan):
    """The browser still says what it can see by itself."""
    tab.goto(terbitan.get_absolute_url())
    tab.context.set_offline(True)
    jatuhkan(tab, ISI)
    expect(tab.locator(".penjatuh [role=status]")).to_contain_text("sama dengan dokumen di halaman ini")
    expect(tab.locator(".penjatuh [role=status]")).to_contain_text("Tidak tersambung")


def test_tanpa_crypto_subtle_berkas_dikirim(tab, kiriman):
    tab.add_init_script(TANPA_SUBTLE)
    tab.goto("/d/")
    with tab.expect_navigation():
        jatuhkan(tab, ISI)
    expect(tab.locator("#hasil .vonis")).to_have_text("Asli")
    assert "POST" in kiriman


def test_tanpa_skrip_berkas_dikirim(buka_halaman, terbitan):
    tab = buka_halaman(skrip=False)
    tab.goto("/d/")
    tab.set_input_files("[name=berkas]", {"name": "x.pdf", "mimeType": "application/pdf", "buffer": UBAH})
    tab.get_by_role("button", name="Periksa berkas").click()
    expect(tab.locator("#hasil .vonis")).to_have_text("Tidak dikenal")
