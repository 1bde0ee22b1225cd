"""The whole stays easy to hold in one head: words, sizes, layers and habits that no reviewer should have to watch."""

import ast
import re
from pathlib import Path

import pytest
from auditlog.registry import auditlog
from django.apps import apps
from django.urls import get_resolver

from tests.alamat import semua_alamat

AKAR = Path(__file__).parent.parent
KODE = [p for p in (AKAR / "zi").rglob("*.py") if "migrations" not in p.parts]
MODEL = [m for m in apps.get_models() if m.__module__.startswith("zi.")]


def terlarang() -> set[str]:
    """Names of the glossary's last column that have no row of their own."""
    baris = (AKAR / "docs/glosarium.md").read_text(encoding="utf-8").splitlines()
    kolom = [x.split("|")[3] for x in baris if x.count("|") == 4 and not x.startswith("|---")]
    bukan = {kata for isi in kolom for kata in re.findall(r"\b[A-Z][A-Za-z]+\b", re.sub(r"\(.*?\)", "", isi))}
    return bukan - {kata.strip() for x in baris if x.startswith("|") for kata in x.split("|")[1].split(",")}


def test_glosarium_terbaca():
    assert {"SatuanKerja", "RencanaZI", "BuktiDukung", "Dokumen"} <= terlarang()


def test_nama_model_menurut_glosarium():
    assert not {m.__name__ for m in MODEL} & terlarang()


def test_alamat_tidak_berbahasa_inggris():
    inggris = {"login", "logout", "edit", "delete", "create", "update", "list", "upload", "download", "new", "import"}
    jalur = {str(k) for k in get_resolver().reverse_dict if isinstance(k, str)} | {a.nama for a in semua_alamat()}
    potong = {kata for nama in jalur if ":" in nama for kata in re.split(r"[:_]", nama)}
    assert not potong & inggris


@pytest.mark.parametrize("akhiran", ["py", "html", "css", "js"])
def test_tidak_ada_berkas_lebih_dari_500_baris(akhiran):
    folder = ["zi", "templates", "static", "tests"]
    semua = [p for f in folder for p in (AKAR / f).rglob(f"*.{akhiran}") if "migrations" not in p.parts]
    assert not [str(p) for p in semua if len(p.read_text(encoding="utf-8").splitlines()) > 500]


def test_skrip_sendiri_paling_banyak_350_baris():
    assert sum(len(p.read_text(encoding="utf-8").splitlines()) for p in (AKAR / "static").rglob("*.js")) <= 350


def test_tidak_ada_fungsi_lebih_dari_40_baris():
    panjang = []
    for p in KODE:
        for n in ast.walk(ast.parse(p.read_text(encoding="utf-8"))):
            if isinstance(n, ast.FunctionDef) and (n.end_lineno or 0) - n.lineno >= 40:
                panjang.append(f"{p.name}:{n.name}")
    assert not panjang


def test_view_memakai_halaman():
    """Every view of ours is a page in the sense of zi.common.http: GET cannot write, POST is one transaction."""
    assert {nama for nama in view_kita() if not hiasan(nama) & {"halaman", "halaman_berkas"}} == TANPA_HALAMAN


def view_kita() -> set[str]:
    """Dotted names of the views that the URLconf names and that are ours."""
    semua = {f"{p.callback.__module__}.{p.callback.__name__}" for p in pola(get_resolver().url_patterns)}
    return {nama for nama in semua if nama.startswith("zi.")}


def pola(daftar):
    for satu in daftar:
        yield from pola(satu.url_patterns) if hasattr(satu, "url_patterns") else [satu]


def hiasan(nama: str) -> set[str]:
    """The decorators of a function, read from its source."""
    modul, _, fungsi = nama.rpartition(".")
    pohon = ast.parse((AKAR / f"{modul.replace('.', '/')}.py").read_text(encoding="utf-8"))
    semua = [n for n in pohon.body if isinstance(n, ast.FunctionDef) and n.name == fungsi]
    return {ast.unparse(d).split("(")[0] for n in semua for d in n.decorator_list}


# Views that need no session and no database transaction, or that wrap a page of a library.
TANPA_HALAMAN = {
    "zi.akun.situs.login",  # a redirect to the front door
    "zi.akun.views.unduh_kode_cadangan",  # allauth's view with one more header
}


def test_model_yang_diaudit_tidak_ditulis_massal():
    """auditlog is blind to `.update()` and bulk writes (DESIGN): only versi.py may, on `versi` alone."""
    diaudit = {m.__name__ for m in auditlog.get_models() if m.__module__.startswith("zi.")}
    salah = []
    for p in KODE:
        for nama in re.findall(r"\b([A-Z]\w+)\.objects(?:\.\w+\([^()]*\))*\.(?:update|bulk_\w+)\(", p.read_text()):
            if nama in diaudit:
                salah.append(f"{p.relative_to(AKAR)}: {nama}")
    assert diaudit
    assert not salah


def test_ketergantungan_langsung_paling_banyak_35():
    baris = (AKAR / "requirements.txt").read_text(encoding="utf-8").splitlines()
    langsung = [b for b in baris if b and not b.startswith("#")]
    assert len(langsung) <= 35
    assert all("==" in b and "#" in b for b in langsung), "tiap baris: versi pasti dan satu alasan"


def test_nama_berkas_uji_tidak_kembar():
    """pytest takes two test files of one name in different folders for the same module."""
    nama = [p.name for p in (AKAR / "tests").rglob("test_*.py")]
    assert len(nama) == len(set(nama))
