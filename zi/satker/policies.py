"""Who may do what with units, people and roles (DESIGN section 3; tests/satker/matriks.csv holds every verdict)."""

from typing import Any

from zi.common.verdict import YA, Verdict, tidak
from zi.satker.hak import SATKER_SENDIRI, TIM, hak
from zi.satker.models import Peran, Satker

J = Peran.Jenis
OLEH_ADMIN_SATKER = TIM | {J.KEPALA, J.ADMIN_SATKER}
OLEH_ADMIN_PUSAT = OLEH_ADMIN_SATKER | {J.EVALUATOR}

BUKAN_ADMIN = "Hanya admin satker ini atau admin pusat di atasnya yang boleh."
BUKAN_PUSAT = "Hanya admin pusat di atas satker ini yang boleh."
WAKIL = "Wakil kepala tidak menunjuk wakil lain."
BUKAN_KEPALA = "Hanya kepala satker atau admin yang boleh menunjuk wakil kepala."
DIRI_SENDIRI = "Peran sendiri diatur oleh admin lain."
AKUN_LUAR = (
    "Orang ini juga punya peran di luar kewenangan Anda, jadi tautannya hanya dikirim ke surelnya sendiri "
    "dan datanya tidak diubah dari sini."
)


def boleh_lihat_orang(user: Any, satker: Satker) -> Verdict:
    h = hak(user)
    return YA if h.punya(satker.pk, *SATKER_SENDIRI) or satker.pk in h.subpohon else tidak(BUKAN_ADMIN)


def boleh_kelola(user: Any, satker: Satker) -> Verdict:
    """People, letterhead, address and time zone of a unit."""
    h = hak(user)
    return YA if h.punya(satker.pk, J.ADMIN_SATKER) or satker.pk in h.subpohon else tidak(BUKAN_ADMIN)


def boleh_tambah_anak(user: Any, satker: Satker) -> Verdict:
    return YA if satker.pk in hak(user).subpohon else tidak(BUKAN_PUSAT)


def boleh_pindah(user: Any, satker: Satker, induk: Satker | None = None) -> Verdict:
    """Move a unit that is strictly below an own one, to a place within the own subtree."""
    h = hak(user)
    if satker.pk not in h.di_bawah or (induk and induk.pk not in h.subpohon):
        return tidak(BUKAN_PUSAT)
    return YA


def boleh_atur_peran(user: Any, satker: Satker, jenis: str, pengguna: Any = None) -> Verdict:
    """Give, change or end a role. Nobody touches his own, so nobody widens his rights."""
    if pengguna is not None and pengguna.pk == user.pk:
        return tidak(DIRI_SENDIRI)
    h = hak(user)
    if jenis == J.ADMIN_PUSAT:
        return YA if satker.pk in h.di_bawah else tidak(BUKAN_PUSAT)
    if satker.pk in h.subpohon:
        return YA
    if not h.punya(satker.pk, J.ADMIN_SATKER):
        return tidak(BUKAN_ADMIN)
    return YA if jenis in OLEH_ADMIN_SATKER else tidak(BUKAN_PUSAT)


def boleh_tunjuk_wakil(user: Any, satker: Satker) -> Verdict:
    """Name a deputy of the kepala and end his time: the head himself (a deputy is not), and who manages the people."""
    kepala = hak(user).di(satker.pk, J.KEPALA)
    if any(not p.sebutan for p in kepala) or boleh_kelola(user, satker):
        return YA
    return tidak(WAKIL if kepala else BUKAN_KEPALA)


def jenis_yang_boleh(user: Any, satker: Satker) -> list[str]:
    """The kinds of role that the user may give in a unit."""
    return [x for x in J.values if boleh_atur_peran(user, satker, x)]


def boleh_kelola_akun(user: Any, pengguna: Any) -> Verdict:
    """Change an account or see its one-time link: only who could have given every role that the person has.

    Else an admin of one unit could take over a person's rights in another by resetting the password.
    """
    if pengguna.pk == user.pk:
        return tidak("Akun sendiri diatur di halaman profil.")
    if pengguna.is_superuser or pengguna.is_staff:
        return tidak(AKUN_LUAR)
    peran = list(Peran.objects.belum_selesai().filter(pengguna=pengguna).select_related("satker"))
    return YA if peran and all(boleh_atur_peran(user, p.satker, p.jenis) for p in peran) else tidak(AKUN_LUAR)
