"""SQLite for services with many writers: ``sqlite+patient:////path``.

oslo.db begins every transaction as a reader. When a reader wants to write and somebody else has written since, SQLite
refuses at once ("database is locked"), as what was read is out of date. And when SQLite does wait, it waits in C, where
it stops all green threads, the one that is to finish the other transaction among them.

Here a transaction begins with its first writing statement, as a writer, and waits for its turn in Python. What is read
before that comes from the database as it is at that moment.
"""

import sqlite3
import time
from typing import Any

from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.pool import QueuePool

PATIENCE = 60.0
PAUSE = 0.01
READING = ('SELECT', 'PRAGMA', 'EXPLAIN', 'ROLLBACK', 'COMMIT', 'RELEASE')


class PatientDialect(SQLiteDialect_pysqlite):
    driver = 'patient'
    supports_statement_cache = True

    @classmethod
    def get_pool_class(cls, url: object) -> type[QueuePool]:
        # Opening the file means reading its whole schema, too much to do for every transaction.
        return QueuePool

    def connect(self, *args: Any, **kwargs: Any) -> Any:
        own = {'timeout': 0, 'check_same_thread': False, 'factory': PatientConnection}
        return super().connect(*args, **{**kwargs, **own})

    def do_execute(self, cursor: sqlite3.Cursor, statement: str, parameters: Any, context: Any = None) -> None:
        word = statement.lstrip()[:9].upper()
        if word.startswith('BEGIN'):
            return
        if cursor.connection.in_transaction:
            cursor.execute(statement, parameters)
        elif word.startswith(READING):
            patiently(cursor, statement, parameters)
        else:
            patiently(cursor, 'BEGIN IMMEDIATE')
            cursor.execute(statement, parameters)

    def do_executemany(self, cursor: sqlite3.Cursor, statement: str, parameters: Any, context: Any = None) -> None:
        if not cursor.connection.in_transaction:
            patiently(cursor, 'BEGIN IMMEDIATE')
        cursor.executemany(statement, parameters)


class PatientConnection(sqlite3.Connection):
    """What oslo.db sets at once on a new connection waits too: the first one of a start holds up the others."""

    def execute(self, statement: str, parameters: Any = ()) -> sqlite3.Cursor:
        return patiently(self.cursor(), statement, parameters)


def patiently(cursor: sqlite3.Cursor, statement: str, parameters: Any = ()) -> sqlite3.Cursor:
    """Execute, once nobody else holds the lock. `time.sleep` lets other threads go on, green ones too."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return cursor.execute(statement, parameters)
        except sqlite3.OperationalError as error:
            if 'locked' not in str(error) or time.monotonic() > deadline:
                raise
        time.sleep(PAUSE)
