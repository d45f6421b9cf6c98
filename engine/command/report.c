/*
 * command/report.c - `report`: the KPIs, as text, JSON, CSV or a page.
 */
#include "command/command_internal.h"
#include <string.h>

const struct command_option report_options[] = {
    OPTION_DB,
    {"as-of", "DATE", "the date it is for (today)"},
    {"known-at", "DATE|SIZE", "how much of the log to know: what was recorded by a date, or a number of events (all)"},
    {"school", "CODE", "one School only"},
    {"format", "text|json|csv|html", "how to print it"},
    {0},
};
static const char *const formats[] = {"text", "json", "csv", "html", NULL};

/* The University's row stays: one School beside the whole. */
static enum fault_code keep_school(struct report *report, const char *code, struct fault *fault)
{
    for (int i = 0; i < report->school_count; i++)
        if (strcmp(report->schools[i].code, code) == 0) {
            report->schools += i;
            report->school_count = 1;
            return FAULT_NONE;
        }
    return fault_set(fault, FAULT_ABSENT, "There is no School %.40s.", code);
}

static enum fault_code write_report(const struct report *report, const char *institution, int format, struct buf *out,
                                    struct fault *fault)
{
    if (format == 0)
        return report_text(report, institution, out, fault);
    if (format == 2)
        return report_csv(report, out, fault);
    if (format == 3)
        return report_html(report, institution, out, fault);
    struct view view;
    view_init(&view);
    report_view(report, institution, MEDIAN_EXACT, &view, view.root);
    enum fault_code code = view_ok(&view) ? view_json(&view, out, fault) : fault_memory(fault);
    buf_char(out, '\n');
    view_release(&view);
    return code;
}

enum fault_code report_run(const struct command_line *line, struct fault *fault)
{
    struct reading reading = {0};
    struct report report;
    struct buf out;
    int format = 0;
    enum fault_code code = command_format(line, formats, &format, fault);
    if (code != FAULT_NONE)
        return code;
    buf_init(&out, 0);
    code = reading_open(line, &reading, fault);
    if (code == FAULT_NONE)
        code = reading_ledger(line, &reading, fault);
    if (code == FAULT_NONE)
        code =
            compliance_report(reading.ledger, reading.as_of, reading.known_at, MEDIAN_EXACT, reading.arena, &report,
                              fault);
    if (code == FAULT_NONE && command_value(line, "school"))
        code = keep_school(&report, command_value(line, "school"), fault);
    if (code == FAULT_NONE)
        code = write_report(&report, reading.institution.name, format, &out, fault);
    if (code == FAULT_NONE)
        code = print_out(&out, fault);
    char warning[REPORT_WARNING];
    if (code == FAULT_NONE && format == 2 && report_warning(&report, warning)) /* beside a table for spreadsheets, not in it */
        fprintf(stderr, "signpost: %s\n", warning);
    buf_release(&out);
    reading_close(&reading);
    return code;
}
