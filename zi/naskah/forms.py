"""The editor of one row: the forms of the row and of everything on it, saved together."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from zi.bukti.forms_syarat import FormSyarat
from zi.bukti.models import SyaratBukti
from zi.bukti.resep.forms import FormPilihResep
from zi.common.formulir import FormBerversi
from zi.jadwal.forms import FormJadwal
from zi.jadwal.models import Jadwal
from zi.jadwal.queries import kalimat_beda
from zi.jadwal.tampil import tulis
from zi.naskah.queries import Sel, SelJadwal, pratinjau_jadwal, pratinjau_jenis, sel_jadwal
from zi.naskah.services_matriks import IsiBaru, Ubahan
from zi.rencana.forms import FormAksi, FormBaris, FormIsi
from zi.rencana.models import RencanaAksi

MODEL: dict[str, Any] = {"aksi": RencanaAksi, "jadwal": Jadwal, "syarat": SyaratBukti}
_KIRIMAN = re.compile(r"(aksi|jadwal|syarat)-(\d{1,15})-versi")
_LALU = re.compile(r"(hapus|naik|turun)-(aksi|jadwal|syarat)-(\d{1,15})")


class EditorBaris:
    """Parts that somebody else added after the page was rendered are shown too, but not saved by this post."""

    def __init__(self, sel: Sel, data: Any = None, *, jenis: list[tuple[str, str]]) -> None:
        self.sel, self.data, self.jenis = sel, data, jenis
        self.galat = self.kabar = ""
        self.terhapus = False
        kiriman = [m.groups() for kunci in data or () if (m := _KIRIMAN.fullmatch(kunci))]
        self.terkirim = {kelompok: {int(pk) for k, pk in kiriman if k == kelompok} for kelompok in MODEL}
        self.auto_id = f"id_{sel.baris.pk}_%s"  # several editors may be open on one page
        self.baris = FormBaris(data, objek=sel.baris, prefix="baris", auto_id=self.auto_id)
        self.aksi = [self._form("aksi", x) for x in self._objek("aksi", sel.aksi)]
        self.jadwal = [self._form("jadwal", x) for x in self._objek("jadwal", [x.jadwal for x in sel.jadwal])]
        self.syarat = [self._form("syarat", x) for x in self._objek("syarat", [x.syarat for x in sel.syarat])]
        self.isi = FormIsi(data, prefix="isi", auto_id=self.auto_id)
        satker = sel.baris.tabel.rencana.satker_id
        self.resep = FormPilihResep(data, satker=satker, prefix="isi", auto_id=self.auto_id)
        self.baca = self._baca(self.isi["jadwal"].value() or "")
        self.usul = pratinjau_jenis(self.isi["syarat"].value() or "")

    def _objek(self, kelompok: str, hidup: list[Any]) -> list[Any]:
        """The living parts, and those that were posted but are deleted by now."""
        hilang = self.terkirim[kelompok] - {x.pk for x in hidup}
        return [*hidup, *MODEL[kelompok].objects.filter(baris=self.sel.baris, pk__in=hilang)]

    def _form(self, kelompok: str, objek: Any) -> FormBerversi:
        data = self.data if objek.pk in self.terkirim[kelompok] else None
        umum = {"objek": objek, "prefix": f"{kelompok}-{objek.pk}", "auto_id": self.auto_id}
        if kelompok == "aksi":
            return FormAksi(data, **umum)
        if kelompok == "syarat":
            return FormSyarat(data, jenis=self.jenis, **umum)
        pasangan = next((x.aksi for x in self.sel.jadwal if x.jadwal.pk == objek.pk), ())
        aksi = [x.objek for x in self.aksi]  # also one deleted by now: the form may still name it
        form = FormJadwal(data, aksi=aksi, pasangan=pasangan, **umum)
        teks = form["teks"].value() or ""
        sel = sel_jadwal(objek, self.sel.aksi, list(pasangan))
        form.untuk, form.baca = (
            sel.untuk,
            [replace(sel, bacaan=tulis(objek))] if teks == objek.teks else self._baca(teks),
        )
        form.beda_kejadian = kalimat_beda(objek, [x.jadwal for x in form.baca]) if data and teks != objek.teks else ""
        return form

    def _baca(self, teks: str) -> list[SelJadwal]:
        tabel = self.sel.baris.tabel
        return pratinjau_jadwal(tabel.rencana, tabel.tahun, teks)

    def bagian(self) -> Iterator[FormBerversi]:
        """The forms of the parts that were posted."""
        yield from (f for f in [*self.aksi, *self.jadwal, *self.syarat] if f.is_bound)

    def is_valid(self) -> bool:
        return all(f.is_valid() for f in (self.baris, *self.bagian(), self.isi, self.resep))

    # --- what is to be done

    @property
    def lalu(self) -> str:
        """The button: empty (save), tetap, baca, naik, turun, pindah, or hapus/naik/turun of one part."""
        return (self.data or {}).get("lalu", "")

    def ubahan(self) -> tuple[Ubahan, list[Ubahan]]:
        perintah = self.lalu if self.lalu in {"naik", "turun"} else ""
        cocok = _LALU.fullmatch(self.lalu)
        sasaran = f"{cocok[2]}-{cocok[3]}" if cocok else ""
        bagian = [_ubahan(f, cocok[1] if cocok and f.prefix == sasaran else "") for f in self.bagian()]
        return _ubahan(self.baris, perintah), [x for x in bagian if x.nilai or x.perintah]

    def isi_baru(self) -> IsiBaru:
        return IsiBaru(**self.isi.cleaned_data, **self.resep.cleaned_data)

    def tandai(self, bagian: list[Any]) -> None:
        """Show both versions of these parts; the rest stays as typed."""
        for form in (self.baris, *self.bagian()):
            form.objek.refresh_from_db()
            if form.objek in bagian:
                form.bandingkan()
        self.terhapus = self.sel.baris.dihapus_pada is not None
        self.galat = "Orang lain mengubah bagian yang sama. Belum ada yang disimpan: bandingkan, lalu simpan lagi."


def _ubahan(form: FormBerversi, perintah: str) -> Ubahan:
    tempat = {nama: form.cleaned_data["awal"].get(nama) for nama in form.PENANDA}
    return Ubahan(form.objek, form.cleaned_data["versi"], form.ubahan, form.awal_ubahan, tempat, perintah)
