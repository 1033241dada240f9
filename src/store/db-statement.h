#ifndef STORE_DB_STATEMENT_H
#define STORE_DB_STATEMENT_H

#include <sqlite3.h>

struct err;

/* db-statement: what db.c and db-statement.c share; private to them. */
struct db {
	sqlite3 *sqlite;
	char *path;
};

/* Fills *err from what SQLite says of `code`: path, cause, in words. */
int db_fault(const struct db *db, int code, struct err *err);

/* Runs SQL without parameters and rows. */
int db_run(struct db *db, const char *sql, struct err *err);

#endif
