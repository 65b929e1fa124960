// A setting of SQLite that takes a variable number of arguments, which Swift cannot call.
#ifndef PLUMBLINE_C_SQLITE_SETTINGS_H
#define PLUMBLINE_C_SQLITE_SETTINGS_H

/// Stops SQLite from counting how much memory it uses, under a lock at every allocation: a tenth of
/// the time of a bulk import. Must come before the first connection; afterwards it does nothing.
/// Returns SQLite's result code.
int css_stop_counting_memory(void);

#endif
