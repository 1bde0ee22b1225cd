"""The printed report, made from its content alone, so that an approved one prints the same for ever."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from zi.dokumen.bagian import MENDATAR, PITA, Blok, Cap, Data, Dokumen, Judul, Kop, Penanda, Pesan, Prosa, TandaTangan
from zi.dokumen.html import periksa_panjang, susun_html
from zi.dokumen.ukuran import lembar
from zi.jadwal.tampil import rentang
from zi.monev.laporan.cetak_tabel import judul, kendala, pelaksanaan, prognosis, rapat, realisasi, tindak_lanjut
from zi.monev.laporan.kanonik import Isi
from zi.monev.laporan.periode import JenisLaporan
from zi.satker.pejabat import Pejabat
from zi.ui.teks import tanggal

DRAF = "DRAF, belum disetujui"
MEDAN = {f.name for f in fields(Pejabat)}


def cetak_html(
    isi: Isi, *, draf: bool = False, cap: Cap | None = None, pengesah: Isi | None = None, hari: date | None = None
) -> str:
    return susun_html(susun_dokumen(isi, draf=draf, cap=cap, pengesah=pengesah, hari=hari))


def susun_dokumen(
    isi: Isi, *, draf: bool = False, cap: Cap | None = None, pengesah: Isi | None = None, hari: date | None = None
) -> Dokumen:
    """`pengesah` approved it on `hari`; without one the head of that day is named, and nobody has signed."""
    periksa_panjang(isi)
    satker, laporan = isi["satker"], isi["laporan"]
    kaki = [laporan["judul"], satker["nama_pendek"] or satker["nama"], *([DRAF] if draf else [])]
    return Dokumen(
        judul=f"{laporan['judul']} {satker['nama']}",
        lembar=(lembar(list(_isi(isi, pengesah, hari)), MENDATAR),),
        pengarang=satker["nama"],
        kaki=" · ".join(kaki)[:120],
        tanda_air=draf,
        pita=PITA if isi["rencana"]["contoh"] else "",
        cap=cap,
    )


def _isi(isi: Isi, pengesah: Isi | None, hari: date | None) -> Iterator[Blok]:
    yield from _depan(isi)
    for bagian in (realisasi, pelaksanaan, kendala, prognosis, rapat, tindak_lanjut):
        yield from bagian(isi)
    yield from _penutup(isi, pengesah, hari)


def _depan(isi: Isi) -> Iterator[Blok]:
    laporan, rencana = isi["laporan"], isi["rencana"]
    yield Kop(tuple(isi["satker"]["kop"]))
    yield Judul(f"{laporan['judul']} Pembangunan Zona Integritas".upper(), di_daftar_isi=False)
    ukur = ""
    if isi.get("versi"):
        ukur = f", versi {rencana['versi']}" if rencana["versi"] else ", belum disetujui"
    yield Data(
        (
            ("Satuan kerja", isi["satker"]["nama"]),
            ("Periode", f"{laporan['nama']} ({rentang(laporan['awal'], laporan['akhir'])})"),
            ("Rencana kerja", f"{rencana['judul']} ({rencana['tahun']}){ukur}"),
            ("Keadaan data", tanggal(laporan["per"])),
        )
    )
    yield judul("A.", "Ringkasan")
    yield Prosa(isi["ringkasan"]) if isi["ringkasan"] else Pesan("Ringkasan belum ditulis.")
    if isi.get("pesan"):
        yield Prosa(f"Catatan pengaju: {isi['pesan']}")


def _penutup(isi: Isi, pengesah: Isi | None, hari: date | None) -> Iterator[Blok]:
    yield judul("H.", "Simpulan dan rekomendasi")
    yield Prosa(isi["simpulan"]) if isi["simpulan"] else Pesan("Simpulan belum ditulis.")
    nama = isi.get("pejabat", {})
    kepala = _pejabat(pengesah or nama.get("kepala") or {}, f"Kepala {isi['satker']['nama']}")
    pengaju = _pejabat(nama.get("pengaju") or {}, "")
    tempat = ", ".join(filter(None, [isi["satker"]["kota"], tanggal(hari) if hari else "………………"]))
    peran = "Disetujui" if pengesah else "Menyetujui"
    yield TandaTangan(
        (
            _penanda(pengaju, "Disusun", pengaju.jabatan_tercetak or "Ketua tim kerja", ""),
            _penanda(kepala, peran, kepala.jabatan_tercetak, tempat),
        )
    )


def _pejabat(isi: Isi, jabatan: str) -> Pejabat:
    dikenal = {k: v for k, v in isi.items() if k in MEDAN}
    return Pejabat(**{**dikenal, "jabatan_kepala": dikenal.get("jabatan_kepala") or jabatan})


def _penanda(siapa: Pejabat, peran: str, jabatan: str, tempat: str) -> Penanda:
    return Penanda(
        nama=siapa.nama or "………………………………",
        peran=f"{peran},",
        jabatan=jabatan,
        tempat_tanggal=tempat,
        pangkat=siapa.pangkat,
        nomor_induk=f"NIP {siapa.nomor_induk}" if siapa.nomor_induk else "",
    )


def judul_berkas(isi: Isi) -> str:
    """How a downloaded file is called."""
    jenis = "bulanan" if isi["laporan"]["jenis"] == JenisLaporan.BULANAN else "triwulan"
    return f"laporan-{jenis}-{isi['satker']['kode']}-{isi['laporan']['awal']:%Y-%m}"
