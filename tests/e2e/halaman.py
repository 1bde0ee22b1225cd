"""Which pages the browser visits, as whom, on what data.

Every address of tests/alamat.py is visited. A new one is opened as the ketua tim and must be a page; when it is for
somebody else, add a line to ORANG; when it is no page, a line with the reason to BUKAN_HALAMAN.
"""

import json
from pathlib import Path
from types import SimpleNamespace

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.alamat import ARGUMEN, Alamat, semua_alamat
from tests.dunia import bangun
from tests.pabrik import SANDI, SatkerFactory, orang
from zi.akun.models import Pengguna
from zi.monev.laporan.services import mulai as mulai_laporan
from zi.naskah.muat import muat
from zi.naskah.services import ajukan, langkah
from zi.pengungkit.models import Instrumen
from zi.pengungkit.services import muat_acuan, muat_semua_instrumen
from zi.rencana.models import BarisRencana, RencanaKerja
from zi.rencana.services import siap_diubah
from zi.satker.models import Satker

NTB = Path(settings.BASE_DIR) / "fixtures" / "contoh" / "rencana-kb-ntb-2023.json"
TAMU = "tamu"  # nobody is logged in

# Name → role of tests/dunia.py; all others as the ketua tim.
ORANG = {
    "account_inactive": TAMU,
    "account_login": TAMU,
    "account_reset_password": TAMU,
    "account_signup": TAMU,
    "akun:lupa_terkirim": TAMU,
    "akun:tautan": TAMU,
    "dokumen:keaslian": TAMU,
    "dokumen:periksa": TAMU,
    "monev:isi_hadir": TAMU,
    "lke:pusat": "admin_pusat",
    "lke:pusat_masa": "admin_pusat",
    "lke:antrean": "evaluator",
    **{f"lke:{n}": "admin_pusat" for n in ("tugas", "tugas_baru", "tugas_daftar", "tugas_ubah")},
    **{f"portalrb:{n}": "admin_pusat" for n in ("daftar", "pengusulan_baru", "pengusulan", "pengusulan_ubah")},
    **{f"portalrb:{n}": "admin_pusat" for n in ("unit", "token_baru", "token")},
    "portalrb_luar:bukti": TAMU,
    "mfa_authenticate": "setengah_masuk",
    "mfa_deactivate_totp": "dua_langkah",
    "mfa_generate_recovery_codes": "dua_langkah",
    "mfa_reauthenticate": "dua_langkah",
    "mfa_view_recovery_codes": "dua_langkah",
    "naskah:luar": "admin_satker",
    "naskah:persetujuan": "kepala",
    "satker:beri": "admin_satker",
    "satker:impor": "admin_satker",
    "satker:orang": "admin_satker",
    "satker:pindah": "admin_pusat",
    "satker:pratinjau": "admin_satker",
    "satker:seseorang": "admin_satker",
    "satker:tambah": "admin_pusat",
    "satker:ubah": "admin_satker",
    "satker:ubah_orang": "admin_satker",
}

# Name → why the browser does not look at it. A name that is a page after all makes the test fail.
HANYA_POST = "hanya POST; GET mengalihkan"
BUKAN_HALAMAN: dict[str, str] = {
    "account_set_password": "alihan ke halaman ganti kata sandi",
    "bukti:bukti_tindak_lanjut": HANYA_POST,
    "bukti:bungkus_unduh": "unduhan ZIP",
    "bukti:gambar": "gambar satu halaman berkas",
    "bukti:unduh": "unduhan berkas",
    "jadwal:ics": "umpan untuk program kalender",
    "jadwal:tahun_pdf": "unduhan PDF",
    "laporan:draf": "unduhan PDF",
    "laporan:unduh": "unduhan PDF",
    "impor:bukti_ditolak": "unduhan buku kerja",
    "impor:bukti_lembar": "unduhan buku kerja",
    "impor:ekspor": "unduhan buku kerja",
    "lke:lhe_unduh": "unduhan PDF atau Word",
    "lke:pusat_unduh": "unduhan buku kerja",
    "lke:unduh_buku": "unduhan buku kerja",
    "lke:tugas_aksi": HANYA_POST,
    "mfa_download_recovery_codes": "unduhan kode cadangan",
    "monev:gambar": "satu foto rapat, gambar JPEG",
    "monev:surat": "unduhan PDF",
    "naskah:pulihkan": HANYA_POST,
    "naskah:baca_jadwal": "potongan halaman untuk htmx",
    "naskah:baris": "potongan halaman untuk htmx; GET biasa mengalihkan ke rencana",
    "naskah:area_hapus": HANYA_POST,
    "bukti:syarat_tanya_pulihkan": HANYA_POST,
    "naskah:bukti_area_hapus": HANYA_POST,
    "naskah:program_hapus": HANYA_POST,
    "naskah:baris_hapus": HANYA_POST,
    "naskah:bagian_tindakan": HANYA_POST,
    "naskah:unduh_pdf": "unduhan PDF",
    "naskah:unduh_resmi": "unduhan PDF",
    "naskah:unduh_salinan": "unduhan PDF",
    "naskah:unduh_terbitan": "unduhan PDF",
    "naskah:usul_jenis": "potongan halaman untuk htmx",
    "portalrb_luar:berkas": "unduhan berkas",
    "portalrb_luar:jawaban_unit": "JSON untuk PortalRB",
    "portalrb_luar:unit_wbbm": "JSON untuk PortalRB",
    "portalrb_luar:unit_wbk": "JSON untuk PortalRB",
    "satker:akhiri": HANYA_POST,
    "satker:akhiri_wakil": HANYA_POST,
    "satker:kirim": HANYA_POST,
    "satker:tautan": "hanya POST: tautan sekali pakai tampil pada jawabannya",
    "satker:templat_orang": "unduhan templat",
    "tindaklanjut:ekspor": "unduhan buku kerja",
    "sehat:hidup": "jawaban untuk mesin",
    "sehat:siap": "jawaban untuk mesin",
}


# Arguments that differ from those of tests/alamat.py.
KHUSUS = {"satker:pindah": lambda d: {"kode": d.anak.kode}}


def semua_halaman() -> list[Alamat]:
    """All pages that have a case; tests/test_isolasi.py fails for an address that has none."""
    return [a for a in semua_alamat() if a.nama not in BUKAN_HALAMAN and (not a.argumen or a.nama in ARGUMEN)]


def alamat_url(alamat: Alamat, dunia: SimpleNamespace) -> str:
    if alamat.nama in KHUSUS:
        return reverse(alamat.nama, kwargs=KHUSUS[alamat.nama](dunia))
    return alamat.url(dunia) if alamat.nama in ARGUMEN else reverse(alamat.nama)


def dunia_nyata() -> SimpleNamespace:
    """The small world of the isolation test, with the real plan of 39 rows in place of its own."""
    muat_acuan()
    muat_semua_instrumen()
    dunia = bangun("Mataram")
    RencanaKerja.objects.update(tahun_mulai=2022, tahun_selesai=2022)
    dunia.rencana = rencana = muat(json.loads(NTB.read_bytes()), dunia.satker)
    dunia.baris = baris = BarisRencana.objects.filter(tabel__rencana=rencana).first()
    dunia.tabel, dunia.area = baris.tabel, baris.area
    dunia.aksi, dunia.jadwal, dunia.syarat = baris.aksi.first(), baris.jadwal.first(), baris.syarat.first()
    dunia.kejadian = dunia.jadwal.kejadian.first()
    dunia.anak = SatkerFactory(parent=dunia.satker, instansi=dunia.satker.instansi)
    dunia.orang["dua_langkah"] = berdua_langkah(dunia.satker)
    dunia.orang["setengah_masuk"] = setengah_masuk(dunia.orang["dua_langkah"])
    dunia.instrumen = Instrumen.objects.exclude(kode="uji").first()
    ajukan(rencana, oleh=dunia.orang["ketua_tim"])
    langkah(rencana, "setujui", oleh=dunia.orang["kepala"])
    dunia.laporan = mulai_laporan(dunia.satker, "bulanan", 2023, 3, oleh=dunia.orang["ketua_tim"])
    siap_diubah(rencana, dunia.orang["ketua_tim"])
    dunia.versi = rencana.versi_naskah.get()
    return dunia


def berdua_langkah(satker: Satker) -> Pengguna:
    """A person whose second step is on."""
    pengguna = orang(satker, "ketua_tim")
    TOTP.activate(pengguna, generate_totp_secret())
    RecoveryCodes.activate(pengguna)
    return pengguna


def setengah_masuk(pengguna: Pengguna) -> Client:
    """The session of somebody who gave the password and is asked for the second step."""
    klien = Client()
    klien.post(reverse("account_login"), {"login": pengguna.email, "password": SANDI})
    return klien
