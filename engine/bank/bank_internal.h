/*
 * bank_internal.h - what the files of the bank room share.
 *
 * The way of a bank: load.c reads the folder into a set of parsed entries; check_*.c look through the set; document.c
 * writes it as the canonical document; build.c makes the bank from the set. An older document from the store becomes the
 * same set by set.c, and takes the same way from there.
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
    struct arena *arena;     /* everything else of the bank: its parsed files or document, and the arrays made of them */
    const cJSON *source;     /* the institution as it was parsed */
    struct institution institution;
    struct question *questions; /* by id */
    struct quiz *quizzes;       /* personal-tutoring first, then by id */
    struct module *modules;     /* none before those it opens after, then by id */
    struct requirement *requirements;
    struct local_section *locals; /* by School */
    int question_count, quiz_count, module_count, requirement_count, local_count;
};

/* One question, quiz or module, still JSON. */
struct entry {
    const struct json_doc *doc;
    const cJSON *json;
    const cJSON *at;   /* where findings point when not into json: the situation a question was made from */
    const char *id;    /* NULL: it has none */
    const char *name;  /* of its file, without .json; NULL in a document */
    char subject;      /* of a question; '\0' of a School's */
    const char *school;/* of a question or requirement from a School's file; NULL: the University's */
    int depth;         /* of a module: how many others come before it at least */
};
struct entries {
    struct entry *items;
    int count, capacity;
    const struct entry **by_id; int id_count; /* those with an id, by it and then as they came; once set_index was called */
};

struct section_text { const cJSON *section; const char *text; struct section_text *next; };

/* Everything parsed and nothing built yet. All in the arena, the documents too. */
#define SOURCES_KNOWN 256
struct known_source { const char *document, *point; }; /* that the institution has; NULL: a free place */

struct set {
    struct arena *arena;             /* becomes the bank's */
    struct arena *files;             /* the files as they were read, for findings to name their lines */
    const char *dir;                 /* NULL: from a document */
    struct entry institution;        /* json is NULL where it could not be read */
    struct entries questions, quizzes, modules, requirements;
    struct entries schools;          /* each School's own file, or in a document its object */
    struct section_text *texts;      /* of a folder's sections */
    struct known_source *sources;    /* SOURCES_KNOWN of them: what questions name again and again; NULL: none is remembered */
    bool questions_whole;            /* false: a file of the bank was not readable, so absence means nothing */
    bool modules_whole;
    struct findings *findings;
};

/* set.c */
bool set_init(struct set *set, const char *dir, struct findings *findings);
void set_release(struct set *set);
struct entry *set_add(struct set *set, struct entries *entries, const struct json_doc *doc, const cJSON *json);
/* Every question of a list: of one SUBJECT, or of a SCHOOL, or, where both are none, each of its own subject. */
void set_add_questions(struct set *set, const struct json_doc *doc, const cJSON *list, char subject, const char *school);
void set_index(struct set *set);     /* once everything was added, and until it is sorted */
const struct entry *set_find(const struct entries *entries, const char *id); /* the first of that id; of an indexed set */
const char *set_section_text(const struct set *set, const cJSON *section);
void set_sort(struct set *set);      /* the order of struct bank; only a set without findings can be sorted */
enum fault_code set_from_document(struct set *set, const struct json_doc *doc, struct fault *fault) MUST_USE;

/* directory.c: adds the signposting questions to the set. Only for a directory without findings. */
void directory_generate(struct set *set);

/* coverage.c: is NAMED, of a question's source, the point KNOWN, or a place within it ("Introduction, footnote 1")? */
bool coverage_is_of(const char *known, const char *named);

/* tags.c: is TAG of the vocabulary of this institution, or does it list none? */
bool tag_is_known(const cJSON *institution, const char *tag);

/* document.c */
enum fault_code document_write(const struct set *set, struct buf *out, struct fault *fault) MUST_USE;

/* bank.c: a bank of one reference, made of a checked and sorted set, whose arena it takes over, and of its canonical document,
 * which it takes too. */
enum fault_code bank_new(struct set *set, struct buf *document, struct bank **out, struct fault *fault) MUST_USE;

/* build.c: fills the bank from its set. */
enum fault_code bank_build(struct bank *bank, const struct set *set, struct fault *fault) MUST_USE;
#endif
