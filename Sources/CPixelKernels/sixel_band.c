#include <stdlib.h>
#include <string.h>

#include "CPixelKernels.h"

enum { COLORS = 256, BAND = 6 };

// A column in which a colour occurs.
typedef struct {
  int32_t x;
  // The colour's column before it; once runs are known, the run that it belongs to.
  int32_t link;
  // The column after it in the same run.
  int32_t next;
  uint8_t color, bits;
} column;

// Neighbouring columns of a colour that are written without leaving it.
typedef struct {
  int32_t start, end;
  // Its first column, and the run after it in the same pass.
  int32_t first, next;
  uint8_t color;
} run;

// A left-to-right sweep over the band.
typedef struct {
  // Its first and its newest run, where that ends, and its colour.
  int32_t first, last, end;
  // Another pass whose newest run ends in the same column.
  int32_t neighbour;
  uint8_t color;
} pass;

// Where a colour was drawn last.
typedef struct {
  int32_t x, column;
} pen;

struct cpk_sixel_writer {
  uint32_t width;
  column *columns;
  run *runs;
  pass *passes;
  // The first of the passes that end before each column.
  int32_t *endings;
  // The passes that end left of the run in hand, the one with the smallest gap last. Some have grown
  // since and are passed over.
  int32_t *free;
  uint8_t *bytes;
  size_t capacity;
  // The register that the terminal draws with.
  int32_t selected;
  pen pens[COLORS];
  // The pass that has each colour's newest run.
  int32_t owners[COLORS];
};

cpk_sixel_writer *cpk_sixel_writer_make(uint32_t width) {
  cpk_sixel_writer *w = calloc(1, sizeof *w);
  if (w == NULL) return NULL;
  // One column more, because a place is filled before it is known whether it is needed.
  size_t most = (size_t)width * BAND;
  w->width = width;
  w->selected = -1;
  w->columns = malloc((most + 1) * sizeof(column));
  w->runs = malloc(most * sizeof(run));
  w->passes = malloc(most * sizeof(pass));
  w->endings = malloc(((size_t)width + 1) * sizeof(int32_t));
  w->free = malloc(most * sizeof(int32_t));
  if (w->columns != NULL && w->runs != NULL && w->passes != NULL && w->endings != NULL &&
      w->free != NULL) {
    return w;
  }
  cpk_sixel_writer_free(w);
  return NULL;
}

void cpk_sixel_writer_free(cpk_sixel_writer *w) {
  if (w == NULL) return;
  free(w->columns);
  free(w->runs);
  free(w->passes);
  free(w->endings);
  free(w->free);
  free(w->bytes);
  free(w);
}

// MARK: Taking apart

// Finds the columns of each colour, in reading order, and answers how many there are. Without branches
// that depend on the picture, since no processor guesses a photograph's.
static int32_t collect(
    cpk_sixel_writer *w, const uint8_t *indices, size_t stride, uint32_t rows) {
  column *columns = w->columns;
  pen *pens = w->pens;
  for (int color = 0; color < COLORS; color++) pens[color] = (pen){-1, -1};
  int32_t count = 0;
  for (int32_t x = 0; x < (int32_t)w->width; x++) {
    const uint8_t *place = indices + x;
    for (uint32_t row = 0; row < rows; row++, place += stride) {
      uint8_t color = *place;
      pen last = pens[color];
      // If the colour is in this column already, the next one overwrites this.
      columns[count] = (column){x, last.column, -1, color, 0};
      int32_t is_here = last.x == x;
      int32_t target = is_here ? last.column : count;
      columns[target].bits |= (uint8_t)(1u << row);
      pens[color] = (pen){x, target};
      count += !is_here;
    }
  }
  return count;
}

// Up to how many empty columns a colour is not left: about what selecting it again costs. Longer runs
// would keep others out of the pass. The values are measured on photographs.
static int32_t bridged_gap(uint8_t color) { return color < 10 ? 4 : color < 100 ? 10 : 20; }

// Joins columns to runs, which are then in the order of their first columns; answers how many.
static int32_t join(cpk_sixel_writer *w, int32_t count) {
  column *columns = w->columns;
  int32_t runs = 0;
  for (int32_t i = 0; i < count; i++) {
    column *c = columns + i;
    int32_t last = c->link;
    if (last >= 0 && c->x - columns[last].x - 1 <= bridged_gap(c->color)) {
      columns[last].next = i;
      c->link = columns[last].link;
      w->runs[c->link].end = c->x + 1;
    } else {
      c->link = runs;
      w->runs[runs++] = (run){c->x, c->x + 1, i, -1, c->color};
    }
  }
  return runs;
}

// MARK: Putting together

// The bytes that empty columns take.
static int32_t skip_cost(int32_t gap) {
  return gap <= 3 ? gap : gap < 10 ? 3 : gap < 100 ? 4 : gap < 1000 ? 5 : 6;
}

// Behind a run of its own colour, or over the smallest gap; -1 where no pass is free.
static int32_t cheapest_pass(cpk_sixel_writer *w, const run *r, int32_t *free_count) {
  const pass *passes = w->passes;
  while (*free_count > 0 && passes[w->free[*free_count - 1]].end > r->start) --*free_count;
  if (*free_count == 0) return -1;
  int32_t nearest = w->free[*free_count - 1];
  int32_t own = w->owners[r->color];
  if (own < 0 || own == nearest || passes[own].color != r->color) return nearest;
  int32_t selection = r->color < 10 ? 2 : r->color < 100 ? 3 : 4;
  int32_t cost = skip_cost(r->start - passes[nearest].end) + selection;
  // Of equal costs the smaller gap, which leaves the larger one to a later run.
  return skip_cost(r->start - passes[own].end) < cost ? own : nearest;
}

// Gives each run a place behind another or a pass of its own; answers how many passes there are.
static int32_t pack(cpk_sixel_writer *w, int32_t count) {
  for (uint32_t i = 0; i <= w->width; i++) w->endings[i] = -1;
  for (int color = 0; color < COLORS; color++) w->owners[color] = -1;
  int32_t passes = 0, free_count = 0, released = 0;
  for (int32_t i = 0; i < count; i++) {
    const run *r = w->runs + i;
    for (; released <= r->start; released++) {
      int32_t ended = w->endings[released];
      for (; ended >= 0; ended = w->passes[ended].neighbour) w->free[free_count++] = ended;
    }
    int32_t chosen = cheapest_pass(w, r, &free_count);
    if (chosen >= 0) {
      w->runs[w->passes[chosen].last].next = i;
    } else {
      chosen = passes++;
      w->passes[chosen].first = i;
    }
    pass *p = w->passes + chosen;
    p->last = i;
    p->end = r->end;
    p->color = r->color;
    p->neighbour = w->endings[r->end];
    w->endings[r->end] = chosen;
    w->owners[r->color] = chosen;
  }
  return passes;
}

// MARK: Writing

// As many equal columns are written one by one.
enum { LITERALS = 3, EMPTY = '?' };

static uint8_t *write_number(uint8_t *out, uint32_t number) {
  if (number >= 1000) {
    out = write_number(out, number / 1000);
    number %= 1000;
    *out++ = (uint8_t)('0' + number / 100);
    *out++ = (uint8_t)('0' + number / 10 % 10);
  } else {
    if (number >= 100) *out++ = (uint8_t)('0' + number / 100);
    if (number >= 10) *out++ = (uint8_t)('0' + number / 10 % 10);
  }
  *out++ = (uint8_t)('0' + number % 10);
  return out;
}

static uint8_t *write_repeat(uint8_t *out, int32_t times, uint8_t byte) {
  *out++ = '!';
  out = write_number(out, (uint32_t)times);
  *out++ = byte;
  return out;
}

static uint8_t *write_gap(uint8_t *out, int32_t gap) {
  if (gap > LITERALS) return write_repeat(out, gap, EMPTY);
  memset(out, EMPTY, LITERALS);
  return out + gap;
}

// Every column is written at once, and a row of equal ones is taken back when it turns out to be long:
// this asks the processor to guess least.
static uint8_t *write_run(const cpk_sixel_writer *w, const run *r, int32_t x, uint8_t *out) {
  // No column is empty, so that the first is never equal to what was before.
  uint8_t bits = 0;
  int32_t equal = 0;
  for (int32_t i = r->first; i >= 0;) {
    const column c = w->columns[i];
    int is_new = c.bits != bits || c.x > x;
    if (is_new && equal > LITERALS) out = write_repeat(out - equal, equal, EMPTY + bits);
    if (c.x > x) out = write_gap(out, c.x - x);
    equal = is_new ? 1 : equal + 1;
    bits = c.bits;
    *out++ = (uint8_t)(EMPTY + bits);
    x = c.x + 1;
    i = c.next;
  }
  return equal > LITERALS ? write_repeat(out - equal, equal, EMPTY + bits) : out;
}

static uint8_t *write_pass(cpk_sixel_writer *w, const pass *p, uint8_t *out) {
  int32_t x = 0;
  for (int32_t i = p->first; i >= 0; i = w->runs[i].next) {
    const run *r = w->runs + i;
    if (r->color != w->selected) {
      w->selected = r->color;
      *out++ = '#';
      out = write_number(out, r->color);
    }
    out = write_run(w, r, x, out);
    x = r->end;
  }
  return out;
}

size_t cpk_sixel_writer_band(
    cpk_sixel_writer *w, const uint8_t *indices, size_t stride, uint32_t rows,
    const uint8_t **bytes) {
  int32_t columns = collect(w, indices, stride, rows);
  int32_t runs = join(w, columns);
  int32_t passes = pack(w, runs);
  // A column takes at most a bridged gap (four bytes) and itself; a run at most a gap of seven digits,
  // a selection and the start of a pass; and three bytes are written where one may be meant.
  size_t room = (size_t)columns * 5 + (size_t)runs * 16 + 8;
  if (room > w->capacity) {
    uint8_t *grown = realloc(w->bytes, room);
    if (grown == NULL) return 0;
    w->bytes = grown;
    w->capacity = room;
  }
  uint8_t *out = w->bytes;
  for (int32_t i = 0; i < passes; i++) {
    if (i > 0) *out++ = '$';
    out = write_pass(w, w->passes + i, out);
  }
  *bytes = w->bytes;
  return (size_t)(out - w->bytes);
}
