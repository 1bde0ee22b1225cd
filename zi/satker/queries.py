"""Reading units, people and roles; who may see which."""

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.module_loading import import_string

from zi.akun.models import Pengguna
from zi.satker.hak import SATKER_SENDIRI, TIM, Hak, hak
from zi.satker.models import Pegawai, Peran, Satker

__all__ = ["SATKER_SENDIRI", "TIM", "Hak", "hak"]


def daftar_satker(user: Any):
    """Units that the user may see, with their agency."""
    return Satker.objects.terlihat_oleh(user).select_related("instansi", "parent")


def satker_aktif(user: Any, pilihan: int | None) -> Satker | None:
    """The unit of the switcher when the user still has a role there, else that of his first role, else None."""
    peran = hak(user).peran
    return next((p.satker for p in peran if p.satker_id == pilihan), peran[0].satker if peran else None)


def daftar_satker_berorang(user: Any) -> QuerySet[Satker]:
    """Units whose people the user may see: his own and his subtree, not those that he evaluates."""
    h = hak(user)
    return daftar_satker(user).filter(pk__in=h.satker_sendiri | h.subpohon)


def pohon(user: Any) -> list[Satker]:
    """The units that the user sees, in the order of the tree; `.kedalaman` is the depth among those seen."""
    terlihat = hak(user).semua_satker
    daftar = list(Satker.objects.with_tree_fields().filter(pk__in=terlihat).select_related("instansi"))
    for satker in daftar:
        satker.kedalaman = len(terlihat.intersection(satker.tree_path)) - 1
    return daftar


def calon_induk(user: Any, satker: Satker) -> QuerySet[Satker]:
    """Where a unit may be moved to: in the user's subtree, the same agency, not under itself."""
    bawah = satker.descendants(include_self=True).values_list("pk", flat=True)
    calon = Satker.objects.filter(pk__in=hak(user).subpohon, instansi_id=satker.instansi_id)
    return calon.exclude(pk__in=list(bawah))


def orang_satker(satker: Satker, cari: str = "", *, semua: bool = False) -> QuerySet[Pengguna]:
    """The people with a role in the unit, each with `.peran_di_sini` and `.pegawai_di_sini`.

    Without `semua` only people and roles that are not over.
    """
    peran = Peran.objects.filter(satker=satker).select_related("satker")
    peran = peran if semua else peran.belum_selesai()
    orang = Pengguna.objects.filter(Exists(peran.filter(pengguna=OuterRef("pk"))))
    if cari:
        orang = orang.filter(Q(nama__icontains=cari) | Q(email__icontains=cari) | Q(nomor_induk__startswith=cari))
    return orang.prefetch_related(
        Prefetch("peran", peran.order_by("jenis", "area", "-mulai"), to_attr="peran_di_sini"),
        Prefetch("pegawai", Pegawai.objects.filter(satker=satker), to_attr="pegawai_di_sini"),
    )


def peran_di(satker: Satker, pengguna: Pengguna) -> QuerySet[Peran]:
    """All roles of one person in one unit, past ones too."""
    peran = Peran.objects.filter(satker=satker, pengguna=pengguna).select_related("satker")
    return peran.order_by("jenis", "area", "-mulai")


def daftar_wakil(satker: Satker) -> QuerySet[Peran]:
    """All deputies that the kepala ever had, newest first, each with the name that the unit gives him."""
    nama = Prefetch("pengguna__pegawai", Pegawai.objects.filter(satker=satker), to_attr="pegawai_di_sini")
    wakil = Peran.objects.filter(satker=satker, jenis=Peran.Jenis.KEPALA).exclude(sebutan="")
    return wakil.select_related("satker", "pengguna").prefetch_related(nama).order_by("-mulai", "-pk")


def calon_wakil(satker: Satker, user: Any = None) -> QuerySet[Pengguna]:
    """Who may stand in for the kepala: the team and the admins, but no head, no evaluator, not the user himself."""
    peran = Peran.objects.berlaku().filter(satker=satker, pengguna=OuterRef("pk"))
    tetap = peran.filter(jenis__in=TIM | {Peran.Jenis.ADMIN_SATKER})
    bukan = peran.filter(Q(jenis=Peran.Jenis.EVALUATOR) | Q(jenis=Peran.Jenis.KEPALA, sebutan=""))
    orang = Pengguna.objects.filter(Exists(tetap), ~Exists(bukan), is_active=True)
    nama = Prefetch("pegawai", Pegawai.objects.filter(satker=satker), to_attr="pegawai_di_sini")
    lain = orang.exclude(pk=user.pk) if user else orang
    return lain.prefetch_related(nama).order_by("nama", "pk")


def pegawai_dari(satker: Satker, pengguna: Pengguna) -> Pegawai | None:
    """How a unit names the person of an account."""
    return Pegawai.objects.filter(satker=satker, pengguna=pengguna).first()


def peran_saya(user: Any) -> QuerySet[Peran]:
    """All roles of a person, past and future ones too, newest first."""
    return Peran.objects.filter(pengguna=user).select_related("satker__instansi").order_by("-mulai", "satker__nama")


def pilihan_area(satker: Satker) -> list[tuple[str, str]]:
    """Codes and names of the areas that a role may name; a higher app knows them (settings.PILIHAN_AREA)."""
    return import_string(settings.PILIHAN_AREA)(satker)


def baris_kop(satker: Satker) -> list[str]:
    """The lines of the letterhead: as written, else agency, unit above, unit; then address and ways of contact."""
    if satker.kop.strip():
        return [x.strip() for x in satker.kop.splitlines() if x.strip()]
    nama = dict.fromkeys([satker.instansi.nama, satker.parent.nama if satker.parent else "", satker.nama])
    kota = "" if satker.kota.lower() in satker.alamat.lower() else satker.kota  # most addresses name it already
    alamat = ", ".join(filter(None, [satker.alamat, kota]))
    hubungan = [("Telepon", satker.telepon), ("Laman", satker.laman), ("Surel", satker.surel)]
    kontak = ", ".join(f"{label} {isi}" for label, isi in hubungan if isi)
    return [x.upper() for x in nama if x] + [x for x in (alamat, kontak) if x]
