#include "store/db-statement.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "store/db.h"

static int prepare(struct db *db, const char *sql, sqlite3_stmt **out,
		   struct err *err)
{
	int code = sqlite3_prepare_v2(db->sqlite, sql, -1, out, NULL);

	return code ? db_fault(db, code, err) : 0;
}

static void bind_text(sqlite3_stmt *statement, int at, const char *text)
{
	sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
}

/* Runs a statement that gives no rows, and ends it. */
static int finish(struct db *db, sqlite3_stmt *statement, struct err *err)
{
	int code = sqlite3_step(statement);

	sqlite3_finalize(statement);
	return code == SQLITE_DONE ? 0 : db_fault(db, code, err);
}

static void bind_row(sqlite3_stmt *statement, const struct db_row *row)
{
	bind_text(statement, 1, row->id);
	bind_text(statement, 2, row->kind);
	sqlite3_bind_int64(statement, 3, row->created);
	bind_text(statement, 4, row->state);
	sqlite3_bind_blob64(statement, 5, row->len ? row->body : "", row->len,
			    SQLITE_STATIC);
}

int db_insert(struct db *db, const struct db_row *row, struct err *err)
{
	sqlite3_stmt *statement = NULL;
	int code, ret;

	ret = prepare(db, "INSERT INTO item VALUES (?, ?, ?, ?, ?)",
		      &statement, err);
	if (ret)
		return ret;
	bind_row(statement, row);
	code = sqlite3_step(statement);
	sqlite3_finalize(statement);
	if ((code & 0xff) == SQLITE_CONSTRAINT)
		return err_set(err, ERR_INPUT, "the id %s is taken", row->id);
	return code == SQLITE_DONE ? 0 : db_fault(db, code, err);
}

/* A change that must have met a row. */
static int finish_one(struct db *db, sqlite3_stmt *statement, const char *id,
		      struct err *err)
{
	int ret = finish(db, statement, err);

	if (!ret && !sqlite3_changes(db->sqlite))
		return err_set(err, ERR_NOTFOUND, "there is no %s", id);
	return ret;
}

int db_update_from(struct db *db, const struct db_row *row, const char *from,
		   struct err *err)
{
	sqlite3_stmt *statement = NULL;
	int ret = prepare(db, "UPDATE item SET kind = ?2, created = ?3,"
			  " state = ?4, body = ?5 WHERE id = ?1"
			  " AND (?6 IS NULL OR state = ?6)", &statement, err);

	if (ret)
		return ret;
	bind_row(statement, row);
	bind_text(statement, 6, from);
	return finish_one(db, statement, row->id, err);
}

int db_update(struct db *db, const struct db_row *row, struct err *err)
{
	return db_update_from(db, row, NULL, err);
}

int db_delete(struct db *db, const char *id, struct err *err)
{
	sqlite3_stmt *statement = NULL;
	int ret = prepare(db, "DELETE FROM item WHERE id = ?", &statement, err);

	if (ret)
		return ret;
	bind_text(statement, 1, id);
	return finish_one(db, statement, id, err);
}

static void add_filter(struct strbuf *sql, const struct db_filter *f)
{
	strbuf_addstr(sql, "SELECT id, kind, created, state, body FROM item "
		      "WHERE 1");
	/* A range that the primary key answers, since ids are letters and
	 * digits; "+" keeps SQLite from walking all of a kind instead. */
	if (f->kind)
		strbuf_addstr(sql, f->prefix ? " AND +kind = ?1" :
			      " AND kind = ?1");
	if (f->prefix)
		strbuf_addstr(sql, " AND id >= ?2 AND id < ?2 || '~'");
	if (f->from || f->until)
		strbuf_addstr(sql, " AND created >= ?3 AND created < ?4");
	strbuf_addstr(sql, f->newest_first ? " ORDER BY created DESC, id DESC" :
		      " ORDER BY created, id");
	if (f->limit)
		strbuf_addf(sql, " LIMIT %zu", f->limit);
}

static const char *column_text(sqlite3_stmt *statement, int column)
{
	const unsigned char *text = sqlite3_column_text(statement, column);

	return text ? (const char *)text : "";
}

int db_each(struct db *db, const struct db_filter *filter,
	    bool (*each)(const struct db_row *row, void *data), void *data,
	    struct err *err)
{
	struct strbuf sql = STRBUF_INIT;
	sqlite3_stmt *statement = NULL;
	int code = SQLITE_DONE, ret;

	add_filter(&sql, filter);
	ret = prepare(db, sql.text, &statement, err);
	strbuf_release(&sql);
	if (ret)
		return ret;
	if (filter->kind)
		bind_text(statement, 1, filter->kind);
	if (filter->prefix)
		bind_text(statement, 2, filter->prefix);
	if (filter->from || filter->until) {
		sqlite3_bind_int64(statement, 3, filter->from);
		sqlite3_bind_int64(statement, 4, filter->until);
	}
	while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
		struct db_row row = {
			.id = column_text(statement, 0),
			.kind = column_text(statement, 1),
			.created = sqlite3_column_int64(statement, 2),
			.state = column_text(statement, 3),
			.body = sqlite3_column_blob(statement, 4),
			.len = (size_t)sqlite3_column_bytes(statement, 4),
		};

		if (!each(&row, data)) {
			code = SQLITE_DONE;
			break;
		}
	}
	sqlite3_finalize(statement);
	return code == SQLITE_DONE ? 0 : db_fault(db, code, err);
}

int db_count(struct db *db, const char *kind, size_t *count, struct err *err)
{
	sqlite3_stmt *statement = NULL;
	int code, ret;

	ret = prepare(db, "SELECT count(*) FROM item WHERE ?1 IS NULL OR "
		      "kind = ?1", &statement, err);
	if (ret)
		return ret;
	bind_text(statement, 1, kind);
	code = sqlite3_step(statement);
	if (code == SQLITE_ROW)
		*count = (size_t)sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return code == SQLITE_ROW ? 0 : db_fault(db, code, err);
}

int db_get_setting(struct db *db, const char *name, struct strbuf *out,
		   struct err *err)
{
	sqlite3_stmt *statement = NULL;
	int code, ret = prepare(db, "SELECT value FROM setting WHERE name = ?",
				&statement, err);

	if (ret)
		return ret;
	bind_text(statement, 1, name);
	code = sqlite3_step(statement);
	if (code == SQLITE_ROW)
		strbuf_add(out, sqlite3_column_blob(statement, 0),
			   (size_t)sqlite3_column_bytes(statement, 0));
	sqlite3_finalize(statement);
	if (code == SQLITE_DONE)
		return err_set(err, ERR_NOTFOUND, "%s is not set", name);
	return code == SQLITE_ROW ? 0 : db_fault(db, code, err);
}

int db_set_setting(struct db *db, const char *name, const void *value,
		   size_t len, struct err *err)
{
	sqlite3_stmt *statement = NULL;
	int ret = prepare(db, value ?
			  "INSERT INTO setting VALUES (?1, ?2) ON CONFLICT "
			  "(name) DO UPDATE SET value = ?2" :
			  "DELETE FROM setting WHERE name = ?1", &statement,
			  err);

	if (ret)
		return ret;
	bind_text(statement, 1, name);
	if (value)
		sqlite3_bind_blob64(statement, 2, value, len, SQLITE_STATIC);
	return finish(db, statement, err);
}
