/*
 * command/verify_print.c - what `verify` says: all of it about one record, a line each about many with the checks counted at the end.
 * Everything is printed at once, so that a hundred thousand records need no more memory than one.
 */
#include "command/verify_internal.h"
#include <string.h>

/* ---- text ---- */

static void say_check(const char *result, const char *what, const char *why, struct buf *out)
{
    buf_printf(out, "  %-12s %s", result, what);
    if (*why)
        buf_printf(out, ". %s", why);
    buf_char(out, '\n');
}

static const char *first_no(const struct verification *of)
{
    for (int i = 0; i < of->count; i++)
        if (of->check[i].result == VERIFICATION_NO)
            return of->check[i].why;
    return "";
}

static void say(const struct printer *printer, const char *file, const struct verification *of, struct buf *out)
{
    const char *why = of->valid ? "" : first_no(of);
    buf_printf(out, "%s: %s. %s.%s%s\n", file, of->valid ? "valid" : "NOT VALID", of->headline, *why ? " " : "", why);
    if (*of->sentence)
        buf_printf(out, "  %s\n", of->sentence);
    for (int i = 0; printer->one && i < of->count; i++)
        say_check(verification_word(of->check[i].result), of->check[i].what, of->check[i].why, out);
}

static void tally(struct printer *printer, const struct verification *of)
{
    for (int i = 0; i < of->count; i++) {
        int at = 0;
        while (at < printer->tallied && strcmp(printer->tally[at].what, of->check[i].what) != 0)
            at++;
        if (at == VERIFICATION_CHECKS)
            continue;
        if (at == printer->tallied)
            printer->tally[printer->tallied++].what = of->check[i].what;
        printer->tally[at].count[of->check[i].result]++;
    }
}

static void say_tally(const struct printer *printer, struct buf *out)
{
    buf_printf(out, "\n%lld records: %lld valid, %lld not.\n%10s %10s %12s\n", printer->done, printer->done - printer->invalid,
               printer->invalid, "yes", "no", "not checked");
    for (int i = 0; i < printer->tallied; i++)
        buf_printf(out, "%10lld %10lld %12lld  %s\n", printer->tally[i].count[VERIFICATION_YES], printer->tally[i].count[VERIFICATION_NO],
                   printer->tally[i].count[VERIFICATION_NOT_CHECKED], printer->tally[i].what);
}

/* ---- JSON ---- */

static void add_checks(const struct verification *of, struct view *view)
{
    cJSON *list = view_array(view, view->root, "checks");
    for (int i = 0; i < of->count; i++) {
        cJSON *check = view_object(view, list, NULL);
        view_string(view, check, "id", of->check[i].id);
        view_string(view, check, "check", of->check[i].what);
        view_string(view, check, "result", verification_word(of->check[i].result));
        view_string(view, check, "why", of->check[i].why[0] ? of->check[i].why : NULL);
    }
}

static void add_record(const char *file, const struct verification *of, struct view *view)
{
    const struct credential_check *record = &of->credential;
    cJSON *root = view->root;
    view_string(view, root, "file", file);
    view_bool(view, root, "valid", of->valid);
    view_string(view, root, "verdict", of->word);
    view_string(view, root, "headline", of->headline);
    view_string(view, root, "sentence", of->sentence);
    view_string(view, root, "reason", of->valid ? NULL : first_no(of));
    view_bool(view, root, "expired", record->expired);
    view_string(view, root, "id", record->id);
    view_string(view, root, "issuer", record->issuer);
    view_string(view, root, "achievement", record->achievement);
    view_string(view, root, "awarded_on", record->awarded_on);
    view_string(view, root, "valid_until", record->valid_until);
    view_date(view, root, "completed_on", of->completed_on);
    view_date(view, root, "counts_until", of->counts_until);
    view_string(view, root, "score", record->score);
    view_string(view, root, "signed_by", record->signed_by[0] ? record->signed_by : NULL);
    add_checks(of, view);
}

static enum fault_code say_json(const struct printer *printer, const char *file, const struct verification *of, struct buf *out,
                                struct fault *fault)
{
    struct view view;
    view_init(&view);
    add_record(file, of, &view);
    buf_text(out, printer->done ? ",\n" : "");
    enum fault_code code = view_ok(&view) ? view_json(&view, out, fault) : fault_memory(fault);
    view_release(&view);
    return code;
}

/* ---- both ---- */

static enum fault_code print(struct buf *out, enum fault_code code, struct fault *fault)
{
    if (code == FAULT_NONE)
        code = print_out(out, fault);
    buf_release(out);
    return code;
}

enum fault_code printer_begin(struct printer *printer, struct fault *fault)
{
    struct buf out;
    buf_init(&out, 0);
    if (printer->format == VERIFY_JSON)
        buf_text(&out, "{\"records\":[\n");
    return print(&out, FAULT_NONE, fault);
}

enum fault_code printer_record(struct printer *printer, const char *file, const struct verification *verification, struct fault *fault)
{
    struct buf out;
    enum fault_code code = FAULT_NONE;
    buf_init(&out, 0);
    if (printer->format == VERIFY_JSON)
        code = say_json(printer, file, verification, &out, fault);
    else
        say(printer, file, verification, &out);
    printer->done++;
    printer->invalid += !verification->valid;
    tally(printer, verification);
    return print(&out, code, fault);
}

enum fault_code printer_end(struct printer *printer, struct fault *fault)
{
    struct buf out;
    buf_init(&out, 0);
    if (printer->format == VERIFY_JSON)
        buf_printf(&out, "\n],\"checked\":%lld,\"valid\":%lld}\n", printer->done, printer->done - printer->invalid);
    else if (!printer->one)
        say_tally(printer, &out);
    return print(&out, FAULT_NONE, fault);
}
