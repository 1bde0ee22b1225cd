"""What every page knows: mode, navigation, and the lazy figures of the header that the settings name."""

from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string


def dasar(request: Any) -> dict[str, Any]:
    pengguna = getattr(request, "user", None)
    umum = {
        "MODE": settings.MODE,
        "CONTOH": settings.CONTOH,
        "alamat_beranda": _alamat("beranda:beranda") or "/",
        "menu": (),
        "menu_akun": (),
    }
    if pengguna is None or not pengguna.is_authenticated:
        return umum
    return {
        **umum,
        "menu": SimpleLazyObject(lambda: menu(request, settings.MENU)),
        "menu_akun": SimpleLazyObject(lambda: menu(request, settings.MENU_AKUN)),
        "alamat_lonceng": _alamat("notifikasi:daftar"),
        "alamat_ganti_satker": _alamat("satker:ganti"),
        **{nama: _malas(jalur, request) for nama, jalur in settings.KONTEKS_HALAMAN.items()},
    }


def menu(request: Any, daftar: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The items whose page exists and whose condition (`bila`, a dotted name) holds for this request."""
    return [
        {**butir, "alamat": alamat, **_keadaan(request, butir, alamat)}
        for butir in daftar
        if (alamat := _alamat(butir["nama"])) and ("bila" not in butir or import_string(butir["bila"])(request))
    ]


def _keadaan(request: Any, butir: dict[str, Any], alamat: str) -> dict[str, bool]:
    """Where the reader is: on this very page, or in its part of the site."""
    cocok = getattr(request, "resolver_match", None)
    awal = (f"{butir['nama'].partition(':')[0]}:", *butir.get("juga", ()))
    return {"tepat": request.path == alamat, "aktif": cocok is not None and cocok.view_name.startswith(awal)}


def _malas(jalur: str, request: Any) -> SimpleLazyObject:
    return SimpleLazyObject(lambda: import_string(jalur)(request))


def _alamat(nama: str) -> str:
    try:
        return reverse(nama)
    except NoReverseMatch:
        return ""
