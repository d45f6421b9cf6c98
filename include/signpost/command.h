/*
 * command.h - the command line: a table of subcommands, one file each in engine/command, with declared options.
 *
 * `signpost <subcommand>`: CONTRACT says what each does and how it exits. The program (web/main.c) hands its own rows
 * beside engine_commands to command_main. A subcommand either runs here (run), or is a job that needs the database for
 * writing (job): that runs here too when nobody owns the database, and in the server that owns it otherwise, through
 * FILE.sock.
 */
#ifndef SIGNPOST_COMMAND_H
#define SIGNPOST_COMMAND_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "signpost/buf.h"
#include "signpost/fault.h"
#include "signpost/store.h"

#define COMMAND_OPTIONS 12     /* of one subcommand, at most */
#define COMMAND_REPEATS 32     /* values of options beyond their first */
#define COMMAND_ARGUMENTS 256  /* of one call, at most */

struct command_option {
    const char *name;          /* without the dashes: "as-of" */
    const char *value;         /* what it takes, for the help: "DATE"; NULL: a flag; "VKEY…": may be given several times */
    const char *help;
};

struct command;
struct command_line {
    const struct command *command;
    const char *value[COMMAND_OPTIONS]; /* beside command->options; NULL: not given; "" for a flag */
    struct { int option; const char *value; } more[COMMAND_REPEATS]; /* the second and later values of an option */
    int more_count;
    const char *argument[COMMAND_ARGUMENTS];
    int argument_count;
};

/* A job's call, wherever it runs. */
struct job_request {
    const struct command_line *line;
    const char *input;         /* the text of the file named by the first argument, when the command reads one */
    size_t size;
    const char *questions;     /* SIGNPOST_QUESTIONS of whoever calls; NULL: not set */
    const char *serving;       /* the questions folder of the server in which it runs; NULL: in none */
};
/* Writes for stdout into OUT and for stderr into ERR; both reach the caller's terminal. */
typedef enum fault_code (*job_fn)(struct store *store, const struct job_request *request, struct buf *out,
                                  struct buf *err,
                                  struct fault *fault);

struct command {
    const char *name;          /* one or two words: "staff import" */
    const char *arguments;     /* for the help: "FILE.csv" */
    const char *help;          /* one line */
    const struct command_option *options; /* end with a NULL name; NULL: none */
    int least, most;           /* arguments */
    enum fault_code (*run)(const struct command_line *line, struct fault *fault); /* NULL for a job */
    job_fn job;                /* NULL for the others */
    size_t input;              /* a job: reads the file of the first argument, at most this long; 0: none */
};
extern const struct command engine_commands[]; /* ends with a NULL name */

/* The whole program: finds the subcommand in TABLES (NULL-terminated list of tables), runs it, prints what went wrong
 * to
 * stderr and returns the exit code. */
int command_main(const struct command *const *tables, int argc, char **argv);

/* ---- for subcommands ---- */
const char *command_value(const struct command_line *line, const char *option); /* NULL: not given */
/* The NTH value (from 0) of an option that may be given several times; NULL: no more. */
const char *command_value_nth(const struct command_line *line, const char *option, int nth);
bool command_flag(const struct command_line *line, const char *option);
/* --db FILE, or SIGNPOST_DB. USAGE when neither is given. */
enum fault_code command_db(const struct command_line *line, const char **file, struct fault *fault) MUST_USE;
/* A whole number within the bounds, or FALLBACK when the option is not given. USAGE. */
enum fault_code command_number(const struct command_line *line, const char *option, int64_t least, int64_t most,
                               int64_t fallback, int64_t *out, struct fault *fault) MUST_USE;
#define OPTION_DB {"db", "FILE", "the database (or the environment's SIGNPOST_DB)"}

/* The figures of a database: the shipped requirements until an event says otherwise, then every event. */
struct ledger;
enum fault_code ledger_read(struct db *db, struct ledger **out, struct fault *fault) MUST_USE;

/* ---- writing beside a running server: FILE.sock ----
 * One line of canonical JSON each way: {"args":[…],"command":"staff import","file":name|null,"input":text|null,"questions":folder}
 * ("questions" may be left out) and {"code":fault code,"err":text,"message":text,"out":text}. Only the owner of the process and root
 * are answered.
 */
struct socket_serve;
/* Listens at FILE.sock (0600) in a thread of its own. The caller owns FILE's lock, so what is there already is stale. QUESTIONS:
 * the folder that the server serves; borrowed. */
enum fault_code socket_serve_start(struct store *store, const char *file, const char *questions, struct socket_serve **out,
                                   struct fault *fault) MUST_USE;
void socket_serve_stop(struct socket_serve *serve); /* lets the call under way finish; removes the socket; NULL allowed */
#endif
