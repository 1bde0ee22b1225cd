"""What each mode refuses: every unsafe setting of produksi, one by one."""

import pytest

from tests.infra.proses import manage
from zi.common.lingkungan import keberatan

KUNCI = "k3yRahasiaYangPanjangSekali-0123456789-abcdefghijklmnop"
AMAN = {
    "ZI_MODE": "produksi",
    "ZI_ALAMAT": "https://zi.example.org",
    "ZI_SECRET_KEY": KUNCI,
    "DATABASE_URL": "postgres://zi:x@db.example.org/zi",
    "REDIS_URL": "redis://redis.example.org/0",
    "EMAIL_URL": "smtp+tls://a:b@surel.example.org:587",
    "ZI_SUREL_PENGIRIM": "zi@example.org",
}
BURUK = [
    ({"ZI_SECRET_KEY": ""}, "ZI_SECRET_KEY"),
    ({"ZI_SECRET_KEY": "pendek"}, "ZI_SECRET_KEY"),
    ({"ZI_SECRET_KEY": "a" * 80}, "ZI_SECRET_KEY"),
    ({"ZI_DEBUG": "1"}, "ZI_DEBUG"),
    ({"ZI_ALAMAT": "http://zi.example.org"}, "ZI_ALAMAT"),
    ({"ZI_HOSTS": "*"}, "ZI_HOSTS"),
    ({"ZI_HOSTS": ".example.org"}, "ZI_HOSTS"),
    ({"DATABASE_URL": ""}, "DATABASE_URL"),
    ({"DATABASE_URL": "sqlite:///x.sqlite3"}, "DATABASE_URL"),
    ({"REDIS_URL": ""}, "REDIS_URL"),
    ({"EMAIL_URL": "consolemail://"}, "EMAIL_URL"),
    ({"EMAIL_URL": ""}, "EMAIL_URL"),
    ({"ZI_SUREL_PENGIRIM": "zi@contoh.invalid"}, "ZI_SUREL_PENGIRIM"),
]


def cek(tmp_path, **lain):
    return manage(
        tmp_path, "shell", "-v0", "-c", "from django.conf import settings as s; print(s.ALLOWED_HOSTS)", **lain
    )


def test_produksi_yang_aman_jalan(tmp_path):
    hasil = cek(tmp_path, **AMAN)
    assert (hasil.returncode, hasil.stdout.strip()) == (0, "['zi.example.org']"), hasil.stderr


@pytest.mark.parametrize(("ubah", "sebut"), BURUK)
def test_produksi_menolak(tmp_path, ubah, sebut):
    hasil = cek(tmp_path, **{k: v for k, v in {**AMAN, **ubah}.items() if v})
    assert hasil.returncode == 1
    assert sebut in hasil.stderr
    assert not (tmp_path / "kunci").exists()


def test_semua_keberatan_sekaligus(tmp_path):
    hasil = cek(tmp_path, ZI_MODE="produksi")
    assert all(
        nama in hasil.stderr for nama in ("ZI_SECRET_KEY", "ZI_ALAMAT", "DATABASE_URL", "REDIS_URL", "EMAIL_URL")
    )


def test_rahasia_dari_berkas(tmp_path):
    """Docker secrets end with a line end; it is no part of the value."""
    rahasia = {"ZI_SECRET_KEY": KUNCI, "DATABASE_URL": AMAN["DATABASE_URL"], "REDIS_URL": AMAN["REDIS_URL"]}
    for nama, isi in rahasia.items():
        (tmp_path / nama).write_text(f"{isi}\n")
    lain = {k: v for k, v in AMAN.items() if k not in rahasia}
    berkas = {f"{nama}_FILE": str(tmp_path / nama) for nama in rahasia}
    kode = (
        "from django.conf import settings as s; basis, tembolok = s.DATABASES['default'], s.CACHES['default'];"
        "print(s.SECRET_KEY, basis['NAME'], tembolok['LOCATION'], s.CELERY_BROKER_URL, sep='|')"
    )
    hasil = manage(tmp_path, "shell", "-v0", "-c", kode, **lain, **berkas)
    assert hasil.stdout.strip() == f"{KUNCI}|zi|{AMAN['REDIS_URL']}|{AMAN['REDIS_URL']}", hasil.stderr


def test_postgresql_tidak_menyusun_kueri_menjadi_kode_mesin(tmp_path):
    """Nor does that take anything away of what the address says."""
    cetak = "from django.conf import settings as s; print(s.DATABASES['default']['OPTIONS'])"
    alamat = {"DATABASE_URL": f"{AMAN['DATABASE_URL']}?sslmode=require"}
    hasil = manage(tmp_path, "shell", "-v0", "-c", cetak, **AMAN | alamat)
    assert hasil.stdout.strip() == "{'sslmode': 'require', 'options': '-c jit=off'}", hasil.stderr


def test_mode_yang_tidak_ada(tmp_path):
    hasil = cek(tmp_path, ZI_MODE="apa-saja")
    assert "pilih contoh, mandiri, atau produksi" in hasil.stderr


def nilai(**lain):
    return {"MODE": "mandiri", "HOST": "127.0.0.1", "ZI_ALAMAT": "http://127.0.0.1:8000", **lain}


@pytest.mark.parametrize(
    ("pengaturan", "sebut"),
    [
        (nilai(), ""),
        (nilai(HOST="0.0.0.0"), "ZI_ALAMAT"),
        (nilai(HOST="0.0.0.0", ZI_ALAMAT="http://192.168.1.10:8000"), ""),
        (nilai(MODE="contoh"), ""),
        (nilai(MODE="contoh", HOST="localhost"), ""),
        (nilai(MODE="contoh", HOST="0.0.0.0"), "ZI_MODE=mandiri"),
        (nilai(MODE="contoh", HOST="192.168.1.10", ZI_ALAMAT="http://192.168.1.10:8000"), "ZI_MODE=mandiri"),
    ],
)
def test_contoh_dan_mandiri(pengaturan, sebut):
    kalimat = " ".join(keberatan(pengaturan))
    assert bool(kalimat) == bool(sebut)
    assert sebut in kalimat


def test_mandiri_membuat_kunci_sendiri_dan_mengenal_alamat_kantor(tmp_path):
    var = tmp_path / "var"
    lain = {"ZI_MODE": "mandiri", "HOST": "0.0.0.0", "ZI_ALAMAT": "http://192.168.1.10:8000"}
    hasil = cek(var, **lain)
    assert "192.168.1.10" in hasil.stdout, hasil.stderr
    assert "*" not in hasil.stdout
    assert len((var / "kunci").read_text()) >= 50
    assert var.stat().st_mode & 0o077 == 0
