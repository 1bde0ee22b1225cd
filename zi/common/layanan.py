"""What every service shares: one transaction, and the actor known to the field history."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from auditlog.context import set_actor
from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")


def layanan(fungsi: Callable[P, R]) -> Callable[P, R]:
    """Run a service in one transaction with `oleh=` as the author of the changes (None = the system)."""

    @wraps(fungsi)
    def bungkus(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(), set_actor(kwargs.get("oleh")):
            return fungsi(*args, **kwargs)

    return bungkus
