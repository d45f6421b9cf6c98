/*
 * people.h - people, posts (dated role spells) and policy: who may do and see what (DESIGN, "Who sees what").
 */
#ifndef SIGNPOST_PEOPLE_H
#define SIGNPOST_PEOPLE_H
#include <stdbool.h>
#include <stdint.h>
#include "signpost/arena.h"
#include "signpost/date.h"
#include "signpost/fault.h"
#include "signpost/limits.h"

enum role { ROLE_TUTOR, ROLE_SENIOR_TUTOR, ROLE_HEAD_OF_SCHOOL, ROLE_DEAN, ROLE_TRAINING_LEAD, ROLE_ADMINISTRATOR,
    ROLES };
const char *role_name(enum role role);             /* "senior_tutor" */
bool role_parse(const char *name, enum role *out);
bool role_is_university_wide(enum role role);      /* dean, training_lead, administrator: no School */

struct post {
    int64_t seq;               /* of the event that began it */
    int64_t person;
    enum role role;
    char school[LIMIT_CODE + 1];  /* "" for University-wide roles */
    char system[LIMIT_CODE + 1];  /* "" for the School's only one */
    struct date start, end;    /* inclusive; end DATE_MAX: none */
};

/* Who is asking, as of today. Built once a request from the session or token. */
struct actor {
    int64_t person;
    char staff_id[LIMIT_STAFF_ID + 1];
    char name[LIMIT_NAME + 1];
    char email[LIMIT_EMAIL + 1];
    struct date today;
    const struct post *posts;  /* in force today */
    int post_count;
};
bool actor_has_role(const struct actor *actor, enum role role);                       /* anywhere */
bool actor_has_role_at(const struct actor *actor, enum role role, const char *school);

enum action {
    ACTION_SEE_SCHOOL_FIGURES,   /* Senior Tutor or Head there; the Dean anywhere */
    ACTION_SEE_SCHOOL_PEOPLE,    /* Senior Tutor or Head there */
    ACTION_SEE_UNIVERSITY,       /* the Dean */
    ACTION_SEE_KEYS,             /* training lead */
    ACTION_SEE_ANALYSIS,         /* training lead and the Dean: how questions do, without names */
    ACTION_MANAGE_STAFF,         /* administrator */
    ACTIONS
};
bool policy_allows(const struct actor *actor, enum action action, const char *school);

/* ---- passwords (Argon2id, libsodium's interactive limits) ---- */
#define PASSWORD_HASH_TEXT 128
/* INPUT when too short or too long. Takes 60 ms and 64 MiB: run in the hash pool only. */
enum fault_code password_hash(const char *password, char out[PASSWORD_HASH_TEXT], struct fault *fault) MUST_USE;
/* HASH may be NULL (unknown account): a dummy is verified all the same, and the answer is false. */
bool password_verify(const char *hash, const char *password);
/* A random secret for links, sessions and tokens (hex) and the hash under which it is stored. */
#define SECRET_TEXT 65
void secret_new(char out[SECRET_TEXT]);
void secret_hash(const char *secret, unsigned char out[32]);

struct tx;
/* Makes and stores a single-use sign-in link for PERSON; SECRET is what its address ends with, shown once. */
enum fault_code sign_in_link_make(struct tx *tx, int64_t person, char secret[SECRET_TEXT], struct instant *expires,
                                  struct fault *fault) MUST_USE;

/* ---- posts and School names as events (post.c) ---- */
/* post.begun; post->seq is not read. SEQ (may be NULL) gets the event's sequence: the post's name from then on. */
enum fault_code post_begin(struct tx *tx, int64_t by, const struct post *post, int64_t *seq,
    struct fault *fault) MUST_USE;
/* post.corrected: the post post->seq now starts and ends as POST says. */
enum fault_code post_correct(struct tx *tx, int64_t by, const struct post *post, struct fault *fault) MUST_USE;
/* school.named */
enum fault_code school_name_set(struct tx *tx, int64_t by, const char *code, const char *name,
    struct fault *fault) MUST_USE;

/* ---- imports: shared by the command line, the server's socket and the administrator's page ---- */
struct store;
struct staff_change { const char *what, *detail; }; /* "joiner"|"leaver"|"mover"|"change"|"school"; a line in words */
struct staff_import_result {
    int rows, joiners, leavers, movers, changes, unchanged;
    const struct staff_change *list; int list_count; /* in the arena; at most 1000 kept, counts are exact */
};
/*
 * Reads staff.csv (CONTRACT) and applies it in one transaction, or with dry_run only says what would happen. Findings (with
 * line numbers) make it INPUT and nothing is applied. Ending more than 10% of the posts in force today is CONFLICT without FORCE.
 * BY: who imports (0: the machine's administrator).
 */
enum fault_code staff_import(struct store *store, const char *csv, size_t size, const char *file, bool dry_run,
    bool force,
                             int64_t by, struct arena *arena, struct findings *findings,
    struct staff_import_result *out,
                             struct fault *fault) MUST_USE;
struct completions_import_result { int rows, imported, skipped; };
/* KNOWN_ITEM says whether a quiz/module id exists (NULL: every id is accepted). A row already there is skipped and counted. */
enum fault_code completions_import(struct store *store, const char *csv, size_t size, const char *file, bool dry_run,
                                   bool (*known_item)(void *context, const char *kind, const char *item), void *context,
                                   int64_t by, struct arena *arena, struct findings *findings,
                                   struct completions_import_result *out, struct fault *fault) MUST_USE;
#endif
