/*
 * command/table.c - the engine's subcommands, in the order in which help shows them.
 */
#include "command/command_internal.h"
#include "signpost/limits.h"

const struct command engine_commands[] = {
    {"init", "", "make a database, its keys and the first administrator's sign-in link", init_options, 0, 0, init_run,
     NULL, 0},
    {"check", "[DIR]", "check a questions folder: bank, quizzes, modules", check_options, 0, 1, check_run, NULL, 0},
    {"bank import", "FILE", "bring in questions: GIFT, Moodle XML, QTI", bank_import_options, 1, 1, bank_import_run, NULL,
     0},
    {"bank export", "[FILE]", "take the questions to another system", bank_export_options, 0, 1, bank_export_run, NULL, 0},
    {"staff import", "FILE.csv", "bring in staff: joiners, leavers, movers, changes", staff_options, 1, 1, NULL,
     staff_job,
     LIMIT_CSV_FILE},
    {"completions import", "FILE.csv", "bring in prior completions", completions_options, 1, 1, NULL, completions_job,
     LIMIT_CSV_FILE},
    {"report", "", "who has completed the Quiz and the training, on any date", report_options, 0, 0, report_run, NULL,
     0},
    {"people", "", "each tutor's state in one School, with its reason", people_options, 0, 0, people_run, NULL, 0},
    {"token", "", "print a bearer token for one person, for scripts", token_options, 0, 0, NULL, token_job, 0},
    {"sign-in-link", "", "print a single-use sign-in link for one person", link_options, 0, 0, NULL, link_job, 0},
    {"person erase", "ID", "forget somebody for good: figures and other people's records stay as they are", erase_options, 1, 1,
     NULL, erase_job, 0},
    {"record revoke", "ID", "withdraw a completion: it counts no longer and its records are revoked", revoke_options, 1, 1, NULL,
     revoke_job, 0},
    {"key list", "", "the keys of which the log tells, and which of them signs", key_list_options, 0, 0, key_list_run, NULL, 0},
    {"key rotate", "", "make new signing keys, published before they sign", rotate_options, 0, 0, NULL, rotate_job, 0},
    {"verify", "FILE|FOLDER…", "check records: are they genuine, and do they stand?", verify_options, 1, COMMAND_ARGUMENTS,
     verify_run, NULL, 0},
    {"audit", "", "recompute log, tables, records and figures from the events", audit_options, 0, 0, audit_run_command, NULL, 0},
    {"regrade", "", "mark a question again by its mended key: which scores change, and, but for --dry-run, change them",
     regrade_options, 0, 0, NULL, regrade_job, 0},
    {"doctor", "", "check the database, or rebuild what was made from its events", doctor_options, 0, 0, NULL,
     doctor_job, 0},
    {"backup", "FILE", "copy the database, also while the server runs", backup_options, 1, 1, backup_run, NULL, 0},
    {"restore", "FILE", "check a copy and put it in the database's place", restore_options, 1, 1, restore_run, NULL, 0},
    {"config dump", "", "what would be used, and from where", config_options, 0, 0, config_run, NULL, 0},
    {0},
};
