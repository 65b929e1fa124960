#define _GNU_SOURCE

#include "CNcurses.h"

#include <curses.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

// term.h names its capabilities by macros.
#undef columns
#undef lines

const uint32_t plumb_nc_bold = A_BOLD;
const uint32_t plumb_nc_dim = A_DIM;
const uint32_t plumb_nc_underline = A_UNDERLINE;
const uint32_t plumb_nc_reverse = A_REVERSE;

static SCREEN *screen;
static FILE *output_file;
static FILE *input_file;
static int feed_end = -1;
// Keys are read from a pad, because wget_wch() refreshes an ordinary window behind our back.
static WINDOW *keys;

static bool open_pipe(void) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return false;
  // A full pipe must not block the thread that would empty it.
  fcntl(ends[1], F_SETFL, O_NONBLOCK);
  feed_end = ends[1];
  input_file = fdopen(ends[0], "r");
  if (input_file == NULL) close(ends[0]);
  return input_file != NULL;
}

static bool open_output(int output) {
  int copy = fcntl(output, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) return false;
  output_file = fdopen(copy, "w");
  if (output_file == NULL) close(copy);
  return output_file != NULL;
}

static void close_files(void) {
  if (input_file != NULL) fclose(input_file);
  if (output_file != NULL) fclose(output_file);
  if (feed_end >= 0) close(feed_end);
  input_file = NULL;
  output_file = NULL;
  feed_end = -1;
}

static void prepare(void) {
  raw();
  noecho();
  nonl();
  if (has_colors()) {
    start_color();
    use_default_colors();
  }
  // Typed-ahead keys must not cut an update short.
  typeahead(-1);
  // Inserting, deleting or scrolling would move cells that ncurses does not know to hold pictures.
  idlok(stdscr, FALSE);
  idcok(stdscr, FALSE);
  scrollok(stdscr, FALSE);
  leaveok(stdscr, TRUE);
  // Sequences arrive whole, so nothing is gained by waiting for the rest of one.
  set_escdelay(0);
  keypad(keys, TRUE);
  nodelay(keys, TRUE);
}

enum plumb_nc_type plumb_nc_find_type(const char *term, int output) {
  int status = 0;
  if (setupterm(term, output, &status) != OK || cur_term == NULL) return PLUMB_NC_TYPE_UNKNOWN;
  bool fit = cursor_address != NULL && !generic_type && !hard_copy;
  del_curterm(cur_term);
  return fit ? PLUMB_NC_TYPE_FIT : PLUMB_NC_TYPE_UNFIT;
}

bool plumb_nc_open(const char *term, int output) {
  if (screen != NULL) return false;
  // The size comes from the kernel: exported LINES and COLUMNS go stale.
  use_env(FALSE);
  use_tioctl(TRUE);
  if (open_pipe() && open_output(output)) screen = newterm(term, output_file, input_file);
  if (screen != NULL) keys = newpad(1, 1);
  if (screen == NULL || keys == NULL) {
    plumb_nc_close();
    close_files();
    return false;
  }
  prepare();
  return true;
}

bool plumb_nc_is_open(void) {
  return screen != NULL;
}

void plumb_nc_close(void) {
  if (screen == NULL) return;
  // Without an alternate screen the last frame would stay under the shell's prompt.
  if (keys != NULL && enter_ca_mode == NULL && clear_screen != NULL) {
    werase(stdscr);
    clearok(stdscr, TRUE);
    wrefresh(stdscr);
  }
  endwin();
  if (keys != NULL) delwin(keys);
  keys = NULL;
  delscreen(screen);
  screen = NULL;
  close_files();
}

void plumb_nc_pause(void) {
  endwin();
}

int plumb_nc_colors(void) {
  return has_colors() ? COLORS : 0;
}

bool plumb_nc_reaches_corner(void) {
  return !auto_right_margin || (enter_am_mode != NULL && exit_am_mode != NULL);
}

// tputs() takes a plain function, hence the file-level destination.
static char *capability_buffer;
static size_t capability_used, capability_capacity;

static int append_byte(int byte) {
  if (capability_used < capability_capacity) capability_buffer[capability_used] = (char)byte;
  capability_used++;
  return byte;
}

size_t plumb_nc_capability(const char *name, char *buffer, size_t capacity) {
  const char *value = tigetstr(name);
  if (value == NULL || value == (const char *)-1) return 0;
  capability_buffer = buffer;
  capability_capacity = capacity;
  capability_used = 0;
  tputs(value, 1, append_byte);
  return capability_used <= capacity ? capability_used : 0;
}

void plumb_nc_resize(int rows, int columns) {
  resizeterm(rows, columns);
  // resizeterm() queues KEY_RESIZE as if it had been typed.
  uint32_t ignored;
  while (plumb_nc_next_key(&ignored) != PLUMB_NC_KEY_NONE) continue;
}

void plumb_nc_put(
  int row, int column, const uint32_t *scalars, int count, int cells, uint32_t attributes,
  int foreground, int background) {
  wchar_t text[CCHARW_MAX + 1] = {0};
  if (count > CCHARW_MAX) count = CCHARW_MAX;
  for (int index = 0; index < count; index++) text[index] = (wchar_t)scalars[index];
  int width = count > 0 ? wcwidth(text[0]) : 0;
  if (width < 1 || width > cells) {
    text[0] = 0xFFFD;
    text[1] = 0;
    width = 1;
  }
  int pair = 0;
  if ((foreground >= 0 || background >= 0) && has_colors()) {
    pair = alloc_pair(foreground, background);
  }
  if (pair < 0) pair = 0;
  cchar_t cell;
  // A pair number past 15 bits travels in the last argument.
  short small = (short)(pair > 0x7fff ? 0x7fff : pair);
  if (setcchar(&cell, text, attributes, small, &pair) == ERR) return;
  // ERR in the last cell only means that the cursor could not move on.
  (void)mvwadd_wch(stdscr, row, column, &cell);
  if (width < cells) {
    setcchar(&cell, L" ", attributes, small, &pair);
    (void)mvwadd_wch(stdscr, row, column + width, &cell);
  }
}

void plumb_nc_redraw(void) {
  werase(stdscr);
  clearok(curscr, TRUE);
}

void plumb_nc_cursor(bool visible, int row, int column) {
  leaveok(stdscr, !visible);
  if (visible) wmove(stdscr, row, column);
  curs_set(visible ? 1 : 0);
}

void plumb_nc_update(void) {
  wnoutrefresh(stdscr);
  doupdate();
}

const uint32_t plumb_nc_key_up = KEY_UP;
const uint32_t plumb_nc_key_down = KEY_DOWN;
const uint32_t plumb_nc_key_left = KEY_LEFT;
const uint32_t plumb_nc_key_right = KEY_RIGHT;
const uint32_t plumb_nc_key_home = KEY_HOME;
const uint32_t plumb_nc_key_end = KEY_END;
const uint32_t plumb_nc_key_page_up = KEY_PPAGE;
const uint32_t plumb_nc_key_page_down = KEY_NPAGE;
const uint32_t plumb_nc_key_delete = KEY_DC;
const uint32_t plumb_nc_key_back_tab = KEY_BTAB;
const uint32_t plumb_nc_key_backspace = KEY_BACKSPACE;
const uint32_t plumb_nc_key_enter = KEY_ENTER;

void plumb_nc_define_key(const char *sequence, uint32_t key) {
  if (key_defined(sequence) == 0) define_key(sequence, (int)key);
}

size_t plumb_nc_feed(const uint8_t *bytes, size_t count) {
  ssize_t written = write(feed_end, bytes, count);
  return written < 0 ? 0 : (size_t)written;
}

enum plumb_nc_key plumb_nc_next_key(uint32_t *value) {
  wint_t key = 0;
  int status = wget_wch(keys, &key);
  *value = (uint32_t)key;
  if (status == ERR) return PLUMB_NC_KEY_NONE;
  return status == KEY_CODE_YES ? PLUMB_NC_KEY_CODE : PLUMB_NC_KEY_SCALAR;
}
