"""Model fields of the house."""

from typing import Any

from django.db import models


class AlamatWeb(models.URLField):
    """A web address; typed without scheme it is https."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https", **kwargs})

    def deconstruct(self) -> Any:
        nama, _, argumen, kata = super().deconstruct()
        return nama, "django.db.models.URLField", argumen, kata
