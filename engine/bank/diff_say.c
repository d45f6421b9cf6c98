/*
 * diff_say.c - what changed between two versions, for a terminal and for a view.
 */
#include <string.h>
#include "signpost/bank_diff.h"
#include "signpost/text.h"

#define WIDTH 96         /* of a line */
#define TITLE_MOST 72    /* bytes of a stem, where it only tells which question is meant */
#define FOLLOWING "%d %s made from the directory of services changed with it."
#define DIRECTORY "directory." /* of these questions many change with one service */

static const struct { const char *name, *one, *many, *heading, *singly; } words[THINGS] = {
    [THING_QUESTION] = {"question", "question", "questions", "Questions", "Question"},
    [THING_MODULE] = {"module", "module", "modules", "Modules", "Module"},
    [THING_QUIZ] = {"quiz", "quiz", "quizzes", "Quizzes", "Quiz"},
    [THING_REQUIREMENT] = {"requirement", "requirement", "requirements", "Requirements", "Requirement"},
    [THING_SCHOOL] = {"school", "School’s section", "Schools’ sections", "Schools’ sections", "School’s section"},
    [THING_INSTITUTION] = {"institution", "", "", "The institution’s own words", "Institution"},
};
static const char *const kinds[] = {
    [CHANGE_ADDED] = "added", [CHANGE_REMOVED] = "removed", [CHANGE_CHANGED] = "changed", [CHANGE_ORDER] = "order"};

/* ---- one line of words ---- */

/* The beginning of TEXT on one line. */
static void add_title(struct buf *out, const char *text)
{
    size_t size = 0, space = 0;
    for (; text[size] && text[size] != '\n' && size < TITLE_MOST; size++)
        if (text[size] == ' ')
            space = size;
    if (text[size] && text[size] != '\n')
        size = space ? space : size;
    while (size && ((unsigned char)text[size] & 0xc0) == 0x80) /* never in the middle of a character */
        size--;
    buf_append(out, text, size);
    buf_text(out, text[size] ? "…" : "");
}

struct line { struct buf *out; int column, indent; };

static int width(const char *text, size_t size)
{
    int count = 0;
    for (size_t i = 0; i < size; i++)
        count += ((unsigned char)text[i] & 0xc0) != 0x80;
    return count;
}

/* The words of TEXT behind the line's indent, OPEN and CLOSE around them all. */
static void add_words(struct line *line, const char *open, const char *text, const char *close)
{
    bool first = true;
    text += strspn(text, " \n\t\r");
    while (*text) {
        size_t size = strcspn(text, " \n\t\r"), gap = strspn(text + size, " \n\t\r");
        bool last = !text[size + gap];
        int wide = width(text, size) + (first ? width(open, strlen(open)) : 0) + (last ? width(close, strlen(close)) : 0);
        if (line->column > line->indent && line->column + 1 + wide > WIDTH) {
            buf_printf(line->out, "\n%*s", line->indent, "");
            line->column = line->indent;
        } else if (line->column > line->indent) {
            buf_char(line->out, ' ');
            line->column++;
        }
        buf_printf(line->out, "%s%.*s%s", first ? open : "", (int)size, text, last ? close : "");
        line->column += wide;
        text += size + gap;
        first = false;
    }
}

static void add_side(struct buf *out, const char *label, const char *text)
{
    struct line line = {out, 14, 14};
    buf_printf(out, "        %-6s", label);
    add_words(&line, "", text, "");
    buf_char(out, '\n');
}

/* ---- one change ---- */

static void say_runs(const struct text_run *runs, int count, struct buf *out)
{
    struct line line = {out, 8, 8};
    buf_printf(out, "%*s", line.indent, "");
    for (int i = 0; i < count; i++)
        add_words(&line, runs[i].kind == RUN_REMOVED ? "[-" : runs[i].kind == RUN_ADDED ? "{+" : "", runs[i].text,
                  runs[i].kind == RUN_REMOVED ? "-]" : runs[i].kind == RUN_ADDED ? "+}" : "");
    buf_char(out, '\n');
}

static void say_values(const struct bank_change *change, struct arena *arena, struct buf *out)
{
    int count = 0;
    const struct text_run *runs = change->kind == CHANGE_CHANGED && !change->marking
                                      ? text_runs(change->before, change->after, arena, &count) : NULL;
    if (count == 1) {
        buf_text(out, "        only white space\n");
    } else if (runs && count) {
        say_runs(runs, count, out);
    } else {
        if (change->before)
            add_side(out, "was", change->before);
        if (change->after)
            add_side(out, change->before ? "is" : "", change->after);
    }
}

/* "explanation (part first, right)", "section purpose, title: added" */
static void add_what(struct buf *out, const struct bank_thing *thing, const struct bank_change *change)
{
    bool question = thing->thing == THING_QUESTION; /* elsewhere the place says what it is */
    const char *what = question || !*change->where ? change->aspect : change->where, *where = question ? change->where : "";
    const char *kind = change->kind == CHANGE_CHANGED ? "" : change->kind == CHANGE_ORDER ? ": in another order"
                       : change->kind == CHANGE_ADDED ? ": added" : ": removed";
    buf_printf(out, "%s%s%s%s%s", what, *where ? " (" : "", where, *where ? ")" : "", kind);
}

static void say_change(const struct bank_thing *thing, const struct bank_change *change, struct arena *arena, struct buf *out)
{
    buf_text(out, change->marking ? "    MARKING, " : "    ");
    add_what(out, thing, change);
    buf_char(out, '\n');
    say_values(change, arena, out);
}

static void say_thing(const struct bank_thing *thing, struct arena *arena, struct buf *out)
{
    static const char sign[] = {[CHANGE_ADDED] = '+', [CHANGE_REMOVED] = '-', [CHANGE_CHANGED] = '~'};
    buf_printf(out, "  %c %s%s", sign[thing->kind], thing->id, *thing->id ? "  " : "");
    add_title(out, thing->title);
    buf_char(out, '\n');
    for (const struct bank_change *change = thing->changes; change; change = change->next)
        say_change(thing, change, arena, out);
}

/* ---- all of it ---- */

static void add_counted(struct buf *out, enum changed_thing thing, const struct bank_diff_count *count)
{
    const int of[] = {count->added, count->removed, count->changed};
    bool named = false;
    for (int i = 0; i < 3; i++) {
        if (!of[i])
            continue;
        buf_text(out, named ? ", " : out->size ? "; " : "");
        if (!named && *words[thing].one)
            buf_printf(out, "%d %s %s", of[i], of[i] == 1 ? words[thing].one : words[thing].many, kinds[i]);
        else if (named)
            buf_printf(out, "%d %s", of[i], kinds[i]);
        else
            buf_text(out, "the institution’s own words changed");
        named = true;
    }
    if (count->marking)
        buf_printf(out, " (%d in marking)", count->marking);
}

static void summary(const struct bank_diff *diff, struct buf *out)
{
    struct buf text;
    buf_init(&text, 0);
    for (int i = 0; i < THINGS; i++)
        add_counted(&text, (enum changed_thing)i, &diff->count[i]);
    if (text.size == 0)
        buf_text(&text, "The two are the same");
    buf_char(&text, '.');
    if (buf_ok(&text))
        buf_text(out, buf_string(&text));
    else
        out->failed = true;
    buf_release(&text);
}

/* A question made from the directory, of which only words or wrong choices changed: its service tells all. */
static bool follows(const struct bank_thing *thing)
{
    return thing->thing == THING_QUESTION && thing->kind == CHANGE_CHANGED && !thing->marking &&
           strncmp(thing->id, DIRECTORY, strlen(DIRECTORY)) == 0;
}

void bank_diff_text(const struct bank_diff *diff, struct arena *arena, struct buf *out)
{
    const struct bank_thing *before = NULL;
    int following = 0;
    for (const struct bank_thing *thing = diff->things; thing; thing = thing->next) {
        if (follows(thing)) {
            following++;
            continue;
        }
        if (thing->marking && !before)
            buf_text(out, "MARKING changes: the same answer may earn another mark\n");
        else if (!thing->marking && (!before || before->thing != thing->thing || before->marking))
            buf_printf(out, "%s%s\n", before ? "\n" : "", words[thing->thing].heading);
        say_thing(thing, arena, out);
        if (thing->marking && thing->school)
            buf_text(out, "    It is a School’s own and counts towards no score: there is nothing to mark again.\n");
        else if (thing->marking)
            buf_printf(out, "    What it would do to scores, once a server serves it: signpost regrade --question %s --dry-run\n",
                       thing->id);
        before = thing;
    }
    if (following)
        buf_printf(out, "\n" FOLLOWING "\n", following, following == 1 ? "question" : "questions");
    buf_text(out, diff->things ? "\n" : "");
    summary(diff, out);
    buf_char(out, '\n');
}

/* ---- the view ---- */

static void view_runs(struct view *view, cJSON *into, const struct bank_change *change, struct arena *arena)
{
    int count = 0;
    const struct text_run *runs = change->kind == CHANGE_CHANGED && !change->marking
                                      ? text_runs(change->before, change->after, arena, &count) : NULL;
    view_page_bool(view, into, "any_runs", count > 0);
    cJSON *list = view_array(view, into, "runs");
    if (list)
        list->type |= VIEW_PAGE;
    for (int i = 0; runs && i < count; i++) {
        cJSON *run = view_object(view, list, NULL);
        view_page_string(view, run, "text", runs[i].text);
        view_page_bool(view, run, "removed", runs[i].kind == RUN_REMOVED);
        view_page_bool(view, run, "added", runs[i].kind == RUN_ADDED);
        view_page_bool(view, run, "kept", runs[i].kind == RUN_SAME || runs[i].kind == RUN_LEFT_OUT);
    }
}

static void view_thing(const struct bank_thing *thing, struct arena *arena, struct view *view, cJSON *list)
{
    cJSON *item = view_object(view, list, NULL);
    view_string(view, item, "thing", words[thing->thing].name);
    view_string(view, item, "id", thing->id);
    view_string(view, item, "title", thing->title);
    view_string(view, item, "school", thing->school);
    view_string(view, item, "change", kinds[thing->kind]);
    view_page_string(view, item, "thing_words", arena_printf(arena, "%s · %s", words[thing->thing].singly, kinds[thing->kind]));
    view_page_bool(view, item, "follows", follows(thing));
    view_bool(view, item, "marking", thing->marking);
    cJSON *changes = view_array(view, item, "changes");
    struct buf what;
    buf_init(&what, 0);
    for (const struct bank_change *change = thing->changes; change; change = change->next) {
        cJSON *one = view_object(view, changes, NULL);
        view_string(view, one, "aspect", change->aspect);
        view_string(view, one, "where", change->where);
        view_string(view, one, "change", kinds[change->kind]);
        view_bool(view, one, "marking", change->marking);
        view_string(view, one, "before", change->before);
        view_string(view, one, "after", change->after);
        buf_clear(&what);
        add_what(&what, thing, change);
        view_page_string(view, one, "what_words", buf_ok(&what) ? buf_string(&what) : NULL);
        view_runs(view, one, change, arena);
    }
    buf_release(&what);
}

void bank_diff_view(const struct bank_diff *diff, struct arena *arena, struct view *view, cJSON *into)
{
    struct buf text;
    buf_init(&text, 0);
    summary(diff, &text);
    view_string(view, into, "summary", buf_ok(&text) ? buf_string(&text) : NULL);
    cJSON *things = view_array(view, into, "things");
    int following = 0;
    for (const struct bank_thing *thing = diff->things; thing; thing = thing->next) {
        view_thing(thing, arena, view, things);
        following += follows(thing);
    }
    view_page_string(view, into, "following_words",
                     following ? arena_printf(arena, FOLLOWING, following, following == 1 ? "question" : "questions") : NULL);
    buf_release(&text);
}
