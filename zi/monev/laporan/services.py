"""Writing a report: begin it, write its texts, submit, decide, open again."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.layanan import layanan
from zi.common.versi import PESAN, simpan_versi
from zi.dokumen.html import periksa_panjang
from zi.monev.laporan.kanonik import Isi, ke_teks, sidik
from zi.monev.laporan.periode import Periode, sah
from zi.monev.laporan.policies import boleh_susun, boleh_tulis
from zi.monev.laporan.queries import rencana_periode, versi_terkait
from zi.monev.laporan.services_terbit import terbitkan
from zi.monev.laporan.susun import susun
from zi.monev.laporan.usul import wajib_catatan
from zi.monev.laporan.workflow import LAPORAN
from zi.monev.models import IsianLaporan, LaporanBerkala, VersiLaporan
from zi.naskah.models import Versi
from zi.naskah.services import pemegang
from zi.notifikasi.services import kirim
from zi.rencana.models import AreaRencana, BarisRencana
from zi.satker.models import Peran, Satker
from zi.satker.pejabat import kepala_definitif, pejabat

J = Peran.Jenis
S = VersiLaporan.Status
K, P = IsianLaporan.Jenis.KENDALA, IsianLaporan.Jenis.PROGNOSIS


@layanan
def mulai(satker: Satker, jenis: str, tahun: int, ke: int, *, oleh: Any) -> LaporanBerkala:
    """Begin the report of a month or quarter; begun twice it is the same report."""
    boleh_susun(oleh, satker).wajib()
    if not sah(jenis, tahun, ke):
        raise GalatDomain("Periode ini tidak ada.")
    periode = Periode(jenis, tahun, ke)
    if periode.awal > satker.hari_ini():
        raise GalatDomain(f"{periode} belum dimulai, jadi belum dapat dilaporkan.")
    rencana = rencana_periode(satker, tahun)
    if rencana is None:
        raise GalatDomain(f"Tidak ada rencana kerja untuk tahun {tahun}. Buat rencananya dulu.")
    kunci = {"satker": satker, "jenis": jenis, "tahun": tahun, "ke": ke}
    return LaporanBerkala.objects.get_or_create(**kunci, defaults={"rencana": rencana, "dibuat_oleh": oleh})[0]


def _kunci(laporan: LaporanBerkala, oleh: Any, area: AreaRencana | None = None) -> LaporanBerkala:
    """The report of this moment, its row taken, when this person may write there."""
    semua = LaporanBerkala.objects.select_for_update(of=("self",)).select_related("satker")
    kini = semua.get(pk=laporan.pk)
    boleh_tulis(oleh, kini, area.kode_peran if area else "").wajib()
    return kini


@layanan
def tulis(laporan: LaporanBerkala, versi: int, *, oleh: Any, **nilai: str) -> None:
    """Write ringkasan or simpulan. Raises SudahBerubah."""
    simpan_versi(_kunci(laporan, oleh), versi, **nilai)


@layanan
def ubah_isian(isian: IsianLaporan, versi: int, *, oleh: Any, **nilai: str) -> None:
    """Change a line of the matrix or a prognosis. Raises SudahBerubah."""
    _kunci(isian.laporan, oleh, isian.area)
    if isian.jenis == K and not nilai.get("teks", isian.teks):
        raise GalatDomain("Tulis dulu kendalanya.")
    simpan_versi(isian, versi, **nilai)


@layanan
def tambah_kendala(
    laporan: LaporanBerkala,
    *,
    oleh: Any,
    teks: str,
    solusi: str = "",
    area: AreaRencana | None = None,
    baris: BarisRencana | None = None,
    acuan: str = "",
) -> IsianLaporan:
    """A new line of the matrix; a proposal is answered once, whoever comes second edits that line."""
    if baris:
        area = baris.area or baris.tabel.area
    _kunci(laporan, oleh, area)
    if not teks.strip():
        raise GalatDomain("Tulis dulu kendalanya.")
    nilai = {"teks": teks.strip(), "solusi": solusi.strip(), "area": area, "baris": baris, "acuan": acuan}
    try:
        with transaction.atomic():
            return IsianLaporan.objects.create(laporan=laporan, jenis=K, **nilai)
    except IntegrityError:
        raise GalatDomain("Baris usulan ini baru saja diisi orang lain. Ubah barisnya di matriks.") from None


@layanan
def isi_prognosis(laporan: LaporanBerkala, area: AreaRencana, *, oleh: Any, **nilai: str) -> IsianLaporan:
    """The first prognosis of an area. Raises SudahBerubah when there is one by now."""
    _kunci(laporan, oleh, area)
    try:
        with transaction.atomic():
            return IsianLaporan.objects.create(laporan=laporan, jenis=P, area=area, **nilai)
    except IntegrityError:
        raise SudahBerubah(PESAN) from None


@layanan
def hapus_kendala(isian: IsianLaporan, versi: int, *, oleh: Any) -> None:
    """Take a line off, as long as nobody changed it since. Raises SudahBerubah."""
    _kunci(isian.laporan, oleh, isian.area)
    if not IsianLaporan.objects.filter(pk=isian.pk, versi=versi, jenis=K).delete()[0]:
        raise SudahBerubah(PESAN)


@layanan
def ajukan(laporan: LaporanBerkala, *, oleh: Any, catatan: str = "", nomor: int | None = None) -> None:
    """Freeze the report as its next version and ask the kepala satker.

    `nomor` is the version that the page offered. A period that is not over, a quarter with open months need a note.
    """
    nilai = {"diajukan_pada": timezone.now(), "diajukan_oleh": oleh}
    if not LAPORAN.jalankan(laporan, "ajukan", oleh=oleh, catatan=catatan, **nilai):
        return
    if not _berbaris(laporan):
        raise GalatDomain("Rencana ini belum berisi satu baris pun, jadi tidak ada yang dilaporkan.")
    versi = versi_terkait(laporan)
    isi = susun(laporan, versi)  # from the row that this transaction has taken, so with the last texts
    if not catatan.strip() and (alasan := wajib_catatan(isi)):
        raise GalatDomain(f"{' '.join(alasan)} Tulis catatan mengapa diajukan sekarang.")
    satu = bekukan(laporan, isi, versi, oleh=oleh, pesan=catatan)
    if nomor not in {None, satu.nomor}:
        raise GalatDomain(f"Halaman ini sudah lama: berikutnya versi {satu.nomor}, bukan {nomor}. Muat ulang dulu.")
    for penerima in pemegang(laporan.rencana, J.KEPALA):
        kirim(
            penerima,
            kunci=f"laporan-diajukan:{satu.pk}",
            judul=f"Mohon persetujuan: {laporan}"[:200],
            isi=f"{oleh} mengajukan versi {satu.nomor}.\n\n{catatan}".strip(),
            tautan=laporan.get_absolute_url(),
        )


def _berbaris(laporan: LaporanBerkala) -> bool:
    return BarisRencana.objects.hidup().filter(tabel__rencana=laporan.rencana_id, tabel__dihapus_pada=None).exists()


def bekukan(
    laporan: LaporanBerkala, isi: Isi, versi: list[VersiLaporan], *, oleh: Any, pesan: str = ""
) -> VersiLaporan:
    """Store the content with the names of today and the version of the plan that it was measured by."""
    nomor = max((v.nomor for v in versi if v.laporan_id == laporan.pk), default=0) + 1
    kepala, berlaku = kepala_definitif(laporan.satker), Versi.objects.berlaku(laporan.rencana)
    nama = {
        "pengaju": pejabat(oleh, laporan.satker, J.KETUA_TIM).ke_dict(),
        "kepala": kepala.ke_dict() if kepala else {},
    }
    rencana = {"versi": berlaku.nomor if berlaku else 0, "sha256": berlaku.sha256 if berlaku else ""}
    isi = isi | {"pejabat": nama, "versi": nomor, "pesan": pesan.strip(), "rencana": isi["rencana"] | rencana}
    periksa_panjang(isi)  # what cannot be printed could be approved, but never issued
    teks = ke_teks(isi)
    nilai = {"isi": teks, "sha256": sidik(teks), "diajukan_oleh": oleh, "pesan": pesan.strip()}
    return VersiLaporan.objects.create(laporan=laporan, nomor=nomor, **nilai)


@layanan
def langkah(laporan: LaporanBerkala, aksi: str, *, oleh: Any, catatan: str = "", nomor: int | None = None) -> None:
    """Any other step: tarik, setujui, kembalikan, buka. `nomor` is the version that the person read."""
    kosong = {"diajukan_pada": None, "diajukan_oleh": None} if aksi in ("tarik", "buka") else {}
    if not LAPORAN.jalankan(laporan, aksi, oleh=oleh, catatan=catatan, **kosong):
        return
    satu = _cocokkan(laporan, nomor, S.DISETUJUI if aksi == "buka" else S.DIAJUKAN)
    if aksi == "buka":
        satu.dibuka_oleh, satu.dibuka_pada, satu.alasan_buka = oleh, timezone.now(), catatan.strip()
        satu.save(update_fields=["dibuka_oleh", "dibuka_pada", "alasan_buka"])
    else:
        _putuskan(satu, aksi, catatan, oleh=oleh)
    if aksi != "tarik":
        _kabarkan(satu, aksi, catatan)


def _cocokkan(laporan: LaporanBerkala, nomor: int | None, status: str) -> VersiLaporan:
    """The version that is meant, when it is the one that the person read."""
    satu = laporan.versi_laporan.filter(status=status).order_by("-nomor").first()
    if satu is None:
        raise GalatDomain("Laporan ini belum pernah diajukan.")
    if nomor not in {None, satu.nomor}:
        raise GalatDomain(f"Yang Anda baca versi {nomor}, yang sekarang versi {satu.nomor}. Baca dulu.")
    satu.laporan = laporan
    return satu


def _putuskan(satu: VersiLaporan, aksi: str, catatan: str, *, oleh: Any) -> None:
    """Write the decision, with the name and office of its day; an approval is issued."""
    satu.status = {"setujui": S.DISETUJUI, "kembalikan": S.DIKEMBALIKAN, "tarik": S.DITARIK}[aksi]
    satu.catatan, satu.diputus_oleh, satu.diputus_pada = catatan.strip(), oleh, timezone.now()
    if aksi != "tarik":
        satu.pengesah = pejabat(oleh, satu.laporan.satker, J.KEPALA).ke_dict()
    if aksi == "setujui":
        satu.terbitan = terbitkan(satu, oleh=oleh)
    satu.save()


KABAR = {"setujui": "Disetujui", "kembalikan": "Dikembalikan", "buka": "Dibuka lagi"}


def _kabarkan(satu: VersiLaporan, aksi: str, catatan: str) -> None:
    """Tell the heads of the team; by mail at once what asks them to work on it again."""
    laporan = satu.laporan
    for penerima in pemegang(laporan.rencana, J.KETUA_TIM):
        kirim(
            penerima,
            kunci=f"laporan-{aksi}:{satu.pk}",
            judul=f"{KABAR[aksi]}: {laporan}"[:200],
            isi=catatan.strip(),
            tautan=laporan.get_absolute_url(),
            surel=aksi != "setujui",
            ringkas=aksi == "setujui",
        )
