/*
 * reason.c - says in plain words why a standing is what it is, with British dates. Also the names of the states.
 */
#include <stdio.h>
#include <string.h>
#include "compliance/compliance_internal.h"

#define TITLE_ROOM 120 /* bytes of a requirement's title in a reason: the rest must fit as well */

const char *state_name(enum state state)
{
    static const char *const names[STATES] = {"complete", "due_soon", "not_yet_due", "overdue"};
    return (unsigned)state < STATES ? names[state] : "";
}

const char *state_words(enum state state)
{
    static const char *const words[STATES] = {"Complete", "Due soon", "Not yet due", "Overdue"};
    return (unsigned)state < STATES ? words[state] : "";
}

/* "Signposting and looking after students and 1 more, ", or nothing. */
static void title_words(const struct reason *reason, char *out, size_t size)
{
    *out = '\0';
    if (!reason->title)
        return;
    size_t length = strlen(reason->title);
    const char *dots = "";
    if (length > TITLE_ROOM) {
        length = TITLE_ROOM;
        while (length > 0 && ((unsigned char)reason->title[length] & 0xc0) == 0x80)
            length--;
        dots = "…";
    }
    char others[24] = "";
    if (reason->others)
        snprintf(others, sizeof others, " and %d more", reason->others);
    snprintf(out, size, "%.*s%s%s, ", (int)length, reason->title, dots, others);
}

static void waiver_words(const struct reason *reason, const char *title, char *out, size_t size)
{
    static const char *const why[] = {"on leave", "new to the role", "by agreement"};
    const struct span *waiver = reason->waiver;
    bool open = date_compare(waiver->end, DATE_MAX) == 0;
    char when[DATE_WORDS];
    date_words(open ? waiver->start : waiver->end, when);
    snprintf(out, size, "%s not yet due: %swaived %s %s (%s).", reason->subject, title, open ? "since" : "until", when,
             why[waiver->reason]);
}

#define WITHDRAWN_WORDS (DATE_WORDS + 40)

/* "; the completion of 3 March 2023 was withdrawn", or nothing. */
static void withdrawn_words(const struct reason *reason, char out[WITHDRAWN_WORDS])
{
    char day[DATE_WORDS];
    if (date_compare(reason->withdrawn, DATE_MIN) == 0)
        return;
    date_words(reason->withdrawn, day);
    snprintf(out, WITHDRAWN_WORDS, "; the completion of %s was withdrawn", day);
}

void reason_words(const struct reason *reason, char *out, size_t size)
{
    static const char *const states[STATES] = {"complete", "due soon", "not yet due", "overdue"};
    const struct standing *standing = reason->standing;
    const char *state = states[standing->state];
    char title[TITLE_ROOM + 32], a[DATE_WORDS] = "", b[DATE_WORDS] = "", gone[WITHDRAWN_WORDS] = "";
    title_words(reason, title, sizeof title);
    withdrawn_words(reason, gone);
    if (standing->completed && date_compare(standing->counts_until, DATE_MAX) == 0) {
        snprintf(out, size, "%s complete: none is required.", reason->subject);
    } else if (standing->completed) {
        date_words(standing->completed_on, a);
        date_words(standing->counts_until, b);
        snprintf(out, size, "%s %s: %slast completed %s, counts until %s.", reason->subject, state, title, a, b);
    } else if (reason->waiver) {
        waiver_words(reason, title, out, size);
    } else if (standing->state == STATE_NOT_YET_DUE) {
        date_words(reason->since, a);
        date_words(standing->first_due, b);
        snprintf(out, size, "%s %s: %sPersonal Tutor since %s, first due %s%s.", reason->subject, state, title, a, b, gone);
    } else if (date_compare(reason->counted_until, DATE_MIN) == 0) {
        date_words(standing->first_due, a);
        snprintf(out, size, *gone ? "%s %s: %sfirst due %s%s." : "%s %s: %snever completed, first due %s%s.", reason->subject, state,
                 title, a, gone);
    } else {
        date_words(standing->completed_on, a);
        date_words(reason->counted_until, b);
        snprintf(out, size, "%s %s: %slast completed %s, counted until %s%s.", reason->subject, state, title, a, b, gone);
    }
}
