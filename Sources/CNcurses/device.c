#define _GNU_SOURCE

#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

// Signal handlers read these: everything is set before `armed`, and nothing is changed after it.
static struct termios cooked;
static struct termios raw_settings;
static int input_fd = -1;
static int output_fd = -1;
static uint8_t restore_bytes[1024];
static size_t restore_count;
static atomic_bool armed;
static atomic_int wake_fd = -1;

const int32_t plumb_tty_wake_stop = 0;

bool plumb_tty_size(int fd, struct plumb_tty_size *size) {
  struct winsize window;
  if (ioctl(fd, TIOCGWINSZ, &window) != 0 || window.ws_col == 0 || window.ws_row == 0) return false;
  size->columns = window.ws_col;
  size->rows = window.ws_row;
  size->width = window.ws_xpixel;
  size->height = window.ws_ypixel;
  return true;
}

bool plumb_tty_make_raw(int input, int output) {
  if (tcgetattr(input, &cooked) != 0) return false;
  raw_settings = cooked;
  cfmakeraw(&raw_settings);
  raw_settings.c_cc[VMIN] = 1;
  raw_settings.c_cc[VTIME] = 0;
  input_fd = input;
  output_fd = output;
  return tcsetattr(input, TCSADRAIN, &raw_settings) == 0;
}

void plumb_tty_make_raw_again(void) {
  tcsetattr(input_fd, TCSADRAIN, &raw_settings);
}

void plumb_tty_make_cooked(void) {
  // Replies and mouse reports that are still on their way must not reach the shell.
  tcsetattr(input_fd, TCSAFLUSH, &cooked);
}

// Safe in a signal handler: write, poll, tcflush and tcsetattr only.
static void restore_now(void) {
  if (!atomic_exchange(&armed, false)) return;
  size_t done = 0;
  while (done < restore_count) {
    ssize_t written = write(output_fd, restore_bytes + done, restore_count - done);
    if (written > 0) {
      done += (size_t)written;
    } else if (errno == EAGAIN) {
      struct pollfd writable = {.fd = output_fd, .events = POLLOUT};
      if (poll(&writable, 1, 1000) <= 0) break;
    } else if (errno != EINTR) {
      break;
    }
  }
  tcflush(input_fd, TCIFLUSH);
  // Not TCSADRAIN: a terminal that no longer reads must not hold a dying process.
  tcsetattr(input_fd, TCSANOW, &cooked);
}

bool plumb_tty_arm(const uint8_t *bytes, size_t count) {
  static bool registered;
  if (count > sizeof restore_bytes) return false;
  if (!registered) registered = atexit(restore_now) == 0;
  atomic_store(&armed, false);
  memcpy(restore_bytes, bytes, count);
  restore_count = count;
  atomic_store(&armed, true);
  return registered;
}

void plumb_tty_disarm(void) {
  atomic_store(&armed, false);
}

// MARK: Signals

static const int crash_signals[] = {SIGSEGV, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGQUIT};
static const int wake_signals[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT};
enum { CRASH_SIGNALS = sizeof crash_signals / sizeof *crash_signals };
enum { WAKE_SIGNALS = sizeof wake_signals / sizeof *wake_signals };

static struct sigaction before_crash[CRASH_SIGNALS];
static struct sigaction before_wake[WAKE_SIGNALS];
static bool catching;

bool plumb_tty_make_wake_pipe(int *reading, int *writing) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return false;
  *reading = ends[0];
  *writing = ends[1];
  return true;
}

static void on_crash(int number) {
  restore_now();
  // SA_RESETHAND has put the default action back, which ends the process with this signal. The
  // Swift backtracer is passed over on purpose: it would ask its questions on the screen.
  raise(number);
}

static void on_wake(int number) {
  int saved = errno;
  uint8_t byte = (uint8_t)number;
  // A full pipe has woken the reader already.
  ssize_t ignored = write(atomic_load(&wake_fd), &byte, 1);
  (void)ignored;
  errno = saved;
}

void plumb_tty_guard_stack(void) {
  static uint8_t stack[64 * 1024];
  stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&alternate, NULL);
}

void plumb_tty_catch_signals(int wake) {
  atomic_store(&wake_fd, wake);
  if (catching) return;
  catching = true;
  plumb_tty_guard_stack();
  struct sigaction crash = {.sa_handler = on_crash};
  crash.sa_flags = SA_ONSTACK | SA_RESETHAND | SA_NODEFER;
  sigemptyset(&crash.sa_mask);
  for (int index = 0; index < CRASH_SIGNALS; index++) {
    sigaction(crash_signals[index], &crash, &before_crash[index]);
  }
  struct sigaction wakes = {.sa_handler = on_wake};
  wakes.sa_flags = SA_ONSTACK | SA_RESTART;
  sigemptyset(&wakes.sa_mask);
  for (int index = 0; index < WAKE_SIGNALS; index++) {
    sigaction(wake_signals[index], &wakes, &before_wake[index]);
  }
}

void plumb_tty_release_signals(void) {
  if (!catching) return;
  catching = false;
  for (int index = 0; index < CRASH_SIGNALS; index++) {
    sigaction(crash_signals[index], &before_crash[index], NULL);
  }
  for (int index = 0; index < WAKE_SIGNALS; index++) {
    sigaction(wake_signals[index], &before_wake[index], NULL);
  }
  atomic_store(&wake_fd, -1);
}

void plumb_tty_stop(void) {
  struct sigaction ignore = {.sa_handler = SIG_IGN};
  struct sigaction standard = {.sa_handler = SIG_DFL};
  struct sigaction stop, proceed;
  sigemptyset(&ignore.sa_mask);
  sigemptyset(&standard.sa_mask);
  // The caller draws again by itself, so the SIGCONT that ends the stop is not news.
  sigaction(SIGCONT, &ignore, &proceed);
  sigaction(SIGTSTP, &ignore, &stop);
  // The whole group, as the terminal would: `make demo` must stop with us to give the shell back.
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &standard, NULL);
  // To this thread, so that it returns only after the stop. SIGSTOP would also stop where no shell
  // can continue us. Threads of a dispatch queue, the main one too, have signals blocked.
  sigset_t allowed, before;
  sigemptyset(&allowed);
  sigaddset(&allowed, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &allowed, &before);
  // `bg` continues a program that has no use for the background: it stops again until `fg`. The
  // kernel would see to it with SIGTTOU, were that not blocked here. A few times only: an orphan
  // in the background cannot stop.
  for (int attempt = 0; attempt < 16; attempt++) {
    raise(SIGTSTP);
    pid_t foreground = tcgetpgrp(input_fd);
    if (foreground < 0 || foreground == getpgrp()) break;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  sigaction(SIGTSTP, &stop, NULL);
  sigaction(SIGCONT, &proceed, NULL);
}
