#ifndef STORE_DB_H
#define STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;
struct strbuf;

/*
 * db: the one file that holds what a person keeps, through SQLite.
 *
 * Rows of bytes, and nothing of what they mean: store.h seals them and reads
 * them. `boundary.db` is 0600 in a 0700 folder. Every change is a transaction
 * that is on the disk when the call returns (synchronous=EXTRA). What is
 * deleted or overwritten is overwritten with zeros (secure_delete), and
 * nothing goes to temporary files. The journal that SQLite keeps beside the
 * file lives as long as a transaction; a write-ahead log would hold old texts
 * for longer, so there is none.
 *
 * Several processes may use it at once; one waits for another for up to five
 * seconds. Faults name the file and the cause. Only this module and
 * db-statement.c know SQLite.
 */
struct db;

enum db_mode { DB_READ, DB_WRITE };

/*
 * Opens `folder`/boundary.db. DB_READ makes no file: ERR_NOTFOUND where there
 * is none. DB_WRITE makes folder and file, and brings an older file up to
 * date. Returns 0 or ERR_SYSTEM, also where the file is of a newer version,
 * belongs to somebody else, or is a link.
 */
int db_open(struct db **out, const char *folder, enum db_mode mode,
	    struct err *err);
/* NULL is allowed. An open transaction is taken back. */
void db_close(struct db *db);

/* The path of the file; borrowed. */
const char *db_path(const struct db *db);

/*
 * A transaction; they do not nest. Between db_begin() and its end the calls
 * below are part of it, else each is one of its own. db_rollback() is allowed
 * at any time and does nothing where none is open.
 */
int db_begin(struct db *db, struct err *err);
int db_commit(struct db *db, struct err *err);
void db_rollback(struct db *db);
bool db_in_transaction(const struct db *db);

/* A row of the items. Strings and bytes are borrowed. */
struct db_row {
	const char *id;
	const char *kind;
	int64_t created;	/* Unix seconds */
	const char *state;
	const void *body;
	size_t len;
};

/* ERR_INPUT where the id is taken. */
int db_insert(struct db *db, const struct db_row *row, struct err *err);
/* Sets kind, created, state and body. ERR_NOTFOUND where there is no such. */
int db_update(struct db *db, const struct db_row *row, struct err *err);
/* The same, if its state is still `from`, else ERR_NOTFOUND: of two processes
 * that read the row, one gets it. */
int db_update_from(struct db *db, const struct db_row *row, const char *from,
		   struct err *err);
int db_delete(struct db *db, const char *id, struct err *err);

/* Which rows, all of these: */
struct db_filter {
	const char *kind;	/* NULL: every kind */
	const char *prefix;	/* of the id; NULL: any */
	int64_t from, until;	/* created, half open; both 0: any time */
	bool newest_first;
	size_t limit;		/* 0: all */
};

/*
 * Calls `each` for the rows, by time, until it returns false. The row is valid
 * during the call; `each` must not change the database.
 */
int db_each(struct db *db, const struct db_filter *filter,
	    bool (*each)(const struct db_row *row, void *data), void *data,
	    struct err *err);
int db_count(struct db *db, const char *kind, size_t *count,
	     struct err *err);

/*
 * Writes the whole file anew, outside a transaction, so that nothing that was
 * changed or deleted is left between its pages.
 */
int db_tidy(struct db *db, struct err *err);

/* A named value, such as the head of the vault. ERR_NOTFOUND: not set. */
int db_get_setting(struct db *db, const char *name, struct strbuf *out,
		   struct err *err);
/* NULL takes it away. */
int db_set_setting(struct db *db, const char *name, const void *value,
		   size_t len, struct err *err);

#endif
