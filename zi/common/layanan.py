"""What every service shares: one transaction, and the actor known to the field history."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from auditlog.context import auditlog_value, set_actor
from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")


def layanan(fungsi: Callable[P, R]) -> Callable[P, R]:
    """Run a service in one transaction with `oleh=` as the author of the changes (None = the system).

    A service called by a service without an actor of its own keeps the actor of the outer one.
    """

    @wraps(fungsi)
    def bungkus(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(), _sebagai(kwargs.get("oleh")):
            return fungsi(*args, **kwargs)

    return bungkus


@contextmanager
def _sebagai(oleh: Any) -> Iterator[None]:
    """auditlog's set_actor does not nest: it forgets the outer actor when the inner one leaves. So put it back."""
    luar = auditlog_value.get(None)
    try:
        with set_actor(oleh or (luar or {}).get("actor")):
            yield
    finally:
        auditlog_value.set(luar or {"actor": None, "signal_duid": None})
