/*
 * command/person_export.c - `person export`: everything that is held about one person, for them when they ask for it, as JSON.
 */
#include "command/command_internal.h"

const struct command_option export_options[] = {OPTION_DB, {0}};

enum fault_code export_run(const struct command_line *line, struct fault *fault)
{
    struct reading reading = {0};
    struct identity person;
    struct view view;
    view_init(&view);
    enum fault_code code = reading_open(line, &reading, fault);
    if (code == FAULT_NONE)
        code = identity_by_staff_id(reading.db, reading.arena, line->argument[0], &person, fault);
    if (code == FAULT_ABSENT && reading.db)
        fault_set(fault, code, "Nobody has the staff id %.64s.", line->argument[0]);
    if (code == FAULT_NONE) {
        view_string(&view, view.root, "institution", reading.institution.name);
        view_instant(&view, view.root, "exported_at", clock_now());
        code = person_export(reading.db, person.person, &view, view.root, fault);
    }
    if (code == FAULT_NONE)
        code = print_view(&view, fault);
    view_release(&view);
    reading_close(&reading);
    return code;
}
