#include "store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "store/db-shred.h"
#include "store/db-statement.h"

#define NAME "boundary.db"
#define BUSY_MS 5000
/* Holds a journal of many years, so that sealing it anew reads and writes each
 * page once; SQLite's own 2 MiB makes that ten times. */
#define CACHE_KIB "65536"

/* "bndy": says to other programs what the file is. */
#define APPLICATION_ID "0x626e6479"

/*
 * Migrations: entry i brings a file of version i to i + 1. Never change one
 * that was released; add another.
 */
static const char *const migrations[] = {
	"CREATE TABLE item (id TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL,"
	" created INTEGER NOT NULL, state TEXT NOT NULL, body BLOB NOT NULL);"
	"CREATE INDEX item_kind ON item (kind, created, id);"
	"CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL)"
	" WITHOUT ROWID;"
	"PRAGMA application_id = " APPLICATION_ID ";",
};
#define VERSION ((int)(sizeof(migrations) / sizeof(migrations[0])))

/*
 * SQLite looks for a journal before it gives up, so that what it remembers
 * can be that there was none.
 */
static int cause(const struct db *db, int why)
{
	return !why || (why == ENOENT && !access(db->path, F_OK)) ? EIO : why;
}

int db_fault(const struct db *db, int code, struct err *err)
{
	const int why = db->sqlite ? sqlite3_system_errno(db->sqlite) : errno;

	switch (code & 0xff) {
	case SQLITE_FULL:
		return err_set(err, ERR_SYSTEM, "%s: %s", db->path,
			       strerror(ENOSPC));
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(err, ERR_SYSTEM, "%s: another boundary is "
			       "writing; try again in a moment", db->path);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return err_set(err, ERR_SYSTEM, "%s: the file is damaged, or "
			       "not ours", db->path);
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		/* SQLite opened it to read instead, and keeps to itself why. */
		return err_set(err, ERR_SYSTEM, "%s: cannot be opened for "
			       "writing%s%s", db->path,
			       access(db->path, W_OK) ? ": " : "",
			       access(db->path, W_OK) ? strerror(errno) : "");
	case SQLITE_CANTOPEN:
	case SQLITE_IOERR:
		return err_set(err, ERR_SYSTEM, "%s: %s", db->path,
			       strerror(cause(db, why)));
	case SQLITE_NOMEM:
		mem_exhausted();
	default:
		return err_set(err, ERR_SYSTEM, "%s: %s", db->path,
			       sqlite3_errstr(code));
	}
}

int db_run(struct db *db, const char *sql, struct err *err)
{
	int code = sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL);

	return code ? db_fault(db, code, err) : 0;
}

static int get_version(struct db *db, int *version, struct err *err)
{
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v2(db->sqlite, "PRAGMA user_version", -1,
				      &statement, NULL);

	if (!code)
		code = sqlite3_step(statement);
	if (code == SQLITE_ROW)
		*version = sqlite3_column_int(statement, 0);
	sqlite3_finalize(statement);
	return code == SQLITE_ROW ? 0 : db_fault(db, code, err);
}

static int migrate(struct db *db, int version, struct err *err)
{
	struct strbuf sql = STRBUF_INIT;
	int ret = 0;

	for (; !ret && version < VERSION; version++) {
		strbuf_reset(&sql);
		strbuf_addf(&sql, "BEGIN IMMEDIATE; %s PRAGMA user_version = "
			    "%d; COMMIT;", migrations[version], version + 1);
		ret = db_run(db, sql.text, err);
	}
	if (ret)
		db_rollback(db);
	strbuf_release(&sql);
	return ret;
}

/* Another process may have brought it up to date since we looked. */
static int bring_up(struct db *db, struct err *err)
{
	int version = 0, ret = get_version(db, &version, err);

	if (ret || version == VERSION)
		return ret;
	if (version > VERSION)
		return err_set(err, ERR_SYSTEM, "%s: made by a newer version "
			       "of boundary; it is left as it is", db->path);
	ret = migrate(db, version, err);
	if (ret && !get_version(db, &version, &(struct err){ 0 }) &&
	    version == VERSION)
		return 0;
	return ret;
}

/* What is there must be a plain file of ours; where nothing is, makes one,
 * since SQLite would make it as wide as the umask allows. */
static int prepare_file(const struct db *db, enum db_mode mode,
			struct err *err)
{
	struct stat st;
	int fd;

	if (!lstat(db->path, &st)) {
		if (!S_ISREG(st.st_mode) || st.st_uid != geteuid())
			return err_set(err, ERR_SYSTEM, "%s: not a plain file "
				       "of yours", db->path);
		return 0;
	}
	if (errno == ENOENT && mode == DB_READ)
		return err_set(err, ERR_NOTFOUND, "nothing is kept yet");
	if (errno != ENOENT)
		return err_set(err, ERR_SYSTEM, "%s: %s", db->path,
			       strerror(errno));
	fd = open(db->path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return err_set(err, ERR_SYSTEM, "%s: %s", db->path,
			       strerror(errno));
	close(fd);
	return 0;
}

/*
 * A process that died after its commit leaves a journal that undoes nothing,
 * with pages from before; SQLite would let it lie until the next change. The
 * emptiest change there is takes it away. Where another process is at work the
 * journal is its own, and where nothing can be written it stays.
 */
static void remove_remains(struct db *db)
{
	struct strbuf sql = STRBUF_INIT, journal = STRBUF_INIT;

	strbuf_addf(&journal, "%s-journal", db->path);
	if (!access(journal.text, F_OK)) {
		sqlite3_busy_timeout(db->sqlite, 0);
		strbuf_addf(&sql, "PRAGMA user_version = %d", VERSION);
		sqlite3_exec(db->sqlite, sql.text, NULL, NULL, NULL);
		sqlite3_busy_timeout(db->sqlite, BUSY_MS);
	}
	strbuf_release(&journal);
	strbuf_release(&sql);
}

static int open_file(struct db *db, struct err *err)
{
	int ret;
	/* A reader, too, may have to tidy up after a process that died. */
	int code = sqlite3_open_v2(db->path, &db->sqlite,
				   SQLITE_OPEN_READWRITE |
				   SQLITE_OPEN_PRIVATECACHE, db_shred());

	if (code)
		return db_fault(db, code, err);
	sqlite3_busy_timeout(db->sqlite, BUSY_MS);
	sqlite3_extended_result_codes(db->sqlite, 1);
	if (db_run(db, "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;"
		   "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
		   "PRAGMA synchronous = EXTRA;"
		   "PRAGMA cache_size = -" CACHE_KIB ";", err))
		return ERR_SYSTEM;
	ret = bring_up(db, err);
	if (!ret)
		remove_remains(db);
	return ret;
}

int db_open(struct db **out, const char *folder, enum db_mode mode,
	    struct err *err)
{
	struct db *db = mem_array(1, sizeof(*db));
	struct strbuf path = STRBUF_INIT;
	int ret = 0;

	strbuf_addf(&path, "%s/" NAME, folder);
	db->path = strbuf_detach(&path);
	if (mode == DB_WRITE)
		ret = file_make_folder(folder, 0700, err);
	if (!ret)
		ret = prepare_file(db, mode, err);
	if (!ret)
		ret = open_file(db, err);
	if (ret) {
		db_close(db);
		return ret;
	}
	*out = db;
	return 0;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	sqlite3_close_v2(db->sqlite);
	free(db->path);
	free(db);
}

const char *db_path(const struct db *db)
{
	return db->path;
}

int db_begin(struct db *db, struct err *err)
{
	return db_run(db, "BEGIN IMMEDIATE", err);
}

int db_commit(struct db *db, struct err *err)
{
	int ret = db_run(db, "COMMIT", err);

	if (ret)
		db_rollback(db);
	return ret;
}

bool db_in_transaction(const struct db *db)
{
	return !sqlite3_get_autocommit(db->sqlite);
}

void db_rollback(struct db *db)
{
	if (db_in_transaction(db))
		sqlite3_exec(db->sqlite, "ROLLBACK", NULL, NULL, NULL);
}

int db_tidy(struct db *db, struct err *err)
{
	return db_run(db, "VACUUM", err);
}
