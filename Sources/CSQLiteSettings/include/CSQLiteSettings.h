// Settings of SQLite that take a variable number of arguments, which Swift cannot call.
#ifndef PLUMBLINE_C_SQLITE_SETTINGS_H
#define PLUMBLINE_C_SQLITE_SETTINGS_H

struct sqlite3;

/// Stops SQLite from counting how much memory it uses, under a lock at every allocation: a tenth of
/// the time of a bulk import. Must come before the first connection; afterwards it does nothing.
/// Returns SQLite's result code.
int css_stop_counting_memory(void);

/// Has the statements that a connection prepares from now on fire triggers, or not; those it has
/// prepared before are prepared anew when they next run. Returns SQLite's result code.
int css_enable_triggers(struct sqlite3 *connection, int enabled);

#endif
