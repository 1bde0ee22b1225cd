"""Every named HTML page of the URLconf, in the browser: reachable, axe clean, no sideways scroll, quiet console.

And once more without JavaScript. Later pages are visited without a word here (see halaman.py).
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.alamat import semua_alamat
from tests.e2e.halaman import BUKAN_HALAMAN, ORANG, TAMU, alamat_url, dunia_nyata, semua_halaman

# What the whole guideline asks, plus the best practices of axe.
ATURAN = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# What the width can change; everything else was asked at the desk.
SEMPIT = ["color-contrast", "target-size", "scrollable-region-focusable", "region", "label", "link-name", "button-name"]
# Elements that htmx drives must also do something without it.
TANPA_HTMX = """() => [...document.querySelectorAll('[hx-get], [hx-post]')].filter(e =>
    !e.matches('a[href], form, button, input, select, textarea') ||
    (e.matches('button, input, select, textarea') && !e.form)).map(e => e.outerHTML.slice(0, 120))"""
TANPA_TOMBOL = """() => [...document.querySelectorAll('main form')].filter(f => f.method !== 'dialog')
    .filter(f => [...f.elements].some(e => e.type !== 'hidden'))
    .filter(f => ![...f.elements].some(e => e.type === 'submit'))
    .map(f => f.outerHTML.slice(0, 120))"""

# Buttons, fields and folds that a finger could miss; links in running text are free (WCAG 2.5.8).
SASARAN_KECIL = """() => [...document.querySelectorAll(
        'button, .btn, select, textarea, summary, nav a, input:not([type=checkbox], [type=radio], [type=hidden])')]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.matches('.remah a, .visually-hidden'))
    .filter(e => e.getBoundingClientRect().height < 43.5)
    .map(e => `${Math.round(e.getBoundingClientRect().height)} px: ${e.outerHTML.slice(0, 90)}`)"""


@dataclass
class Penjelajah:
    """Walks the pages as the fitting person and keeps what went wrong, by page."""

    buka: Any
    dunia: Any
    pilihan: dict[str, Any]
    halaman: dict[str, Any] = field(default_factory=dict)
    ribut: list[str] = field(default_factory=list)
    salah: list[str] = field(default_factory=list)

    def tab(self, siapa: str) -> Any:
        if siapa not in self.halaman:
            tab = self.buka(None if siapa == TAMU else self.dunia.orang[siapa], **self.pilihan)
            tab.on("console", lambda m: self.ribut.append(m.text) if m.type in {"error", "warning"} else None)
            tab.on("pageerror", lambda e: self.ribut.append(str(e)))
            self.halaman[siapa] = tab
        return self.halaman[siapa]

    def kunjungi(self, alamat: Any, *periksa: Any) -> None:
        tab = self.tab(ORANG.get(alamat.nama, "ketua_tim"))
        self.ribut.clear()
        url = alamat_url(alamat, self.dunia)
        jawab = tab.goto(url)
        if jawab.status != 200 or "html" not in jawab.headers.get("content-type", ""):
            self.salah.append(f"{alamat.nama} {url}: {jawab.status} {jawab.headers.get('content-type')}")
            return
        if (tiba := urlsplit(tab.url).path) != urlsplit(url).path:
            self.salah.append(f"{alamat.nama} {url}: dialihkan ke {tiba}")
        temuan = [x for p in periksa for x in p(tab)] + self.ribut
        self.salah.extend(f"{alamat.nama} {url}: {x}" for x in temuan)


def aksesibel_sempit(tab: Any) -> list[str]:
    return aksesibel(tab, {"runOnly": SEMPIT, "resultTypes": ["violations"]})


def aksesibel(tab: Any, aturan: dict[str, Any] = ATURAN) -> list[str]:
    hasil = Axe().run(tab, options=aturan).response
    return [f"axe {v['id']}: {v['help']} {[n['html'][:160] for n in v['nodes'][:3]]}" for v in hasil["violations"]]


def tidak_bergeser(tab: Any) -> list[str]:
    lebar, jendela = tab.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return [f"{lebar} px lebar pada jendela {jendela} px"] if lebar > jendela else []


def terjangkau_jari(tab: Any) -> list[str]:
    return [f"sasaran sentuh {x}" for x in tab.evaluate(SASARAN_KECIL)]


def utuh_tanpa_skrip(tab: Any) -> list[str]:
    return [
        *([] if tab.locator("main h1").is_visible() else ["tanpa h1 yang terlihat"]),
        *(f"hanya bisa dengan htmx: {x}" for x in tab.evaluate(TANPA_HTMX)),
        *(f"formulir tanpa tombol kirim: {x}" for x in tab.evaluate(TANPA_TOMBOL)),
    ]


PERIKSAAN = {
    "desktop": ({"lebar": 1280}, (aksesibel, tidak_bergeser)),
    "telepon": ({"lebar": 320, "tinggi": 640}, (aksesibel_sempit, tidak_bergeser, terjangkau_jari)),
    "tanpa-skrip": ({"lebar": 320, "tinggi": 640, "skrip": False}, (utuh_tanpa_skrip, tidak_bergeser)),
}


@pytest.mark.parametrize("cara", PERIKSAAN)
def test_semua_halaman(buka_halaman, cara):
    pilihan, periksa = PERIKSAAN[cara]
    penjelajah = Penjelajah(buka_halaman, dunia_nyata(), pilihan)
    for alamat in semua_halaman():
        penjelajah.kunjungi(alamat, *periksa)
    assert not penjelajah.salah, "\n".join(penjelajah.salah)


def test_kekecualian_masih_ada():
    """An exception whose address is gone must go too; each has a reason."""
    ada = {a.nama for a in semua_alamat()}
    assert set(BUKAN_HALAMAN) | set(ORANG) <= ada
    assert all(len(alasan) > 10 for alasan in BUKAN_HALAMAN.values())


@pytest.mark.django_db
def test_kekecualian_bukan_halaman(client):
    """What is left out is no HTML page for the ketua tim: a download, a redirect, for machines, or POST only."""
    dunia = dunia_nyata()
    client.force_login(dunia.orang["ketua_tim"])
    for alamat in semua_alamat():
        if alamat.nama in BUKAN_HALAMAN:
            jawab = client.get(alamat_url(alamat, dunia))
            html = jawab.status_code == 200 and b"<html" in b"".join(jawab)
            assert not html, f"{alamat.nama} adalah halaman"


BURUK = """<html><head><title>x</title></head><body><img src="data:,"><p>
    <button hx-get="/x">Y</button><span hx-post="/z">Z</span></p><form><input></form>
    <div style="width: 900px">lebar</div></body></html>"""


def test_pemeriksaan_menemukan(buka_halaman):
    """The checks see what they are for."""
    tab = buka_halaman(lebar=320)
    tab.set_content(BURUK)
    assert any("image-alt" in x for x in aksesibel(tab))
    assert tidak_bergeser(tab)
    assert terjangkau_jari(tab)
    tab.set_content(BURUK.replace("<form>", "<main><form>"))
    assert len(utuh_tanpa_skrip(tab)) == 4
