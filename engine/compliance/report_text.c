/*
 * report_text.c - the report as an aligned table for the terminal.
 */
#include <stdio.h>
#include <string.h>
#include "compliance/compliance_internal.h"
#include "signpost/limits.h"
#include "signpost/text.h"

#define SYSTEM_TEXT (LIMIT_CODE + 16)
#define NAME_WIDTH 36 /* characters; longer names end in an ellipsis */

static bool begins_character(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

static int characters(const char *text)
{
    int count = 0;
    for (; *text; text++)
        count += begins_character(*text);
    return count;
}

/* TEXT in exactly WIDTH characters: padded, or cut with an ellipsis. */
static void padded(struct buf *out, const char *text, int width)
{
    int count = characters(text), keep = count > width ? width - 1 : count;
    const char *end = text;
    for (int met = 0; *end; end++) {
        met += begins_character(*end);
        if (met > keep)
            break;
    }
    buf_append(out, text, (size_t)(end - text));
    if (count > width)
        buf_text(out, "…");
    buf_printf(out, "%*s", count > width ? 0 : width - count, "");
}

struct widths {
    int code, name;
};

static void widen(int *width, int wanted, int most)
{
    if (wanted > *width)
        *width = wanted > most ? most : wanted;
}

static void system_text(const struct figures *system, char out[SYSTEM_TEXT])
{
    snprintf(out, SYSTEM_TEXT, "  system %s", *system->code ? system->code : "main");
}

static struct widths widths_of(const struct report *report)
{
    struct widths out = {(int)strlen("School"), (int)strlen("University")};
    for (int i = 0; i < report->school_count; i++) {
        const struct figures *school = report->schools + i;
        widen(&out.code, characters(school->code), LIMIT_CODE);
        widen(&out.name, characters(school->name), NAME_WIDTH);
        for (int k = 0; k < school->system_count; k++) {
            char name[SYSTEM_TEXT];
            system_text(school->systems + k, name);
            widen(&out.name, characters(name), NAME_WIDTH);
        }
    }
    return out;
}

/* A count and its percentage: "   46  79.3%". */
static void share(struct buf *out, int count, int tenths)
{
    char digits[32] = "-";
    if (tenths >= 0)
        text_ratio(digits, sizeof digits, tenths, 10, 1);
    buf_printf(out, "  %6d %5s%s", count, digits, tenths >= 0 ? "%" : " ");
}

static void row(struct buf *out, struct widths widths, const char *code, const char *name,
                const struct figures *figures)
{
    char median[32] = "-";
    if (figures->median.present)
        text_ratio(median, sizeof median, figures->median.tenths, 10, 1);
    padded(out, code, widths.code);
    buf_text(out, "  ");
    padded(out, name, widths.name);
    buf_printf(out, "  %6d", figures->personal_tutors);
    share(out, figures->training_completed, figures->training_tenths);
    share(out, figures->quiz_completed, figures->quiz_tenths);
    buf_printf(out, "  %6s  %8d  %8d  %11d  %7d  %8d\n", figures->median.withheld ? "held" : median,
               figures->states[STATE_COMPLETE], figures->states[STATE_DUE_SOON], figures->states[STATE_NOT_YET_DUE],
               figures->states[STATE_OVERDUE], figures->concerns);
}

static bool few(const struct report *report, const struct figures *figures)
{
    return figures->median.present && figures->median.people < report->least;
}

const char *report_warning(const struct report *report, char out[REPORT_WARNING])
{
    bool any = few(report, &report->university);
    for (int i = 0; i < report->school_count; i++) {
        any |= few(report, &report->schools[i]);
        for (int k = 0; k < report->schools[i].system_count; k++)
            any |= few(report, &report->schools[i].systems[k]);
    }
    if (!any)
        return NULL;
    snprintf(out, REPORT_WARNING, "A median here is over fewer than %d people, and may tell what one of them scored. Outside the "
             "School it is withheld: do not pass it on.", report->least);
    return out;
}

enum fault_code report_text(const struct report *report, const char *institution, struct buf *out, struct fault *fault)
{
    struct widths widths = widths_of(report);
    char date[DATE_WORDS];
    date_words(report->as_of, date);
    buf_printf(out, "%s: Personal Tutoring on %s (%lld events known)\n\n", institution, date,
               (long long)report->known_at);
    padded(out, "School", widths.code);
    buf_text(out, "  ");
    padded(out, "Name", widths.name);
    buf_text(out,
             "  Tutors  Training done      Quiz done  Median  Complete  Due soon  Not yet due  Overdue  Concerns\n");
    for (int i = 0; i < report->school_count; i++) {
        const struct figures *school = report->schools + i;
        row(out, widths, school->code, school->name, school);
        for (int k = 0; k < school->system_count; k++) {
            char name[SYSTEM_TEXT];
            system_text(school->systems + k, name);
            row(out, widths, "", name, school->systems + k);
        }
    }
    row(out, widths, "", "University", &report->university);
    date_words(report->university.median.as_of, date);
    buf_printf(out,
               "\nPercentages are of all Personal Tutors on the day; the University counts each person once. "
               "Medians are in percent, as of %s.\n",
               date);
    if (report->university.median.present && report->university.median.regraded)
        buf_printf(out, "%d of the scores behind them %s found again with a mended key, and taken as now known.\n",
                   report->university.median.regraded, report->university.median.regraded == 1 ? "was" : "were");
    char warning[REPORT_WARNING];
    if (report_warning(report, warning))
        buf_printf(out, "%s\n", warning);
    return buf_ok(out) ? FAULT_NONE : fault_memory(fault);
}
