#include "CNcurses.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>

static bool is_utf8(void) {
  const char *codeset = nl_langinfo(CODESET);
  return strcmp(codeset, "UTF-8") == 0 || strcmp(codeset, "utf8") == 0;
}

enum plumb_nc_locale plumb_nc_use_utf8(void) {
  if (setlocale(LC_CTYPE, "") != NULL && is_utf8()) return PLUMB_NC_LOCALE_AS_ASKED;
  // glibc has C.UTF-8 built in since 2.35; older systems call it C.utf8 or have only a language.
  static const char *const neutral[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8", "POSIX.UTF-8"};
  for (size_t index = 0; index < sizeof neutral / sizeof *neutral; index++) {
    if (setlocale(LC_CTYPE, neutral[index]) != NULL && is_utf8()) return PLUMB_NC_LOCALE_REPLACED;
  }
  return PLUMB_NC_LOCALE_MISSING;
}
