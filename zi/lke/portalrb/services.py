"""What the central admin decides: the proposal period, its units, their links, PortalRB's tokens."""

import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from zi.akun.queries import sidik_token
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.common.versi import simpan_versi
from zi.lke.models import Pengusulan, TautanBukti, TokenPortal, UnitUsulan
from zi.lke.portalrb.policies import boleh_atur
from zi.lke.portalrb.queries_pusat import putaran_terbit, satker_pusat
from zi.lke.services_kabar import kabari_pimpinan
from zi.satker.models import Satker
from zi.ui.teks import tanggal

DIBAGIKAN = "Selama masa pengusulan, PortalRB membaca jawaban dan bukti putaran yang sudah terbit."
TERTUTUP = "PortalRB tidak lagi membaca jawaban dan buktinya."
SUDAH_DICABUT = "Unit ini sudah dicabut dari pengusulan."


@layanan
def buat_pengusulan(pusat: Satker, tahun: int, mulai: date, selesai: date, *, oleh: Any) -> Pengusulan:
    """A proposal period; those of one central unit never overlap."""
    boleh_atur(oleh, pusat).wajib()
    Satker.objects.select_for_update().get(pk=pusat.pk)
    if Pengusulan.objects.filter(pusat=pusat, tahun=tahun).exists():
        raise GalatDomain(f"Pengusulan {tahun} sudah ada. Ubah masanya di sana.")
    _periksa_masa(pusat, mulai, selesai)
    isi = {"tahun": tahun, "mulai": mulai, "selesai": selesai, "dibuat_oleh": oleh}
    return Pengusulan.objects.create(pusat=pusat, **isi)


@layanan
def ubah_masa(pengusulan: Pengusulan, versi: int, mulai: date, selesai: date, *, oleh: Any) -> None:
    """Raises SudahBerubah when somebody else was faster."""
    boleh_atur(oleh, pengusulan.pusat).wajib()
    Satker.objects.select_for_update().get(pk=pengusulan.pusat_id)
    _periksa_masa(pengusulan.pusat, mulai, selesai, kecuali=pengusulan.pk)
    simpan_versi(pengusulan, versi, mulai=mulai, selesai=selesai)


def _periksa_masa(pusat: Satker, mulai: date, selesai: date, kecuali: int = 0) -> None:
    if mulai > selesai:
        raise GalatDomain("Hari terakhir lebih awal daripada hari pertama.")
    lain = Pengusulan.objects.filter(pusat=pusat, mulai__lte=selesai, selesai__gte=mulai).exclude(pk=kecuali).first()
    if lain:
        masa = f"{tanggal(lain.mulai)} sampai {tanggal(lain.selesai)}"
        raise GalatDomain(f"Masa ini bertumpukan dengan {lain} ({masa}).")


@layanan
def usulkan(pengusulan: Pengusulan, satker: Iterable[Satker], kategori: str, *, oleh: Any) -> list[UnitUsulan]:
    """Propose several units, all or none."""
    return [usulkan_unit(pengusulan, satu, kategori, oleh=oleh) for satu in satker]


@layanan
def usulkan_unit(pengusulan: Pengusulan, satker: Satker, kategori: str, *, oleh: Any) -> UnitUsulan:
    """Propose a unit with its newest published rounds, open its evidence link, and tell the unit."""
    boleh_atur(oleh, pengusulan.pusat).wajib()
    if not satker_pusat(pengusulan.pusat).filter(pk=satker.pk).exists():
        raise GalatDomain(f"{satker} tidak berada di bawah satker yang mengusulkan.")
    try:
        with transaction.atomic():
            unit = UnitUsulan.objects.create(
                pengusulan=pengusulan,
                satker=satker,
                kategori=kategori,
                diusulkan_oleh=oleh,
                **_putaran(satker, pengusulan.tahun),
            )
    except IntegrityError:
        raise GalatDomain(f"{satker} sudah diusulkan.") from None
    TautanBukti.objects.create(unit=unit, dibuat_oleh=oleh)
    judul = f"Satker Anda diusulkan ke PortalRB untuk {unit.get_kategori_display()} {pengusulan.tahun}"
    kabari_pimpinan(unit.mandiri, f"usulan:{unit.pk}", judul, isi=DIBAGIKAN)
    return unit


def _putaran(satker: Satker, tahun: int) -> dict[str, Any]:
    mandiri, tpi = putaran_terbit(satker, tahun)
    if mandiri is None:
        raise GalatDomain(f"Penilaian mandiri {tahun} {satker} belum terbit dengan instrumen yang dipakai PortalRB.")
    return {"mandiri": mandiri, "tpi": tpi}


def _terkunci(unit: UnitUsulan, oleh: Any) -> UnitUsulan:
    """The row of a unit that is still proposed, held until the end of the transaction."""
    boleh_atur(oleh, unit.pengusulan.pusat).wajib()
    kini = UnitUsulan.objects.select_for_update(of=("self",)).select_related("pengusulan", "satker").get(pk=unit.pk)
    if kini.dicabut_pada:
        raise GalatDomain(SUDAH_DICABUT)
    return kini


@layanan
def ubah_kategori(unit: UnitUsulan, kategori: str, *, oleh: Any) -> None:
    kini = _terkunci(unit, oleh)
    kini.kategori = kategori
    kini.save()


@layanan
def perbarui_putaran(unit: UnitUsulan, *, oleh: Any) -> None:
    """Let PortalRB read the newest published rounds from now on."""
    kini = _terkunci(unit, oleh)
    for nama, putaran in _putaran(kini.satker, kini.pengusulan.tahun).items():
        setattr(kini, nama, putaran)
    kini.save()


@layanan
def cabut_unit(unit: UnitUsulan, *, oleh: Any) -> None:
    """Take a unit back; its link closes with it."""
    kini = _terkunci(unit, oleh)
    kini.dicabut_oleh, kini.dicabut_pada = oleh, timezone.now()
    kini.save()
    _cabut_tautan(kini, oleh)
    judul = f"Satker Anda dicabut dari {kini.pengusulan} ke PortalRB"
    kabari_pimpinan(kini.mandiri, f"usulan-dicabut:{kini.pk}", judul, isi=TERTUTUP)


@layanan
def buat_tautan(unit: UnitUsulan, *, oleh: Any) -> TautanBukti:
    """A new evidence address; the one before closes."""
    kini = _terkunci(unit, oleh)
    _cabut_tautan(kini, oleh)
    return TautanBukti.objects.create(unit=kini, dibuat_oleh=oleh)


@layanan
def cabut_tautan(unit: UnitUsulan, *, oleh: Any) -> None:
    _cabut_tautan(_terkunci(unit, oleh), oleh)


def _cabut_tautan(unit: UnitUsulan, oleh: Any) -> None:
    for satu in TautanBukti.objects.filter(unit=unit, dicabut_pada=None):
        satu.dicabut_oleh, satu.dicabut_pada = oleh, timezone.now()
        satu.save()


@layanan
def buat_token(pusat: Satker, nama: str, berlaku_sampai: date | None, *, oleh: Any) -> tuple[TokenPortal, str]:
    """A new token and its secret, which is returned once and stored nowhere."""
    boleh_atur(oleh, pusat).wajib()
    if berlaku_sampai and berlaku_sampai < pusat.hari_ini():
        raise GalatDomain("Hari terakhir berlakunya sudah lewat.")
    rahasia = secrets.token_urlsafe(32)
    isi = {"nama": nama, "berlaku_sampai": berlaku_sampai, "sidik": sidik_token(rahasia), "dibuat_oleh": oleh}
    return TokenPortal.objects.create(pusat=pusat, **isi), rahasia


@layanan
def cabut_token(token: TokenPortal, *, oleh: Any) -> None:
    """Stop a token at once; twice is once."""
    boleh_atur(oleh, token.pusat).wajib()
    kini = TokenPortal.objects.select_for_update().get(pk=token.pk)
    if kini.dicabut_pada is None:
        kini.dicabut_oleh, kini.dicabut_pada = oleh, timezone.now()
        kini.save()
