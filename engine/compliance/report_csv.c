/*
 * report_csv.c - the report as a table for spreadsheets: the University's row last, a School's systems below it.
 */
#include "compliance/compliance_internal.h"
#include "signpost/csv.h"
#include "signpost/text.h"

static const char *const columns[] = {
    "as_of",
    "school",
    "name",
    "system",
    "personal_tutors",
    "training_completed",
    "training_percent",
    "quiz_completed",
    "quiz_percent",
    "median_score",
    "median_as_of",
    "median_withheld",
    "complete",
    "due_soon",
    "not_yet_due",
    "overdue",
    "concerns",
};

static void tenths_out(struct csv_out *csv, bool present, int tenths)
{
    char digits[32] = "";
    if (present)
        text_ratio(digits, sizeof digits, tenths, 10, 1);
    csv_number(csv, digits);
}

static void row_out(struct csv_out *csv, struct date as_of, const char *school, const char *name, const char *system,
                    const struct figures *figures)
{
    char date[DATE_TEXT];
    date_text(as_of, date);
    csv_text(csv, date);
    csv_text(csv, school);
    csv_text(csv, name);
    csv_text(csv, system);
    csv_integer(csv, figures->personal_tutors);
    csv_integer(csv, figures->training_completed);
    tenths_out(csv, figures->training_tenths >= 0, figures->training_tenths);
    csv_integer(csv, figures->quiz_completed);
    tenths_out(csv, figures->quiz_tenths >= 0, figures->quiz_tenths);
    tenths_out(csv, figures->median.present, figures->median.tenths);
    date_text(figures->median.as_of, date);
    csv_text(csv, date);
    csv_text(csv, figures->median.withheld);
    for (int i = 0; i < STATES; i++)
        csv_integer(csv, figures->states[i]);
    csv_integer(csv, figures->concerns);
    csv_end_row(csv);
}

static void head_out(struct csv_out *csv, struct buf *out)
{
    csv_out_init(csv, out);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        csv_text(csv, columns[i]);
    csv_end_row(csv);
}

static void school_out(struct csv_out *csv, struct date as_of, const struct figures *school)
{
    row_out(csv, as_of, school->code, school->name, NULL, school);
    for (int k = 0; k < school->system_count; k++)
        row_out(csv, as_of, school->code, school->name, *school->systems[k].code ? school->systems[k].code : "main",
                school->systems + k);
}

enum fault_code report_csv(const struct report *report, struct buf *out, struct fault *fault)
{
    struct csv_out csv;
    head_out(&csv, out);
    for (int i = 0; i < report->school_count; i++)
        school_out(&csv, report->as_of, report->schools + i);
    row_out(&csv, report->as_of, NULL, "University", NULL, &report->university);
    return buf_ok(out) ? FAULT_NONE : fault_memory(fault);
}

enum fault_code figures_csv(const struct figures *school, struct date as_of, struct buf *out, struct fault *fault)
{
    struct csv_out csv;
    head_out(&csv, out);
    school_out(&csv, as_of, school);
    return buf_ok(out) ? FAULT_NONE : fault_memory(fault);
}
