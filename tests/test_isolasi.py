"""Nobody sees another unit's data: every URL is walked as every role of a different unit (DESIGN section 8)."""

import pytest
from django.urls import reverse

from tests.alamat import ARGUMEN, semua_alamat
from tests.dunia import TANDA, bangun

pytestmark = pytest.mark.django_db
PERAN = ("anggota", "koordinator", "ketua_tim", "kepala", "admin_satker", "evaluator")
# Pages whose object belongs to nobody's unit, or that are for everybody, each with the reason.
UMUM = {
    "akun:tautan": "tautan sekali pakai itu sendiri kuncinya",
    "jadwal:ics": "umpan kalender satu orang; alamatnya sendiri kuncinya (tests/jadwal/test_kalender_ics.py)",
    "dokumen:keaslian": "halaman umum dari QR; tidak menyebut orang (tests/dokumen/test_keaslian.py)",
    "monev:isi_hadir": "halaman umum dari QR; tokennya kuncinya, tanpa nama orang (tests/monev/test_rapat_hadir.py)",
    "portalrb_luar:berkas": "berkas di halaman bukti PortalRB (tests/lke/test_portalrb_bukti.py)",
    "portalrb_luar:bukti": "halaman bukti PortalRB; alamatnya sendiri kuncinya (tests/lke/test_portalrb_bukti.py)",
    "portalrb_luar:jawaban_unit": "dijaga token, bukan sesi (tests/lke/test_portalrb_api.py)",
    "pengungkit:instrumen": "instrumen resmi dibaca semua orang",
}
TIDAK_ADA = {404, 405}


@pytest.fixture
def asing():
    return bangun()


def berobjek():
    """The addresses that name an object of a unit."""
    return [a for a in semua_alamat() if a.argumen and a.nama not in UMUM]


@pytest.fixture
def sendiri():
    return bangun("MILIKKU")


def test_tiap_alamat_berargumen_punya_kasus():
    tanpa = {a.nama for a in semua_alamat() if a.argumen and a.nama not in ARGUMEN}
    assert not tanpa, f"tambahkan ke tests/alamat.py: {sorted(tanpa)}"


def test_tiap_kasus_masih_punya_alamat():
    assert not set(ARGUMEN) - {a.nama for a in semua_alamat()}


@pytest.mark.parametrize("jenis", PERAN)
def test_objek_satker_lain_tidak_ada(client, asing, sendiri, jenis):
    client.force_login(sendiri.orang[jenis])
    for alamat in berobjek():
        url = alamat.url(asing)
        kepala = {"HX-Request": "true"} if jenis == "ketua_tim" else {}
        assert client.get(url).status_code in TIDAK_ADA, f"GET {alamat.nama} sebagai {jenis}"
        jawab = client.post(url, {"versi": 1}, headers=kepala)
        assert jawab.status_code in TIDAK_ADA, f"POST {alamat.nama} sebagai {jenis}"


def test_bilangan_raksasa_di_alamat_tidak_ada(client, asing):
    """A number that fits no key is nothing, and no failure."""
    client.force_login(asing.orang["ketua_tim"])
    for alamat in (a for a in semua_alamat() if a.argumen):
        isi = {k: v for k, v in ARGUMEN[alamat.nama](asing).items() if k in alamat.argumen}
        for nama in (k for k, v in isi.items() if isinstance(v, int) and alamat.nama != "portalrb_luar:jawaban_unit"):
            url = reverse(alamat.nama, kwargs=isi | {nama: 2**63})
            assert client.get(url).status_code in TIDAK_ADA, url
            assert client.post(url, {"versi": 1}).status_code in TIDAK_ADA, url


def test_objek_itu_ada_bagi_yang_berhak(client, asing):
    """The control: each of these addresses answers somebody of the unit, so the 404 above means something."""
    belum = {a.nama for a in berobjek()}
    for jenis in ("ketua_tim", "admin_satker", "kepala", "admin_pusat"):
        client.force_login(asing.orang[jenis])
        for alamat in [a for a in berobjek() if a.nama in belum]:
            jawab = client.get(alamat.url(asing))
            b"".join(getattr(jawab, "streaming_content", []))  # read to the end, so that the file is closed
            belum -= {alamat.nama} if jawab.status_code != 404 else set()
    assert not belum


@pytest.mark.parametrize("jenis", PERAN)
def test_daftar_tidak_membocorkan(client, asing, sendiri, jenis):
    client.force_login(sendiri.orang[jenis])
    for alamat in semua_alamat():
        if alamat.argumen:
            continue
        jawab = client.get(reverse(alamat.nama))
        if not jawab.streaming:
            assert TANDA not in jawab.text, f"{alamat.nama} membocorkan data satker lain kepada {jenis}"


def test_tanpa_masuk_semua_tertutup(client, asing):
    terbuka = set()
    for alamat in semua_alamat():
        jawab = client.get(alamat.url(asing) if alamat.argumen else reverse(alamat.nama))
        b"".join(getattr(jawab, "streaming_content", []))
        if jawab.status_code != 302 or "/akun/masuk" not in jawab["Location"]:
            terbuka.add(alamat.nama)
    assert terbuka == TERBUKA


# Every address that answers without a login; a new one must be added here on purpose.
TERBUKA = {
    "account_inactive",
    "account_login",
    "account_logout",  # leads to the front door
    "account_reset_password",
    "account_signup",  # says that sign-up is closed
    "akun:lupa_terkirim",
    "akun:tautan",  # the one-time link
    "dokumen:keaslian",  # the page behind the QR of a document
    "dokumen:periksa",  # is this PDF one of ours?
    "monev:isi_hadir",  # the page behind the QR of an attendance list
    "portalrb_luar:berkas",  # the evidence of a proposed unit, behind an unguessable address
    "portalrb_luar:bukti",
    "portalrb_luar:jawaban_unit",  # the API, by bearer token: 401 in JSON
    "portalrb_luar:unit_wbbm",
    "portalrb_luar:unit_wbk",
    "jadwal:ics",  # the feed, behind an unguessable address
    "sehat:hidup",
    "sehat:siap",
}
