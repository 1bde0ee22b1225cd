"""The form of one schedule: its words, the actions it belongs to, the decision on a proposal."""

from collections.abc import Iterable
from typing import Any

from django import forms

from zi.common.formulir import FormBerversi
from zi.jadwal.enums import StatusKoreksi
from zi.jadwal.models import Jadwal
from zi.jadwal.nilai import MAKS_TEKS, teks_usulan
from zi.jadwal.tampil import tulis
from zi.rencana.models import RencanaAksi

TERIMA, TOLAK = "terima", "tolak"


class FormJadwal(FormBerversi):
    DENGAN_PILIHAN = True
    PENANDA = ("urutan",)
    teks = forms.CharField(label="Jadwal", max_length=MAKS_TEKS)
    aksi = forms.MultipleChoiceField(label="Berlaku untuk", required=False, widget=forms.CheckboxSelectMultiple)
    usulan = forms.ChoiceField(label="Usulan", required=False, widget=forms.RadioSelect)

    def __init__(
        self, data: Any = None, *, aksi: Iterable[RencanaAksi], pasangan: Iterable[int], objek: Jadwal, **lain: Any
    ) -> None:
        self.baca: list[Any] = []  # how the words are read and for which actions, filled by the page
        self.untuk = self.beda_kejadian = ""
        self._pasangan = [str(pk) for pk in pasangan]
        pilihan = [(str(x.pk), f"{x.label} {x.teks}".strip()) for x in aksi]
        self.berpilihan = len(pilihan) > 1  # with one action the page asks nothing, so nothing is changed
        super().__init__(data, objek=objek, **lain)
        self.fields["aksi"].choices = pilihan
        if objek.status_koreksi == StatusKoreksi.DIUSULKAN:
            terima, tetap = f"Terima usulan: {teks_usulan(objek)}", f"Tetap seperti tertulis: {tulis(objek)}"
            self.fields["usulan"].choices = [("", "Belum diputuskan"), (TERIMA, terima), (TOLAK, tetap)]
        else:
            del self.fields["usulan"]

    def _isi(self) -> list[str]:
        return [nama for nama in super()._isi() if nama != "aksi" or self.berpilihan]

    @property
    def ubahan(self) -> dict[str, Any]:
        """Without the actions when the page that was posted did not ask for them."""
        return {n: v for n, v in super().ubahan.items() if n != "aksi" or n in self.cleaned_data["awal"]}

    def nilai_objek(self, nama: str) -> Any:
        return {"teks": self.objek.teks, "aksi": self._pasangan, "usulan": ""}[nama]

    @property
    def awal_ubahan(self) -> dict[str, Any]:
        awal = super().awal_ubahan
        if "aksi" in awal:
            awal["aksi"] = {int(pk) for pk in awal["aksi"] or []}
        if "usulan" in awal:
            awal["status_koreksi"] = StatusKoreksi.DIUSULKAN
            del awal["usulan"]
        return awal

    def bandingkan(self) -> None:
        self.baca = []
        self.untuk = ""
        self._pasangan = [str(pk) for pk in self.objek.aksi.values_list("pk", flat=True)]
        super().bandingkan()
