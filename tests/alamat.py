"""Every address of the site, and how a test fills the ones that name an object.

`semua_alamat()` walks the URLconf, so a new URL without a case in `ARGUMEN` makes the tests that use it fail.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

# Names that no test walks, each with the reason.
LEWATI = {
    "admin": "situs admin Django: hanya superuser, diuji sendiri",
}


@dataclass(frozen=True)
class Alamat:
    nama: str
    argumen: tuple[str, ...]

    def url(self, dunia: SimpleNamespace) -> str:
        return reverse(self.nama, kwargs={k: v for k, v in ARGUMEN[self.nama](dunia).items() if k in self.argumen})


def semua_alamat() -> list[Alamat]:
    """All named patterns, namespaces included, without those of LEWATI."""
    return sorted(set(_jalan(get_resolver().url_patterns, "")), key=lambda a: a.nama)


def _jalan(pola: list[Any], ruang: str, argumen: tuple[str, ...] = ()) -> Iterator[Alamat]:
    for satu in pola:
        semua = argumen + tuple(satu.pattern.regex.groupindex)
        if isinstance(satu, URLResolver):
            if satu.namespace not in LEWATI:
                yield from _jalan(satu.url_patterns, f"{ruang}{satu.namespace}:" if satu.namespace else ruang, semua)
        elif isinstance(satu, URLPattern) and satu.name:
            yield Alamat(ruang + satu.name, semua)


# Name → keyword arguments taken from the world of tests/dunia.py. Only names with arguments stand here.
ARGUMEN: dict[str, Any] = {
    "akun:tautan": lambda d: {"token": d.token},
    "bukti:berkas": lambda d: {"pk": d.berkas.pk},
    "bukti:berkas_ubah": lambda d: {"pk": d.berkas.pk},
    "bukti:bukti_tindak_lanjut": lambda d: {"pk": d.tindak_lanjut.pk},
    "bukti:bungkus_satu": lambda d: {"kode": d.bungkus.kode},
    "bukti:bungkus_unduh": lambda d: {"kode": d.bungkus.kode},
    "bukti:kejadian": lambda d: {"pk": d.kejadian.pk},
    "bukti:kejadian_baris": lambda d: {"pk": d.baris.pk},
    "bukti:kejadian_langkah": lambda d: {"pk": d.kejadian.pk, "aksi": "selesaikan"},
    "bukti:gambar": lambda d: {"pk": d.versi_berkas.pk, "nomor": 1},
    "bukti:pakai": lambda d: {"pk": d.syarat.pk},
    "bukti:pakai_untuk": lambda d: {"pk": d.berkas.pk},
    "bukti:periksa": lambda d: {"pk": d.pemenuhan.pk},
    "bukti:pertanyaan": lambda d: {"satker": d.satker.pk, "tahun": 2021, "pk": d.pertanyaan.pk},
    "bukti:peta": lambda d: {"pk": d.rencana.pk},
    "bukti:peta_syarat": lambda d: {"pk": d.syarat.pk},
    "bukti:resep_ubah": lambda d: {"pk": d.resep.pk},
    "bukti:syarat": lambda d: {"pk": d.syarat.pk},
    "bukti:resep_tanya": lambda d: {"satker": d.satker.pk, "tahun": 2021, "pk": d.pertanyaan.pk},
    "bukti:syarat_tanya": lambda d: {"pk": d.syarat_tanya.pk},
    "bukti:syarat_tanya_pulihkan": lambda d: {"pk": d.syarat_tanya.pk},
    "bukti:tautan": lambda d: {"pk": d.syarat.pk},
    "bukti:unduh": lambda d: {"pk": d.versi_berkas.pk},
    "bukti:versi_perbaikan": lambda d: {"pk": d.pemenuhan.pk},
    "dokumen:keaslian": lambda d: {"kode": d.terbitan.kode},
    "impor:bukti_ditolak": lambda d: {"pk": d.draf_bukti.pk},
    "impor:bukti_draf": lambda d: {"pk": d.draf_bukti.pk},
    "impor:bukti_lembar": lambda d: {"satker": d.satker.pk, "tahun": 2023},
    "impor:ekspor": lambda d: {"pk": d.rencana.pk},
    "impor:lke": lambda d: {"pk": d.putaran.pk},
    "impor:lke_draf": lambda d: {"pk": d.draf_lke.pk},
    "laporan:bukti": lambda d: {"pk": d.versi_laporan.pk},
    "laporan:draf": lambda d: {"pk": d.laporan.pk},
    "laporan:langkah": lambda d: {"pk": d.laporan.pk, "aksi": "ajukan"},
    "laporan:laporan": lambda d: {"pk": d.laporan.pk},
    "laporan:unduh": lambda d: {"pk": d.versi_laporan.pk},
    "laporan:versi": lambda d: {"pk": d.versi_laporan.pk},
    "impor:pratinjau": lambda d: {"pk": d.draf.pk},
    "jadwal:ics": lambda d: {"token": d.alamat_kalender.token},
    "lke:bagian": lambda d: {"pk": d.putaran.pk, "simpul": d.pertanyaan.simpul_id},
    "lke:jawab": lambda d: {"pk": d.putaran.pk, "tanya": d.pertanyaan.pk},
    "lke:langkah": lambda d: {"pk": d.putaran.pk, "aksi": "serahkan"},
    "lke:lanjut": lambda d: {"pk": d.putaran.pk, "tanya": d.pertanyaan.pk},
    **{f"lke:{n}": lambda d: {"pk": d.putaran.pk} for n in ("kesiapan", "celah", "jalan", "andai", "prasyarat")},
    "lke:masa": lambda d: {"pk": d.putaran.pk},
    "lke:usulan": lambda d: {"pk": d.putaran.pk},
    "lke:banding": lambda d: {"pk": d.putaran.pk, "lain": d.putaran.pk},
    "lke:banding_pilih": lambda d: {"pk": d.putaran.pk},
    "lke:tugas": lambda d: {"pk": d.surat_tugas.pk},
    "lke:tugas_aksi": lambda d: {"pk": d.surat_tugas.pk},
    "lke:tugas_ubah": lambda d: {"pk": d.surat_tugas.pk},
    "lke:lhe": lambda d: {"pk": d.lhe.putaran_id},
    "lke:lhe_unduh": lambda d: {"pk": d.lhe.putaran_id, "bentuk": "docx"},
    "lke:putaran": lambda d: {"pk": d.putaran.pk},
    "lke:unduh_buku": lambda d: {"pk": d.putaran.pk, "bentuk": "lke-zi"},
    "monev:agenda": lambda d: {"pk": d.rapat.pk},
    "monev:foto": lambda d: {"pk": d.rapat.pk},
    "monev:gambar": lambda d: {"pk": d.foto_rapat.pk},
    "monev:hadir": lambda d: {"pk": d.rapat.pk},
    "monev:isi_hadir": lambda d: {"token": d.rapat.token},
    "monev:kaitan": lambda d: {"pk": d.rapat.pk},
    "monev:langkah": lambda d: {"pk": d.rapat.pk, "aksi": "undang"},
    "monev:notula": lambda d: {"pk": d.rapat.pk},
    "monev:peserta": lambda d: {"pk": d.rapat.pk},
    "monev:rapat": lambda d: {"pk": d.rapat.pk},
    "monev:surat": lambda d: {"pk": d.rapat.pk, "jenis": "notula"},
    "monev:tutup": lambda d: {"pk": d.rapat.pk},
    "monev:ubah": lambda d: {"pk": d.rapat.pk},
    "naskah:area_baru": lambda d: {"pk": d.rencana.pk},
    "naskah:area_hapus": lambda d: {"pk": d.area.pk},
    "naskah:area_ubah": lambda d: {"pk": d.area.pk},
    "naskah:baca_jadwal": lambda d: {"pk": d.rencana.pk},
    "naskah:bagian": lambda d: {"pk": d.rencana.pk},
    "naskah:bagian_baru": lambda d: {"pk": d.rencana.pk},
    "naskah:bagian_tindakan": lambda d: {"jenis": "bagian", "pk": d.bagian.pk, "aksi": "turun"},
    "naskah:bagian_ubah": lambda d: {"pk": d.bagian.pk},
    "naskah:banding": lambda d: {"pk": d.rencana.pk},
    "naskah:baris": lambda d: {"pk": d.baris.pk},
    "naskah:baris_baru": lambda d: {"pk": d.area.pk},
    "naskah:baris_baru_tabel": lambda d: {"pk": d.tabel.pk},
    "naskah:baris_hapus": lambda d: {"pk": d.baris.pk},
    "naskah:baris_ubah": lambda d: {"pk": d.baris.pk},
    "naskah:bukti_area_baru": lambda d: {"pk": d.area.pk},
    "naskah:bukti_area_hapus": lambda d: {"pk": d.syarat_area.pk},
    "naskah:bukti_area_ubah": lambda d: {"pk": d.syarat_area.pk},
    "naskah:cetak": lambda d: {"pk": d.rencana.pk},
    "naskah:cetak_status": lambda d: {"pk": d.cetakan.pk},
    "naskah:dokumen": lambda d: {"pk": d.versi.pk},
    "naskah:dihapus": lambda d: {"pk": d.rencana.pk},
    "naskah:kepala": lambda d: {"pk": d.rencana.pk},
    "naskah:langkah": lambda d: {"pk": d.rencana.pk, "aksi": "tarik"},
    "naskah:luar": lambda d: {"pk": d.rencana.pk},
    "naskah:pengesahan_baru": lambda d: {"pk": d.rencana.pk},
    "naskah:pengesahan_ubah": lambda d: {"pk": d.pengesahan.pk},
    "naskah:perlu_diperiksa": lambda d: {"pk": d.rencana.pk},
    "naskah:persetujuan": lambda d: {"pk": d.rencana.pk},
    "naskah:program_baru": lambda d: {"pk": d.area.pk},
    "naskah:program_hapus": lambda d: {"pk": d.program.pk},
    "naskah:program_ubah": lambda d: {"pk": d.program.pk},
    "naskah:pulihkan": lambda d: {"jenis": "baris", "pk": d.baris.pk},
    "naskah:rencana": lambda d: {"pk": d.rencana.pk},
    "naskah:riwayat": lambda d: {"pk": d.rencana.pk},
    "naskah:salin": lambda d: {"pk": d.rencana.pk},
    "naskah:usul_jenis": lambda d: {"pk": d.rencana.pk},
    "naskah:unduh_resmi": lambda d: {"pk": d.versi.pk},
    "naskah:unduh_salinan": lambda d: {"pk": d.salinan.pk},
    "naskah:unduh_terbitan": lambda d: {"pk": d.versi.pk},
    "naskah:unduh_pdf": lambda d: {"pk": d.cetakan.pk},
    "naskah:versi": lambda d: {"pk": d.versi.pk},
    "notifikasi:buka": lambda d: {"pk": d.notifikasi.pk},
    "pengungkit:instrumen": lambda d: {"kode": d.instrumen.kode},
    "portalrb:pengusulan": lambda d: {"pk": d.unit_usulan.pengusulan_id},
    "portalrb:pengusulan_ubah": lambda d: {"pk": d.unit_usulan.pengusulan_id},
    "portalrb:token": lambda d: {"pk": d.token_portal.pk},
    "portalrb:unit": lambda d: {"pk": d.unit_usulan.pk},
    "portalrb_luar:berkas": lambda d: {"token": d.tautan_bukti.token, "pk": d.versi_berkas.pk},
    "portalrb_luar:bukti": lambda d: {"token": d.tautan_bukti.token},
    "portalrb_luar:jawaban_unit": lambda d: {"unit_id": d.satker.pk},
    "satker:akhiri": lambda d: {"kode": d.satker.kode, "pk": d.peran.pk},
    "satker:akhiri_wakil": lambda d: {"kode": d.satker.kode, "pk": d.wakil.pk},
    "satker:beri": lambda d: {"kode": d.satker.kode},
    "satker:impor": lambda d: {"kode": d.satker.kode},
    "satker:kirim": lambda d: {"kode": d.satker.kode, "pk": d.orang["anggota"].pk},
    "satker:orang": lambda d: {"kode": d.satker.kode},
    "satker:pindah": lambda d: {"kode": d.satker.kode},
    "satker:pratinjau": lambda d: {"kode": d.satker.kode, "pk": d.pratinjau_orang.pk},
    "satker:rincian": lambda d: {"kode": d.satker.kode},
    "satker:seseorang": lambda d: {"kode": d.satker.kode, "pk": d.orang["anggota"].pk},
    "satker:tambah": lambda d: {"kode": d.satker.kode},
    "satker:tautan": lambda d: {"kode": d.satker.kode, "pk": d.orang["anggota"].pk},
    "satker:templat_orang": lambda d: {"kode": d.satker.kode},
    "satker:ubah": lambda d: {"kode": d.satker.kode},
    "satker:ubah_orang": lambda d: {"kode": d.satker.kode, "pk": d.orang["anggota"].pk},
    "satker:wakil": lambda d: {"kode": d.satker.kode},
    "tindaklanjut:langkah": lambda d: {"pk": d.tindak_lanjut.pk, "aksi": "laporkan"},
    "tindaklanjut:satu": lambda d: {"pk": d.tindak_lanjut.pk},
    "tindaklanjut:ubah": lambda d: {"pk": d.tindak_lanjut.pk},
}
