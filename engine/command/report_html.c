/*
 * command/report_html.c - the report as one self-contained page: to print, to send, to keep.
 */
#include "command/command_internal.h"
#include "signpost/text.h"

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Personal tutoring: ";
static const char style[] =
    "</title>\n<style>\n"
    ":root{color-scheme:light dark}\nbody{font:1rem/1.5 system-ui,sans-serif;"
    "margin:2rem auto;max-width:75rem;padding:0 1rem}\n"
    ".table{overflow-x:auto}\ntable{border-collapse:collapse;width:100%}\n"
    "th,td{padding:.4rem .6rem;border-bottom:1px solid #8888;text-align:right;vertical-align:top}\n"
    "th[scope=row],th:first-child{text-align:left}\ntfoot th,tfoot td{font-weight:700;border-top:2px solid}\n"
    "@media print{body{margin:0;max-width:none;font-size:.8rem}}\n</style>\n"
    "</head>\n<body>\n<main>\n<h1>Personal tutoring: ";
static const char columns[] =
    "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Figures by School\"><table>\n<thead><tr>"
    "<th scope=\"col\">School</th><th scope=\"col\">Personal Tutors</th><th scope=\"col\">Training completed</th>"
    "<th scope=\"col\">Quiz completed</th><th scope=\"col\">Median score</th><th scope=\"col\">Complete</th>"
    "<th scope=\"col\">Due soon</th><th scope=\"col\">Not yet due</th><th scope=\"col\">Overdue</th>"
    "<th scope=\"col\">Concerns</th></tr></thead>\n<tbody>\n";

static void tenths(struct buf *out, int value)
{
    if (value < 0)
        buf_text(out, "–");
    else
        buf_printf(out, "%d.%d", value / 10, value % 10);
}

static void completed(struct buf *out, int count, int percent)
{
    buf_printf(out, "<td>%d (", count);
    tenths(out, percent);
    buf_text(out, percent < 0 ? ")</td>" : "%)</td>");
}

static void row(struct buf *out, const struct figures *figures, const char *label, const char *code)
{
    buf_text(out, "<tr><th scope=\"row\">");
    text_html(out, label);
    if (code) {
        buf_text(out, " (");
        text_html(out, code);
        buf_char(out, ')');
    }
    buf_printf(out, "</th><td>%d</td>", figures->personal_tutors);
    completed(out, figures->training_completed, figures->training_tenths);
    completed(out, figures->quiz_completed, figures->quiz_tenths);
    buf_text(out, "<td>");
    tenths(out, figures->median.present ? figures->median.tenths : -1);
    buf_text(out, "</td>");
    for (int i = 0; i < STATES; i++)
        buf_printf(out, "<td>%d</td>", figures->states[i]);
    buf_printf(out, "<td>%d</td></tr>\n", figures->concerns);
}

enum fault_code report_html(const struct report *report, const char *institution, struct buf *out, struct fault *fault)
{
    char date[DATE_WORDS], warning[REPORT_WARNING];
    date_words(report->as_of, date);
    buf_text(out, head);
    text_html(out, institution);
    buf_text(out, style);
    text_html(out, institution);
    buf_printf(out, "</h1>\n<p>As of %s, from %lld recorded events. A completion counts for three years.</p>\n", date,
               (long long)report->known_at);
    buf_text(out, columns);
    for (int i = 0; i < report->school_count; i++) {
        const struct figures *school = &report->schools[i];
        row(out, school, school->name ? school->name : school->code, school->code);
        for (int j = 0; j < school->system_count; j++)
            row(out, &school->systems[j], "of these, system", *school->systems[j].code ? school->systems[j].code
                : "main");
    }
    buf_text(out, "</tbody>\n<tfoot>\n");
    row(out, &report->university, "University, each person once", NULL);
    buf_text(out, "</tfoot>\n</table></div>\n");
    if (report_warning(report, warning)) {
        buf_text(out, "<p><strong>");
        text_html(out, warning);
        buf_text(out, "</strong></p>\n");
    }
    buf_text(out, "</main>\n</body>\n</html>\n");
    return buf_ok(out) ? FAULT_NONE : fault_memory(fault);
}
