/*
 * bank_internal.h - what the files of the bank room share.
 *
 * The way of a bank: load.c reads the folder into a set of parsed entries; check_*.c look through the set; document.c
 * writes it as the canonical document; build.c makes the bank from a document. An older document from the store takes
 * the same way from its second half on, so both give the same bank.
 */
#ifndef BANK_INTERNAL_H
#define BANK_INTERNAL_H
#include <stdatomic.h>
#include "signpost/arena.h"
#include "signpost/bank.h"
#include "signpost/json.h"

#define QUIZ_PERSONAL_TUTORING "personal-tutoring"
#define DIRECTORY_DOCUMENT "directory" /* the source of the questions made from the directory of services */
#define DIRECTORY_PREFIX "directory."  /* their ids begin so */

struct bank {
    atomic_int references;
    char hash[BANK_HASH_TEXT];
    char *document;          /* canonical; owned */
    size_t document_size;
    struct json_doc doc;     /* every string of the bank lies in its tree */
    struct arena *arena;     /* every array of the bank lies here */
    struct institution institution;
    struct question *questions; /* by id */
    struct quiz *quizzes;       /* personal-tutoring first, then by id */
    struct module *modules;     /* none before those it opens after, then by id */
    struct requirement *requirements;
    int question_count, quiz_count, module_count, requirement_count;
};

/* One question, quiz or module, still JSON. */
struct entry {
    const struct json_doc *doc;
    const cJSON *json;
    const cJSON *at;   /* where findings point when not into json: the situation a question was made from */
    const char *name;  /* of its file, without .json; NULL in a document */
    char subject;      /* of a question */
    int depth;         /* of a module: how many others come before it at least */
};
struct entries { struct entry *items; int count, capacity; };

struct section_text { const cJSON *section; const char *text; struct section_text *next; };

/* Everything parsed and nothing built yet. All in the arena, the documents too. */
struct set {
    struct arena *arena;
    const char *dir;                 /* NULL: from a document */
    struct entry institution;        /* json is NULL where it could not be read */
    struct entry requirements;       /* json: the array */
    struct entries questions, quizzes, modules;
    struct section_text *texts;      /* of a folder's sections */
    bool questions_whole;            /* false: a file of the bank was not readable, so absence means nothing */
    bool modules_whole;
    struct findings *findings;
};

/* set.c */
bool set_init(struct set *set, const char *dir, struct findings *findings);
void set_release(struct set *set);
struct entry *set_add(struct set *set, struct entries *entries, const struct json_doc *doc, const cJSON *json);
const struct entry *set_find(const struct entries *entries, const char *id); /* the first of that id; linear */
const char *set_section_text(const struct set *set, const cJSON *section);
void set_sort(struct set *set);      /* the order of struct bank; only a set without findings can be sorted */
enum fault_code set_from_document(struct set *set, const struct json_doc *doc, struct fault *fault) MUST_USE;

/* directory.c: adds the signposting questions to the set. Only for a directory without findings. */
void directory_generate(struct set *set);

/* coverage.c: is NAMED, of a question's source, the point KNOWN, or a place within it ("Introduction, footnote 1")? */
bool coverage_is_of(const char *known, const char *named);

/* document.c */
enum fault_code document_write(const struct set *set, struct buf *out, struct fault *fault) MUST_USE;

/* bank.c: an empty bank of one reference around a parsed, hashed document. */
enum fault_code bank_new(const char *document, size_t size, struct bank **out, struct fault *fault) MUST_USE;

/* build.c: fills the bank from a sorted set of its own document. */
enum fault_code bank_build(struct bank *bank, const struct set *set, struct fault *fault) MUST_USE;
#endif
