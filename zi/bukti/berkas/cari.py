"""Looking for a word: PostgreSQL by its full-text index, so that the time does not grow with the texts."""

import re
from typing import Any

from django.db.models import CharField, Q, TextField
from django.db.models.lookups import IContains

_SUKU = re.compile(r"[^\W_]+")


@CharField.register_lookup
@TextField.register_lookup
class Berkata(IContains):
    """Has words that begin so: `judul__berkata="w21/34"` has one that begins with w21 and one with 34.

    The database is asked which it is because only PostgreSQL has such an index without more software: migration 0006
    keeps the words of title and number, and of the text, in a column `kata` beside them. SQLite, the store of one
    office, reads the texts through and finds the letters within words too.
    """

    lookup_name = "berkata"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return compiler.compile(IContains(self.lhs, self.rhs))

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        tabel = compiler.quote_name_unless_alias(self.lhs.alias)
        suku = " & ".join(f"{x}:*" for x in _SUKU.findall(self.rhs.lower()))
        return f"{tabel}.kata @@ to_tsquery('simple', %s)", [suku]


def berkata(kata: str, *medan: str) -> Q:
    """The word stands in one of these columns."""
    return Q(*((f"{satu}__berkata", kata) for satu in medan), _connector=Q.OR)
