"""The cache of an installation with Redis. Only the throttle counts in it, so a login must not end when it is gone."""

import logging
import time
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
CADANGAN = "cadangan"
JEDA = 30.0  # seconds until a Redis that did not answer is asked again: a silent one costs 2 s each time


class RedisAtauBasis(RedisCache):
    """Redis; while it does not answer, the table of CACHES["cadangan"]. `has_key` always asks Redis itself."""

    mati_sampai = 0.0

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        return bool(self._tahan("add", key, value, timeout, version))

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return self._tahan("get", key, default, version)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> None:
        self._tahan("set", key, value, timeout, version)

    def delete(self, key: Any, version: Any = None) -> bool:
        return bool(self._tahan("delete", key, version))

    def _tahan(self, nama: str, *nilai: Any) -> Any:
        if time.monotonic() >= self.mati_sampai:
            try:
                return getattr(super(), nama)(*nilai)
            except RedisError as galat:
                log.warning("Redis tidak menjawab, tembolok memakai basis data: %s", galat)
                self.mati_sampai = time.monotonic() + JEDA
        return getattr(caches[CADANGAN], nama)(*nilai)
