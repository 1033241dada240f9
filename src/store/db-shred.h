#ifndef STORE_DB_SHRED_H
#define STORE_DB_SHRED_H

/*
 * db-shred: a file system for SQLite that overwrites a journal with zeros
 * before it deletes it. Private to db.c.
 *
 * A rollback journal holds the pages as they were: the words that were deleted,
 * or, while things are being locked, all of them in the clear. Deleted only, it
 * would leave them in the free space of the disk. What the disk itself keeps
 * elsewhere (snapshots, a flash memory's spare blocks) is out of reach.
 *
 * Returns the name to open a database with, or NULL where SQLite has no memory.
 */
const char *db_shred(void);

#endif
