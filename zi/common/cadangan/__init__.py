"""Backup and restore: one archive with the database, the files and the key (`cadangkan`, `pulihkan`)."""
