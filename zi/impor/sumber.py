"""The road of a plan's rows through django-import-export: a Dataset of normalised rows in, a dry run as the preview.

One line of the Dataset is one row of the plan. The Resource decides per line whether it is new, changed or unchanged
and saves through `zi.impor.services`, which knows the rights and keeps what carries evidence.
"""

from collections.abc import Callable
from typing import Any

from import_export import fields, resources
from import_export.instance_loaders import BaseInstanceLoader
from tablib import Dataset

from zi.impor.pratinjau import KOLOM, BarisPratinjau, Pratinjau

KEPALA = ("nomor", *KOLOM)


def ke_dataset(pratinjau: Pratinjau) -> Dataset:
    """The normalised rows: number in the file, then the five columns, lists one item a line."""
    data = Dataset(headers=list(KEPALA))
    for b in pratinjau.baris:
        t = b.terbaca
        daftar = ["\n".join(f"{x.label} {x.teks}".strip() for x in butir) for butir in (t.aksi, t.bukti)]
        data.append([b.nomor, t.no_tertulis, t.uraian, daftar[0], "\n".join(j.teks for j in b.jadwal), daftar[1]])
    return data


class BarisResource(resources.Resource):
    """Rows of a preview; `simpan` is called for each row that is new or changed, never in a dry run."""

    nomor = fields.Field(attribute="nomor", column_name="nomor", readonly=True)

    class Meta:
        use_transactions = False  # the caller's transaction holds the whole import
        import_id_fields = ("nomor",)
        instance_loader_class = BaseInstanceLoader

    def __init__(self, pratinjau: Pratinjau, simpan: Callable[[BarisPratinjau], None], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.baris = {str(b.nomor): b for b in pratinjau.baris}
        self.simpan = simpan

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> BarisPratinjau | None:
        baris = self.baris[str(row["nomor"])]
        return baris if baris.ada else None

    def init_instance(self, row: dict[str, Any] | None = None) -> BarisPratinjau:
        return self.baris[str((row or {})["nomor"])]

    def skip_row(self, instance: BarisPratinjau, *args: Any, **kwargs: Any) -> bool:
        return instance.keadaan == "sama"

    def do_instance_save(self, instance: BarisPratinjau, is_create: bool) -> None:
        self.simpan(instance)
