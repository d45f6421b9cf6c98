/*
 * people/staff_import_fields.c - one field of staff.csv each: false when a finding was made.
 */
#include "people/staff_import.h"
#include "signpost/text.h"
#include <string.h>

static bool is_blank(const char *text)
{
    return text[strspn(text, " ")] == '\0';
}

bool staff_check_name(struct staff_plan *plan, int line, const char *what, const char *text, size_t most)
{
    const char *trouble = is_blank(text) ? "is missing" : !text_is_clean(text) ? "holds a control character"
                        : strlen(text) > most ? "is too long" : NULL;
    if (trouble)
        findings_add(plan->findings, plan->file, line, "The %s %s (at most %zu bytes of plain text).", what, trouble,
                     most);
    return !trouble;
}

bool staff_check_code(struct staff_plan *plan, int line, const char *what, const char *code)
{
    if (text_is_code(code))
        return true;
    findings_add(plan->findings, plan->file, line,
                 "\"%.40s\" is no %s code: use letters, digits, dot, - and _, at most %d.",
                 code, what, LIMIT_CODE);
    return false;
}

static bool check_date(struct staff_plan *plan, int line, const char *what, const char *text, struct date *out)
{
    struct fault fault = {0};
    if (date_parse(text, out, &fault) == FAULT_NONE)
        return true;
    findings_add(plan->findings, plan->file, line, "The %s: %s", what, fault.message);
    return false;
}

bool staff_check_dates(struct staff_plan *plan, int line, const char *start_text, const char *end_text,
                       struct import_row *out)
{
    bool start = check_date(plan, line, "start_date", start_text, &out->start);
    out->end = DATE_MAX;
    bool end = !*end_text || check_date(plan, line, "end_date", end_text, &out->end);
    if (start && end && date_compare(out->end, out->start) < 0) {
        findings_add(plan->findings, plan->file, line,
                     "The post ends (%s) before it starts (%s): correct one of the dates.",
                     end_text, start_text);
        return false;
    }
    return start && end;
}

bool staff_check_role(struct staff_plan *plan, int line, const char *text, enum role *out)
{
    const char *names[ROLES + 1] = {NULL};
    if (role_parse(text, out))
        return true;
    for (int role = 0; role < ROLES; role++)
        names[role] = role_name((enum role)role);
    const char *near = text_nearest(text, names);
    findings_add(plan->findings, plan->file, line,
                 "\"%.40s\" is no role%s%s%s: use tutor, senior_tutor, head_of_school, dean, "
                 "training_lead or administrator.",
                 text, near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
    return false;
}
