"""What the API refuses, as data: every answer of it that is not 2xx is one of these six codes."""

from dataclasses import dataclass
from typing import Any

KODE = {
    401: ("UNAUTHORIZED", "Token tidak ada, tidak dikenal, sudah dicabut, atau kedaluwarsa."),
    403: ("FORBIDDEN", "Permintaan ini tidak diperbolehkan."),
    404: ("DATA_NOT_FOUND", "Data tidak ditemukan."),
    422: ("VALIDATION_ERROR", "Permintaan tidak dapat dibaca."),
    429: ("TOO_MANY_REQUESTS", "Terlalu banyak permintaan. Coba lagi nanti."),
    500: ("INTERNAL_SERVER_ERROR", "Terjadi gangguan di sistem kami. Coba lagi nanti."),
}
METODE = "Alamat ini hanya melayani GET."
HTTPS = "Gunakan HTTPS."
TIDAK_BERLANGSUNG = "Tidak ada masa pengusulan yang sedang berlangsung."
BUKAN_UNIT = "Unit ini tidak ada dalam pengusulan yang sedang berlangsung."
ID_SALAH = "unit_id harus berupa angka, seperti id pada daftar unit yang diusulkan."
JALUR_ASING = "Alamat ini tidak ada pada API PortalRB."


@dataclass
class Tolak(Exception):
    """Refuse a call. `pesan` in Indonesian; empty: the usual sentence of the status."""

    status: int
    pesan: str = ""
    kepala: tuple[tuple[str, str], ...] = ()


def isi_galat(status: int, pesan: str = "") -> dict[str, Any]:
    """The error as the technical guide has it."""
    kode, kalimat = KODE[status]
    return {"error": True, "code": kode, "message": pesan or kalimat}


def status_api(status: int) -> int:
    """The one of the six for any status that Django itself gives: a redirect or a wrong method is forbidden."""
    if status in KODE:
        return status
    if status < 400 or status == 405:
        return 403
    return 422 if status < 500 else 500
