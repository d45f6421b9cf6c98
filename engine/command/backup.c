/*
 * command/backup.c - `backup FILE`: a copy of the database as it is at one moment, also while the server runs.
 */
#include "command/command_internal.h"

const struct command_option backup_options[] = {OPTION_DB, {0}};

enum fault_code backup_run(const struct command_line *line, struct fault *fault)
{
    struct store *store = NULL;
    const char *file = NULL;
    enum fault_code code = command_db(line, &file, fault);
    if (code == FAULT_NONE)
        code = store_open_read(file, &store, fault);
    if (code == FAULT_NONE)
        code = store_backup(store, line->argument[0], fault);
    if (code == FAULT_NONE)
        fprintf(stderr, "Copied %s to %s. The keys are in %s.keys: keep a copy of them too, elsewhere.\n", file,
                line->argument[0], file);
    store_close(store);
    return code;
}
