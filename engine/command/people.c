/*
 * command/people.c - `people`: each Personal Tutor of one School with their state and its reason.
 */
#include "command/command_internal.h"
#include "signpost/csv.h"
#include "signpost/json.h"
#include <stdlib.h>

const struct command_option people_options[] = {
    OPTION_DB,
    {"school", "CODE", "which School"},
    {"as-of", "DATE", "the date it is for (today)"},
    {"known-at", "DATE|SIZE", "how much of the log to know (all)"},
    {"format", "text|json|csv", "how to print it"},
    {0},
};
static const char *const formats[] = {"text", "json", "csv", NULL};

/* Someone erased has figures, but no name any more. */
static enum fault_code add_person(struct reading *reading, const struct tutor_state *state, struct view *view,
                                  cJSON *people,
                                  struct fault *fault)
{
    struct identity identity = {0};
    enum fault_code code = identity_by_person(reading->db, reading->arena, state->person, &identity, fault);
    if (code != FAULT_NONE && code != FAULT_ABSENT)
        return code;
    cJSON *item = view_object(view, people, NULL);
    view_string(view, item, "staff_id", identity.staff_id);
    view_string(view, item, "name", identity.name);
    tutor_state_view(state, view, item);
    return FAULT_NONE;
}

static enum fault_code build(struct reading *reading, const char *school, struct view *view, struct fault *fault)
{
    struct figures figures;
    struct tutor_state *list = NULL;
    int count = 0;
    enum fault_code code = compliance_school(reading->ledger, school, reading->as_of, reading->known_at, MEDIAN_EXACT,
                                             reading->arena, &figures, fault);
    if (code == FAULT_NONE)
        code =
            compliance_people(reading->ledger, school, reading->as_of, reading->known_at, reading->arena, &list, &count,
                              fault);
    if (code != FAULT_NONE)
        return code;
    view_date(view, view->root, "as_of", reading->as_of);
    view_integer(view, view->root, "known_at", reading->known_at < 0 ? ledger_size(reading->ledger)
                 : reading->known_at);
    figures_view(&figures, MEDIAN_EXACT, view, view->root);
    cJSON *people = view_array(view, view->root, "people");
    for (int i = 0; i < count && code == FAULT_NONE; i++)
        code = add_person(reading, &list[i], view, people, fault);
    return code == FAULT_NONE && !view_ok(view) ? fault_memory(fault) : code;
}

static const char *word(const cJSON *object, const char *name)
{
    const char *text = json_string(object, name);
    return text ? text : "";
}

static void write_text(const cJSON *root, struct buf *out)
{
    const cJSON *person;
    buf_printf(out, "%s (%s) on %s\n", word(root, "name"), word(root, "code"), word(root, "as_of"));
    cJSON_ArrayForEach(person, json_array(root, "people")) {
        const char *name = json_string(person, "name") ? word(person, "name") : "(details erased)";
        int width = width_of(name);
        buf_printf(out, "%-12s %s%*s %-12s %s\n", word(person, "staff_id"), name,
                   width < 28 ? 28 - width : 0, "", word(person, "state"), word(person, "reason"));
    }
    if (!cJSON_GetArraySize(json_array(root, "people")))
        buf_text(out, "No Personal Tutors on that day.\n");
}

static void number(struct csv_out *csv, const cJSON *object, const char *name)
{
    const cJSON *item = json_member(object, name);
    char *text = item && !cJSON_IsNull(item) ? cJSON_PrintUnformatted(item) : NULL;
    csv_number(csv, text ? text : "");
    free(text);
}

static void write_csv(const cJSON *root, struct buf *out)
{
    static const char *const header[] = {"staff_id", "name", "state", "reason", "quiz_state", "quiz_completed_on",
                                         "quiz_counts_until", "score", "max_score", "training_state",
                                             "training_counts_until"};
    struct csv_out csv;
    const cJSON *person;
    csv_out_init(&csv, out);
    for (size_t i = 0; i < sizeof header / sizeof *header; i++)
        csv_text(&csv, header[i]);
    csv_end_row(&csv);
    cJSON_ArrayForEach(person, json_array(root, "people")) {
        const cJSON *quiz = json_object(person, "quiz"), *training = json_object(person, "training");
        csv_text(&csv, word(person, "staff_id"));
        csv_text(&csv, word(person, "name"));
        csv_text(&csv, word(person, "state"));
        csv_text(&csv, word(person, "reason"));
        csv_text(&csv, word(quiz, "state"));
        csv_text(&csv, word(quiz, "completed_on"));
        csv_text(&csv, word(quiz, "counts_until"));
        number(&csv, quiz, "score");
        number(&csv, quiz, "max_score");
        csv_text(&csv, word(training, "state"));
        csv_text(&csv, word(training, "counts_until"));
        csv_end_row(&csv);
    }
}

enum fault_code people_run(const struct command_line *line, struct fault *fault)
{
    struct reading reading = {0};
    struct view view;
    struct buf out;
    const char *school = command_value(line, "school");
    int format = 0;
    enum fault_code code = command_format(line, formats, &format, fault);
    if (code == FAULT_NONE && !school)
        code = fault_set(fault, FAULT_USAGE, "Say which School: --school CODE.");
    if (code != FAULT_NONE)
        return code;
    buf_init(&out, 0);
    view_init(&view);
    code = reading_open(line, &reading, fault);
    if (code == FAULT_NONE)
        code = reading_ledger(line, &reading, fault);
    if (code == FAULT_NONE)
        code = build(&reading, school, &view, fault);
    if (code == FAULT_NONE && format == 1) {
        code = print_view(&view, fault);
    } else if (code == FAULT_NONE) {
        (format == 0 ? write_text : write_csv)(view.root, &out);
        code = print_out(&out, fault);
    }
    view_release(&view);
    buf_release(&out);
    reading_close(&reading);
    return code;
}
