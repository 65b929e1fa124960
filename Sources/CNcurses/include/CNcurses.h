// What Plumbline needs of ncursesw and of the terminal device, in types that Swift imports.
//
// No curses header is included here: its macros, variadic functions and `COLS`-style globals do not
// import. Every function is for one thread (the one that opened the screen) unless it says otherwise,
// and there is one terminal per process.

#ifndef PLUMB_NCURSES_H
#define PLUMB_NCURSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// MARK: Locale

/// How the character set was chosen.
enum plumb_nc_locale {
  /// No UTF-8 locale exists on this system.
  PLUMB_NC_LOCALE_MISSING = 0,
  /// The locale that the environment names is UTF-8.
  PLUMB_NC_LOCALE_AS_ASKED = 1,
  /// The environment's locale is not installed or not UTF-8; a neutral UTF-8 one is used instead.
  PLUMB_NC_LOCALE_REPLACED = 2,
};

/// Makes LC_CTYPE a UTF-8 locale; ncurses encodes and decodes by it.
///
/// Only LC_CTYPE is touched, so that numbers are still read and written with a point.
/// Call it before other threads run: setlocale is not thread-safe.
enum plumb_nc_locale plumb_nc_use_utf8(void);

// MARK: Screen

extern const uint32_t plumb_nc_bold;
extern const uint32_t plumb_nc_dim;
extern const uint32_t plumb_nc_underline;
extern const uint32_t plumb_nc_reverse;

/// What this system knows about a terminal type.
enum plumb_nc_type {
  PLUMB_NC_TYPE_UNKNOWN = 0,
  /// It is described, but text cannot be placed on it, as on `dumb`.
  PLUMB_NC_TYPE_UNFIT = 1,
  PLUMB_NC_TYPE_FIT = 2,
};

/// Looks a terminal type up. Call it while no screen is open.
enum plumb_nc_type plumb_nc_find_type(const char *term, int output);

/// Starts ncurses on a terminal of a type that is fit.
///
/// Input comes from a pipe that only plumb_nc_feed() writes to. The tty must be in its raw mode.
/// Returns false when `term` is unknown here, or when memory or descriptors are exhausted.
bool plumb_nc_open(const char *term, int output);

/// Whether there is an open screen.
bool plumb_nc_is_open(void);

/// Leaves the alternate screen and frees everything that plumb_nc_open() made.
void plumb_nc_close(void);

/// Leaves the alternate screen until the next plumb_nc_update().
void plumb_nc_pause(void);

/// Colours of the open terminal that pairs can be made of; 0 when there are none.
int plumb_nc_colors(void);

/// Whether ncurses can write the last cell of the screen without tricks.
///
/// Where it cannot switch wrapping off (tmux, screen), it writes the character one cell early and
/// pushes it there, which breaks a wide character or a picture in that place.
bool plumb_nc_reaches_corner(void);

/// Copies a terminfo string (`rmcup`, `cnorm`, ...) without its delays; returns its length, 0 when
/// the terminal lacks it or `capacity` is too small.
size_t plumb_nc_capability(const char *name, char *buffer, size_t capacity);

/// Gives the screen a new size in cells.
void plumb_nc_resize(int rows, int columns);

/// Puts one character in a cell.
///
/// `scalars` is a base character and up to four marks that combine with it; `cells` is how many
/// cells it should fill, 1 or 2. A base whose width the C library knows otherwise is padded with a
/// space or replaced, so that the rest of the row stays where it belongs. Colours are palette
/// numbers, -1 is the terminal's own.
void plumb_nc_put(
  int row, int column, const uint32_t *scalars, int count, int cells, uint32_t attributes,
  int foreground, int background);

/// Empties the screen and makes the next update clear the terminal and draw every cell.
void plumb_nc_redraw(void);

/// Shows the cursor in a cell after the next update, or hides it.
void plumb_nc_cursor(bool visible, int row, int column);

/// Writes what changed to the terminal.
void plumb_nc_update(void);

// MARK: Keys

extern const uint32_t plumb_nc_key_up;
extern const uint32_t plumb_nc_key_down;
extern const uint32_t plumb_nc_key_left;
extern const uint32_t plumb_nc_key_right;
extern const uint32_t plumb_nc_key_home;
extern const uint32_t plumb_nc_key_end;
extern const uint32_t plumb_nc_key_page_up;
extern const uint32_t plumb_nc_key_page_down;
extern const uint32_t plumb_nc_key_delete;
extern const uint32_t plumb_nc_key_back_tab;
extern const uint32_t plumb_nc_key_backspace;
extern const uint32_t plumb_nc_key_enter;

/// Teaches ncurses a sequence that the terminal's description does not have.
void plumb_nc_define_key(const char *sequence, uint32_t key);

/// Hands bytes of one key to ncurses; returns how many were taken.
size_t plumb_nc_feed(const uint8_t *bytes, size_t count);

/// What plumb_nc_next_key() found.
enum plumb_nc_key {
  PLUMB_NC_KEY_NONE = 0,
  /// A Unicode scalar, control characters included.
  PLUMB_NC_KEY_SCALAR = 1,
  /// A function key, one of `plumb_nc_key_...` or one we have no name for.
  PLUMB_NC_KEY_CODE = 2,
};

/// Takes the next key out of ncurses without waiting.
enum plumb_nc_key plumb_nc_next_key(uint32_t *value);

// MARK: Terminal device

/// What a terminal says about its size.
struct plumb_tty_size {
  int columns, rows;
  /// Pixels of the text area; 0 when unknown.
  int width, height;
};

/// Asks the kernel for the size; false when it does not know.
bool plumb_tty_size(int fd, struct plumb_tty_size *size);

/// Saves the terminal's settings and makes it raw: no echo, no signals from keys, 8 bits.
bool plumb_tty_make_raw(int input, int output);

/// Makes it raw again after plumb_tty_make_cooked().
void plumb_tty_make_raw_again(void);

/// Puts the saved settings back and throws away what was typed but not read.
void plumb_tty_make_cooked(void);

/// From now on a crash or `exit` writes `bytes` to the terminal and puts its settings back.
///
/// At most 1,024 bytes; returns false when there are more.
bool plumb_tty_arm(const uint8_t *bytes, size_t count);

/// Ends what plumb_tty_arm() began, without writing.
void plumb_tty_disarm(void);

/// Makes a pipe of which neither end blocks.
bool plumb_tty_make_wake_pipe(int *reading, int *writing);

/// The signal number that stops the reader: not a signal.
extern const int32_t plumb_tty_wake_stop;

/// Makes the signals that concern a terminal write their number, one byte, to `wake`; crashes
/// restore the terminal and then end the process as they would have.
void plumb_tty_catch_signals(int wake);

/// Gives the calling thread a stack on which a crash by stack overflow can still restore.
///
/// The kernel keeps this for each thread; all threads are given the same stack, so call it on those
/// that run one at a time: wherever the main actor happens to be.
void plumb_tty_guard_stack(void);

/// Puts every signal back as it was before plumb_tty_catch_signals().
void plumb_tty_release_signals(void);

/// Stops the process group as Ctrl-Z would have; returns when it continues.
///
/// Where nobody could continue it (no shell above: an orphaned process group) it returns at once.
void plumb_tty_stop(void);

#endif
