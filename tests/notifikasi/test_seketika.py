"""At once by mail: account matters, invitations, approval asked or returned. All else waits for the digest."""

import ast
from pathlib import Path

import pytest

from tests.dunia import bangun
from zi.naskah.services import ajukan, langkah
from zi.notifikasi.models import Notifikasi

# Written by hand: file and function of every call of kirim() that may mail at once. Account mails are jobs of zi.akun.
SEKETIKA = {
    ("zi/naskah/services.py", "ajukan"),
    ("zi/naskah/services.py", "_kabarkan"),  # returned; see test_hanya_permohonan_dan_pengembalian
    ("zi/monev/services_rapat.py", "kabari"),  # invitation
    ("zi/monev/laporan/services.py", "ajukan"),
    ("zi/monev/laporan/services.py", "_kabarkan"),  # returned or opened again; tests/monev says so
}


def panggilan(pohon):
    """(function, keywords) of every call of kirim with `kunci=` in a module."""
    for fungsi in (x for x in ast.walk(pohon) if isinstance(x, ast.FunctionDef)):
        for satu in ast.walk(fungsi):
            nama = satu.func if isinstance(satu, ast.Call) else None
            medan = {k.arg: k.value for k in satu.keywords} if nama is not None else {}
            if getattr(nama, "id", "") == "kirim" and "kunci" in medan:
                yield fungsi.name, medan


def semua_panggilan():
    for berkas in Path("zi").rglob("*.py"):
        for fungsi, medan in panggilan(ast.parse(berkas.read_text())):
            yield berkas.as_posix(), fungsi, medan


def test_hanya_yang_tertulis_di_sini_disurati_seketika():
    semua = list(semua_panggilan())
    tunda = [ast.dump(medan["surel"]) for _, _, medan in semua if "surel" in medan]
    assert ast.dump(ast.Constant(value=False)) in tunda
    segera = {
        (berkas, fungsi)
        for berkas, fungsi, medan in semua
        if "surel" not in medan or ast.dump(medan["surel"]) != ast.dump(ast.Constant(value=False))
    }
    assert segera == SEKETIKA


@pytest.mark.django_db
def test_hanya_permohonan_dan_pengembalian(mailoutbox, django_capture_on_commit_callbacks):
    d = bangun("MILIKKU")
    ketua, kepala = d.orang["ketua_tim"], d.orang["kepala"]
    Notifikasi.objects.all().delete()

    def jalan(fungsi, *isi, **lain):
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            fungsi(d.rencana, *isi, **lain)
        return [m.to for m in mailoutbox]

    assert jalan(ajukan, oleh=ketua) == [[kepala.email]]
    assert jalan(langkah, "kembalikan", oleh=kepala, catatan="Lengkapi dulu") == [[ketua.email]]
    assert jalan(ajukan, oleh=ketua) == [[kepala.email]]
    assert jalan(langkah, "setujui", oleh=kepala) == []
    assert Notifikasi.objects.filter(penerima=ketua, ringkas=True, judul__startswith="Disetujui").exists()
