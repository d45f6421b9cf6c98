/*
 * command/listing.c - the subcommands that list something of the database: open, read, print as text or as JSON.
 */
#include "command/command_internal.h"

enum fault_code listing_run(const struct command_line *line, listing_fill *fill, struct fault *fault)
{
    static const char *const formats[] = {"text", "json", NULL};
    struct reading reading = {0};
    struct view view;
    struct buf out;
    int json = 0;
    enum fault_code code = command_format(line, formats, &json, fault);
    if (code != FAULT_NONE)
        return code;
    view_init(&view);
    buf_init(&out, 0);
    code = reading_open(line, &reading, fault);
    if (code == FAULT_NONE)
        code = fill(&reading, json ? &view : NULL, &out, fault);
    if (code == FAULT_NONE)
        code = json ? print_view(&view, fault) : print_out(&out, fault);
    buf_release(&out);
    view_release(&view);
    reading_close(&reading);
    return code;
}
