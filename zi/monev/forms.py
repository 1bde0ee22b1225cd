"""The forms of a meeting."""

from datetime import date, datetime, time
from typing import Any

from django import forms

from zi.akun.nomor import periksa_nomor
from zi.bukti.resep.queries import resep_satker
from zi.monev.models import Rapat
from zi.monev.services_agenda import HURUF_MAKS
from zi.monev.services_rapat import MEDAN
from zi.satker.models import Satker
from zi.satker.queries import orang_satker
from zi.tindaklanjut.queries import calon
from zi.ui.forms import FormulirDasar, medan_tanggal

TAHUN = range(2000, 2101)


def _jam(**lain: Any) -> forms.TimeField:
    return forms.TimeField(widget=forms.TimeInput({"type": "time"}, format="%H:%M"), **lain)


class FormRapat(FormulirDasar, forms.Form):
    """New, or of one that is there (`objek`); days and hours are those of the unit. `aksi`: those of its row."""

    data: Any
    fields: Any  # by name

    versi = forms.IntegerField(widget=forms.HiddenInput, required=False)
    resep: Any = forms.ModelChoiceField(
        None, label="Resep (boleh kosong)", required=False, empty_label="Tanpa resep", to_field_name="pk"
    )
    aksi: Any = forms.ModelChoiceField(
        None, label="Rencana aksi (boleh kosong)", required=False, empty_label="Seluruh baris", to_field_name="pk"
    )
    judul = forms.CharField(label="Nama rapat", max_length=200)
    tanggal = medan_tanggal("Tanggal")
    jam_mulai = _jam(label="Jam mulai", initial=time(9))
    jam_selesai = _jam(label="Jam selesai", initial=time(11))
    tempat = forms.CharField(label="Tempat (boleh kosong)", max_length=200, required=False)
    nomor = forms.CharField(label="Nomor surat undangan (boleh kosong)", max_length=80, required=False)
    tanggal_surat = medan_tanggal("Tanggal surat (kosong: hari ini)", required=False)
    pengantar = forms.CharField(
        label="Kalimat pembuka undangan (kosong: kalimat baku)",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    pimpinan = forms.CharField(label="Pimpinan rapat (boleh kosong)", max_length=150, required=False)
    notulis: Any = forms.ModelChoiceField(
        None, label="Notulis (boleh kosong)", required=False, empty_label="Belum ditunjuk"
    )

    def __init__(
        self,
        data: Any = None,
        *,
        satker: Satker,
        objek: Rapat | None = None,
        awal: dict[str, Any] | None = None,
        aksi: Any = None,
    ) -> None:
        self.satker = satker
        self.beda: list[tuple[str, str, str]] = []
        super().__init__(data, initial=self._awal(objek) if objek else awal or {})
        self.fields["notulis"].queryset = orang_satker(satker).filter(is_active=True).order_by("nama", "pk")
        self.fields["resep"].queryset = resep_satker(satker)
        self.fields["aksi"].queryset = aksi
        for nama, tampil in {"resep": not objek, "aksi": aksi is not None and not objek}.items():
            if not tampil:
                del self.fields[nama]
        self.fields["jam_mulai"].label = f"Jam mulai ({satker.get_zona_waktu_display()})"

    def _awal(self, objek: Rapat) -> dict[str, Any]:
        mulai, selesai = objek.setempat(objek.mulai), objek.setempat(objek.selesai)
        waktu = {"tanggal": mulai.date(), "jam_mulai": mulai.time(), "jam_selesai": selesai.time()}
        return {n: getattr(objek, n) for n in (*MEDAN, "versi")} | waktu

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        for nama in ("tanggal", "tanggal_surat"):
            if isi.get(nama) and isi[nama].year not in TAHUN:
                self.add_error(nama, f"Tahun antara {TAHUN[0]} dan {TAHUN[-1]}.")
        if isi.get("jam_mulai") and isi.get("jam_selesai") and isi["jam_selesai"] <= isi["jam_mulai"]:
            self.add_error("jam_selesai", "Jam selesai harus sesudah jam mulai.")
        return isi

    @property
    def nilai(self) -> dict[str, Any]:
        """Fields of services_rapat.MEDAN; hours of the unit as moments."""
        isi = self.cleaned_data
        waktu = {n: self._saat(isi["tanggal"], isi[f"jam_{n}"]) for n in ("mulai", "selesai")}
        return {n: isi[n] for n in MEDAN if n not in waktu} | waktu

    def _saat(self, hari: date, jam: time) -> datetime:
        return datetime.combine(hari, jam, tzinfo=self.satker.tz)

    def bandingkan(self, kini: Rapat) -> None:
        """Show what is stored beside what this person wrote; the next save knows it and is a decision."""
        tersimpan = self._awal(kini)
        semua = [(n, tersimpan[n], self.cleaned_data[n]) for n in self.fields if n != "versi"]
        self.beda = [(str(self.fields[n].label), _kata(a), _kata(b)) for n, a, b in semua if _kata(a) != _kata(b)]
        self.data = self.data.copy()
        self.data["versi"] = kini.versi


def _kata(nilai: Any) -> str:
    return nilai.strftime("%H.%M") if isinstance(nilai, time) else str(nilai or "(kosong)")


class FormCatat(forms.Form):
    """The minutes of one item."""

    fields: Any

    butir = forms.IntegerField()
    versi = forms.IntegerField()
    pembahasan = forms.CharField(max_length=HURUF_MAKS, required=False)
    keputusan = forms.CharField(max_length=HURUF_MAKS, required=False)
    penanggung_jawab: Any = forms.ModelChoiceField(None, required=False)
    tenggat = forms.DateField(required=False)

    def __init__(self, data: Any, *, satker: Satker) -> None:
        super().__init__(data)
        self.fields["penanggung_jawab"].queryset = calon(satker)

    @property
    def nilai(self) -> dict[str, Any]:
        return {n: self.cleaned_data[n] for n in ("pembahasan", "keputusan", "penanggung_jawab", "tenggat")}


class FormTamu(FormulirDasar, forms.Form):
    """Somebody from outside who is invited."""

    nama = forms.CharField(label="Nama tamu", max_length=150)
    jabatan = forms.CharField(label="Jabatan dan asal (boleh kosong)", max_length=150, required=False)
    nomor_induk = forms.CharField(label="NIP/NRP (boleh kosong)", max_length=24, required=False)

    def clean_nomor_induk(self) -> str:
        nomor = self.cleaned_data["nomor_induk"]
        if nomor.strip():
            periksa_nomor(nomor)
        return nomor


class FormHadir(FormulirDasar, forms.Form):
    """What somebody types who is not logged in."""

    nama = forms.CharField(label="Nama lengkap", max_length=150, widget=forms.TextInput({"autocomplete": "name"}))
    nomor_induk = forms.CharField(
        label="NIP/NRP (tamu tanpa NIP: kosongkan)",
        max_length=24,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
