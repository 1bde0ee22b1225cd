"""The Redis cache of tests that run at once on one server: clearing takes away only what this test wrote."""

from zi.common.tembolok import RedisAtauBasis


class RedisBersama(RedisAtauBasis):
    def clear(self):
        klien = self._cache.get_client(None, write=True)
        for kunci in klien.scan_iter(f"{self.key_prefix}:*"):
            klien.delete(kunci)
        return True
