/*
 * audit_internal.h - what the files of the audit share: the run, what the events said of keys and people, and where
 * findings go. Only engine/audit includes it.
 *
 * audit.c      the parts in order
 * events.c     one pass over the events; kinds.c what an event of each kind holds; tree.c the tree as they come by
 * history.c    keys, people and institution, as the events tell
 * notes.c      checkpoint, cosignatures, the older checkpoint; keyfile.c the key file
 * records.c    completions one by one: their records (credential.c) and attempts (attempt.c); identity.c who is there
 * recount*.c   the figures a second time
 */
#ifndef AUDIT_INTERNAL_H
#define AUDIT_INTERNAL_H
#include "audit/recount.h"
#include "signpost/audit.h"
#include "signpost/store_audit.h"

/* ---- what the events said (history.c) ---- */
struct known_key {
    int64_t seq;
    int from;                   /* the first day on which it signs */
    bool credential;            /* else the log's */
    char public[MULTIKEY_TEXT];
};
struct known_person { int64_t person, email_changed, erased; bool seen; }; /* sequences; -1: never; seen: has an identity */
struct known_witness { int64_t seq; char *vkey; };
struct known_name { int64_t seq; char *name, *url; };
struct history {
    struct rows keys;           /* of known_key, in order */
    struct rows names;          /* of known_name: what the institution was called */
    struct rows witnesses;      /* of known_witness */
    struct known_person *people; int people_count, people_room; /* open addressing; person 0: free */
};
void history_init(struct history *history);
void history_release(struct history *history);
enum fault_code history_take(struct history *history, const struct event *event, const cJSON *payload,
                             struct fault *fault) MUST_USE;
struct known_person *history_person(const struct history *history, int64_t person); /* NULL: no person.added */
const struct known_key *history_key_in_force(const struct history *history, bool credential, int day); /* NULL: none */
/* Was the key with this public half in force on one of the days FROM to TO? On the day of a change both are. *SEQ: its event; -1:
 * there is no such key. */
bool history_key_signs(const struct history *history, bool credential, const char *public, int from, int to,
                       int64_t *seq);
const struct known_witness *history_witness(const struct history *history, int64_t seq); /* NULL: none such */
const struct known_name *history_name(const struct history *history, int64_t seq); /* as of before event SEQ; NULL: none */

/* ---- the tree as the leaves come by (tree.c) ---- */
struct wanted_root {            /* filled when the tree has that size */
    int64_t size;
    struct log_hash root;
    struct instant last_at;     /* when its last event was recorded */
};
struct tree {
    int64_t size;
    int count;
    struct log_hash node[64];   /* roots of complete subtrees, largest first */
    struct wanted_root *wanted; int wanted_count, wanted_next; /* by size */
};

/* ---- a run ---- */
struct audit {
    struct db *db;
    const struct audit_options *options;
    struct audit_result *out;
    struct fault *fault;
    struct arena *arena;        /* of the whole run: little goes in */
    struct history history;
    struct recount recount;
    struct tree tree;
    int64_t expected;           /* events there should be, for progress */
    struct notes *notes;        /* checkpoint, cosignatures, the older checkpoint (notes.c) */
    struct banks *banks;        /* versions of the question bank at hand (attempt.c) */
    const char **trusted;       /* every credential key there ever was */
    struct date today, as_of;
};
/* Before the first leaf: the roots wanted of the empty tree. */
void tree_nothing(struct tree *tree);
void tree_root(const struct tree *tree, struct log_hash *out);
enum fault_code tree_add(struct audit *audit, const struct event *event) MUST_USE;

/* Something is not as it must be: WHERE, and what, with what was expected. */
void audit_found(struct audit *audit, enum audit_part part, const char *where, const char *format, ...)
    PRINTF_LIKE(4, 5);
void audit_found_row(struct audit *audit, enum audit_part part, const char *table, int64_t row, const char *format, ...)
    PRINTF_LIKE(5, 6);
void audit_progress(struct audit *audit, enum audit_part part, int64_t done, int64_t of);

/* Reads what was signed, so that the pass over the events notes its roots. INPUT, MALFORMED: the caller's older checkpoint or key. */
enum fault_code notes_prepare(struct audit *audit, struct fault *fault) MUST_USE;
void notes_release(struct audit *audit);

/* ---- the parts ---- */
enum fault_code audit_file(struct audit *audit) MUST_USE;
enum fault_code audit_events(struct audit *audit) MUST_USE;
enum fault_code audit_log(struct audit *audit) MUST_USE;
enum fault_code audit_keys(struct audit *audit) MUST_USE;
enum fault_code audit_tables(struct audit *audit) MUST_USE;
enum fault_code audit_records(struct audit *audit) MUST_USE;
enum fault_code audit_figures(struct audit *audit) MUST_USE;

/* What an event of its kind cannot be, in words; NULL: nothing (kinds.c). */
const char *kind_trouble(const struct event *event, const cJSON *payload, char *words, size_t size);
#endif
