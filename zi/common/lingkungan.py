"""The environment as settings read it, and what each mode refuses."""

from typing import Any
from urllib.parse import urlsplit

import environ
from environ.fileaware_mapping import FileAwareMapping

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
KUNCI_MIN = 50


class _Peta(FileAwareMapping):
    """X from X or from the file that X_FILE names, without the line end that secret files have."""

    def __getitem__(self, key: str) -> str:
        return super().__getitem__(key).strip()


class Lingkungan(environ.FileAwareEnv):
    ENVIRON = _Peta()


def keberatan(nilai: dict[str, Any]) -> list[str]:
    """What the chosen mode refuses in these settings, one sentence each."""
    if nilai["MODE"] == "produksi":
        return [kalimat for buruk, kalimat in _produksi(nilai) if buruk]
    if nilai["HOST"] in LOOPBACK:
        return []
    if nilai["MODE"] == "contoh":
        return ["Mode contoh hanya melayani komputer ini: HOST harus 127.0.0.1. Untuk kantor pakai ZI_MODE=mandiri."]
    if urlsplit(nilai["ZI_ALAMAT"]).hostname in LOOPBACK:
        return [
            "HOST melayani jaringan kantor: isi ZI_ALAMAT dengan alamat yang dibuka orang, misalnya http://192.168.1.10:8000."
        ]
    return []


def _produksi(nilai: dict[str, Any]) -> list[tuple[bool, str]]:
    kunci, surel = nilai["SECRET_KEY"], nilai["EMAIL_BACKEND"].rsplit(".", 2)[-2]
    return [
        (
            len(kunci) < KUNCI_MIN or len(set(kunci)) < 12,
            f"ZI_SECRET_KEY harus kunci acak, {KUNCI_MIN} karakter atau lebih.",
        ),
        (nilai["DEBUG"], "ZI_DEBUG harus mati."),
        (not nilai["ZI_ALAMAT"].startswith("https://"), "ZI_ALAMAT, alamat umum, harus dimulai dengan https://."),
        (
            any(h.startswith(("*", ".")) for h in nilai["ALLOWED_HOSTS"]),
            "ZI_HOSTS harus menyebut nama host satu per satu, tanpa * di depan.",
        ),
        (nilai["DATABASES"]["default"]["ENGINE"].endswith("sqlite3"), "DATABASE_URL harus menunjuk PostgreSQL."),
        (not nilai["REDIS_URL"], "REDIS_URL harus menunjuk Redis."),
        (
            surel not in {"smtp", "dummy"},
            "EMAIL_URL harus menunjuk server surel (smtp+tls://…), atau dummymail:// bila tidak mengirim surel.",
        ),
        (
            surel == "smtp" and nilai["DEFAULT_FROM_EMAIL"].endswith(".invalid"),
            "ZI_SUREL_PENGIRIM harus alamat surel yang nyata.",
        ),
    ]
