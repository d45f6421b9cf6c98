/*
 * witness.h - the witness: somebody outside who keeps what they saw of the log, accepts only what continues it, and says so
 * with a cosignature (C2SP tlog-cosignature, Ed25519); and what the server makes of that.
 *
 * A witness's whole memory is one small private file: its own key, the log's keys that it trusts, and the last checkpoint that
 * it cosigned. It never goes back: a checkpoint of fewer events, of other events in the same places, or of another log is
 * refused. What it signs is in its file, on disk, before anybody else learns of it.
 */
#ifndef SIGNPOST_WITNESS_H
#define SIGNPOST_WITNESS_H
#include <stdbool.h>
#include <stdint.h>
#include "signpost/limits.h"
#include "signpost/log.h"
#include "signpost/store.h"

/* ---- the witness's side ---- */
struct witness_secret;     /* in guarded memory */
struct witness {
    char url[LIMIT_URL / 2];          /* where the log is served, without trailing slash */
    struct log_vkey vkey;             /* its own, by which others know it */
    struct log_vkey log_key[LIMIT_WITNESS_LOG_KEYS];
    int log_keys;
    struct witness_secret *secret;    /* owned */
    char *note;                       /* the checkpoint seen last, with the log's signatures and its own; owned; NULL: none yet */
    struct log_checkpoint seen;       /* what it says */
    struct instant seen_at;           /* that its own signature names */
};
/* With a new key. INPUT for a name that no note can carry. */
enum fault_code witness_new(const char *name, const char *url, struct witness **out, struct fault *fault) MUST_USE;
void witness_free(struct witness *witness); /* NULL allowed */
bool witness_trusts(const struct witness *witness, const struct log_vkey *key);
/* From now on the log may sign with KEY. INPUT for a cosigner's key or one of another log; LARGE. */
enum fault_code witness_trust_key(struct witness *witness, const struct log_vkey *key, struct fault *fault) MUST_USE;

/* The state as text: canonical JSON. Reading checks that the note in it is signed by the log and by the witness. MALFORMED. */
enum fault_code witness_write(const struct witness *witness, struct buf *out, struct fault *fault) MUST_USE;
enum fault_code witness_read(const char *bytes, size_t size, const char *file, struct witness **out, struct fault *fault) MUST_USE;
/* The state file. Saving replaces it whole and returns when it is on disk. */
enum fault_code witness_load(const char *file, struct witness **out, struct fault *fault) MUST_USE;
enum fault_code witness_create(const char *file, const struct witness *witness, struct fault *fault) MUST_USE;
enum fault_code witness_save(const char *file, const struct witness *witness, struct fault *fault) MUST_USE;

enum witness_finding {
    WITNESS_FIRST,         /* the first look: there is nothing to compare with */
    WITNESS_SAME,          /* nothing was added */
    WITNESS_GROWN,         /* what was seen is the beginning of what there is now */
    WITNESS_UNSIGNED,      /* not signed by a key of the log; this and all below: refused */
    WITNESS_OTHER_LOG,
    WITNESS_WENT_BACK,     /* fewer events than were seen */
    WITNESS_OTHER_EVENTS,  /* as many, but not the same */
    WITNESS_REWRITTEN,     /* more, but those that were seen are not among them as they were */
    WITNESS_BROKEN_TILES,  /* the hashes that are served do not make up the root that was signed */
};
const char *witness_finding_name(enum witness_finding finding); /* "went_back" */
/*
 * Does this checkpoint continue what WITNESS saw? TILES are read as they come and trusted only as far as they make up the signed
 * root. FAULT_NONE with one of the first three findings; PROOF with one of the others, FAULT then says in plain words what was
 * seen and what it means; MALFORMED (no checkpoint) and what TILES returns leave FINDING alone.
 */
enum fault_code witness_judge(const struct witness *witness, const char *note, size_t size, const struct log_tree *tiles,
                              enum witness_finding *finding, struct log_checkpoint *out, struct fault *fault) MUST_USE;
/* Makes NOTE, which was judged good, the checkpoint seen last, signed as of AT. Save it before anybody gets it. */
enum fault_code witness_cosign(struct witness *witness, const char *note, size_t size, struct instant at,
                               struct fault *fault) MUST_USE;
/* What contradicts itself, to be kept: in words, what was seen last, and NOTE. */
void witness_evidence(const struct witness *witness, const char *note, const char *words, struct instant at, struct buf *out);

/*
 * TILES, checked: tile hashes count only once they make up ROOT, the root of a tree of SIZE that a checkpoint signs. Each full tile is
 * compared with its entry in the tile above; the incomplete ones at the right edge are those from which the root is made.
 * PROOF, naming the tile, for what does not fit.
 */
struct checked_tiles;
enum fault_code checked_tiles_new(const struct log_tree *tiles, int64_t size, const struct log_hash *root,
                                  struct checked_tiles **out, struct fault *fault) MUST_USE;
void checked_tiles_free(struct checked_tiles *checked); /* NULL allowed */
struct log_tree checked_tiles_tree(struct checked_tiles *checked); /* borrowed */
/* Appends NOTE with the signatures by KEYS that hold and no others: what anybody may have added to it stays behind. */
enum fault_code note_keep(const char *note, size_t size, const struct log_vkey *keys, int count, struct buf *out,
                          struct fault *fault) MUST_USE;

/* ---- the server's side ---- */
/*
 * What somebody handed in as a cosigned checkpoint: is it one of ours, and do trusted witnesses say so? ROWS: what to store, one
 * a witness, in the arena. MALFORMED; ABSENT: nobody among the trusted signed it; PROOF: a signature does not hold, ours or
 * theirs; CONFLICT: our log says something else; INPUT: it is from the future.
 */
enum fault_code cosignature_check(struct db *db, struct arena *arena, const char *note, size_t size, struct instant now,
                                  struct cosignature_row **rows, int *count, struct fault *fault) MUST_USE;

/* How things stand with the witnesses, for pages and doctor. */
enum witness_standing_kind {
    STANDING_NONE,         /* nobody is trusted as a witness */
    STANDING_SILENT,       /* none of them has ever cosigned */
    STANDING_OLD,          /* the last word is over LIMIT_WITNESS_DAYS old */
    STANDING_FRESH,
};
struct witness_seen {
    const char *name, *vkey;
    const struct cosignature_row *last; /* NULL: never */
};
struct witness_standing {
    enum witness_standing_kind kind;
    struct witness_seen *list; /* the trusted: who spoke last first, the silent after them */
    int count;
};
enum fault_code witness_standing(struct db *db, struct arena *arena, struct instant now, struct witness_standing *out,
                                 struct fault *fault) MUST_USE;
/* One sentence: who saw what last, or what is missing. Arena; NULL: memory. */
const char *witness_standing_words(const struct witness_standing *standing, struct arena *arena, struct instant now);
/* Each last cosignature of the trusted, checked against the events as they are: what contradicts goes to FINDINGS. */
enum fault_code witness_standing_check(struct db *db, struct arena *arena, struct findings *findings, struct fault *fault) MUST_USE;
/* "2 hours", "a moment", "12 days": how long ago THEN was. */
#define SINCE_TEXT 40
void since_words(struct instant then, struct instant now, char out[SINCE_TEXT]);
/* "184,213" */
#define COUNT_TEXT 32
void count_words(int64_t number, char out[COUNT_TEXT]);
#endif
