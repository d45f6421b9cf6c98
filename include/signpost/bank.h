/*
 * bank.h - the question bank: an immutable value named by the SHA-256 of its canonical document.
 *
 * Holds questions, quizzes (blueprints), training modules, requirements and the institution's own words, all read from
 * one folder (questions/README.md is the format). Reference counted, shared between threads, never changed after
 * loading. Every string is borrowed from the bank and lives as long as a reference to it.
 */
#ifndef SIGNPOST_BANK_H
#define SIGNPOST_BANK_H
#include <stdbool.h>
#include <stdint.h>
#include "signpost/arena.h"
#include "signpost/buf.h"
#include "signpost/date.h"
#include "signpost/fault.h"
#include "signpost/limits.h"

#define BANK_HASH_TEXT 65 /* lower-case hex of SHA-256 and its NUL */
#define SUBJECTS 5        /* Point 13 a to e of the Code */

/*
 * The question types: one row each, QUESTION_SINGLE with type_single of engine/bank/type_single.c, and so on. A ninth is a file
 * there and a row here, at the end.
 */
#define QUESTION_TYPES(TYPE) \
    TYPE(SINGLE, single)         \
    TYPE(MULTIPLE, multiple)     \
    TYPE(TRUE_FALSE, true_false) \
    TYPE(MATCHING, matching)     \
    TYPE(ORDERING, ordering)     \
    TYPE(NUMERIC, numeric)       \
    TYPE(SHORT, short)           \
    TYPE(SITUATION, situation)
#define QUESTION_KIND(NAME, name) QUESTION_##NAME,
enum question_kind { QUESTION_TYPES(QUESTION_KIND) QUESTION_KINDS };
enum pool { POOL_QUIZ, POOL_PRACTICE, POOL_LOCAL /* a School's section of the paper, never in the score */ };

struct option { const char *id, *text; /* text: CommonMark */ };

struct question {
    const char *id;
    enum question_kind kind;
    char subject;                 /* 'a' to 'e'; '\0' for a School's own question: it belongs to none */
    const char *school;           /* the School whose own question it is, of the local or the practice pool; NULL: everyone's */
    enum pool pool;
    const char *stem;             /* CommonMark */
    const char *right, *wrong;    /* feedback, CommonMark */
    const char *source_document, *source_point; /* document: an id of the institution's documents */
    const char *const *tags; int tag_count; /* of the institution's vocabulary; a part has its situation's, and none here */
    bool shuffle;
    const struct option *options; /* single, multiple: choices; matching: left; ordering: items */
    int option_count;
    const struct option *targets; /* matching: right */
    int target_count;
    /* The key, by kind: single: key[0]; multiple: key[i] is 1 where right; true_false: key[0]; matching: key[i] = target
     * of left i; ordering: key[i] = the option that belongs in place i. */
    int key[LIMIT_CHOICES];
    const char *number, *tolerance, *unit;   /* numeric: decimals as written; unit may be NULL */
    const char *const *accepted; int accepted_count; /* short: as written */
    const char *const *folded;    /* short: text_fold of each accepted answer */
    /* situation: each part is a question of another type with its own stem, feedback and key; its id is its own within the
     * situation only, its subject, pool and (unless it names another) source are the situation's. */
    const struct question *parts; int part_count;
};

struct quiz {
    const char *id, *title, *introduction;
    int draw[SUBJECTS];           /* how many from each subject */
    int total;
};

struct section {
    const char *id, *title, *text; /* text: CommonMark */
    const struct question *const *checks; int check_count; /* of the practice pool */
    const char *const *tags; int tag_count;
};
struct module {
    const char *id, *title, *introduction;
    int minutes;
    const char *const *opens_after; int opens_after_count; /* modules to have completed once before */
    const struct section *sections; int section_count;
    const char *const *schools; int school_count; /* whom it is for; 0: every School */
};

/* What a School adds to the Quiz: a section of its own after the University's questions (DESIGN, rule 11). */
struct local_section {
    const char *school, *title;
    const char *introduction;     /* CommonMark; NULL: none */
    const struct question *const *questions; int question_count; /* its local pool */
    int draw;                     /* how many of them a paper has; 0: it has no section */
};

struct requirement {              /* DESIGN, rule 5 */
    const char *id, *title;
    const char *const *any_of; int any_of_count;
    struct date from;             /* DATE_MIN: always */
    const char *const *schools; int school_count; /* 0: every School */
};

struct service { const char *id, *name, *purpose, *contact; };
struct institution {
    const char *name, *time_zone;
    /* titles */
    const char *tutor, *tutee, *senior_tutor, *head_of_school, *dean, *training_lead, *administrator, *school;
    const char *subject[SUBJECTS];
    const struct service *services; int service_count;
};

struct bank;
struct json_doc;
/* Loads and checks DIR (NULL: the usual one, bank_default_dir). Every trouble goes to FINDINGS (file:line, what to do), then INPUT;
 * OUT is set only when clean. */
enum fault_code bank_load(const char *dir, struct findings *findings, struct bank **out, struct fault *fault) MUST_USE;
/* The same with files of the bank that are not in its folder yet; NAME is what findings call one. */
struct bank_addition { const char *name, *bytes; size_t size; };
enum fault_code bank_load_with(const char *dir, const struct bank_addition *additions, int count,
                               struct findings *findings, struct bank **out, struct fault *fault) MUST_USE;
/* Looks through one QUESTION, as a file of SUBJECT has it, beside the INSTITUTION whose documents are its sources. */
void bank_check_question(const struct json_doc *institution, const struct json_doc *question, char subject,
                         struct findings *findings);
/* From the canonical document of an older version, kept by the store. */
enum fault_code bank_from_document(const char *document, size_t size, struct bank **out, struct fault *fault) MUST_USE;
struct bank *bank_retain(struct bank *bank);
void bank_release(struct bank *bank);   /* NULL is allowed */

const char *bank_hash(const struct bank *bank);                 /* hex */
const char *bank_document(const struct bank *bank, size_t *size); /* canonical JSON (RFC 8785) of everything */
const struct institution *bank_institution(const struct bank *bank);
/* of a source; the id when unknown */
const char *bank_document_title(const struct bank *bank, const char *document_id);
/* Each point that a document lists, in its order, with how many questions name it as their source. Strings are the bank's. */
struct coverage {
    const char *document, *point, *title;
    bool tutors;                  /* a Personal Tutor can act on it, so a question should ask about it */
    int quiz, practice;
};
enum fault_code bank_coverage(const struct bank *bank, struct arena *arena, struct coverage **out, int *count,
                              struct fault *fault) MUST_USE;
bool question_has_tag(const struct question *question, const char *tag);
/* The vocabulary of tags in its order, frameworks first, with how many questions and sections carry each. Strings are the bank's. */
struct tag {
    const char *id, *title, *framework; /* framework: its title; NULL: a word of the institution's own */
    bool tutors;                  /* of a framework: a Personal Tutor can act on it */
    int quiz, practice, sections; /* practice: every pool but the Quiz's */
};
enum fault_code bank_tags(const struct bank *bank, struct arena *arena, struct tag **out, int *count, struct fault *fault) MUST_USE;
/* Is TAG of the vocabulary of this institution.json? Where it lists none, every tag is. */
bool bank_tag_is_known(const struct json_doc *institution, const char *tag);
/* Does this institution.json list the document, and, where it lists the document's points, this one? */
bool bank_source_is_known(const struct json_doc *institution, const char *document, const char *point);
/* how that School uses results: CommonMark; NULL school: default */
const char *bank_statement(const struct bank *bank, const char *school);
int bank_question_count(const struct bank *bank);
const struct question *bank_question(const struct bank *bank, int index);
const struct question *bank_find_question(const struct bank *bank, const char *id);
int bank_quiz_count(const struct bank *bank);
const struct quiz *bank_quiz(const struct bank *bank, int index); /* 0 is personal-tutoring */
const struct quiz *bank_find_quiz(const struct bank *bank, const char *id);
int bank_module_count(const struct bank *bank);
const struct module *bank_module(const struct bank *bank, int index);
const struct module *bank_find_module(const struct bank *bank, const char *id);
int bank_requirement_count(const struct bank *bank);
const struct requirement *bank_requirement(const struct bank *bank, int index);
int bank_local_count(const struct bank *bank);                 /* Schools with a file of their own, by their codes */
const struct local_section *bank_local(const struct bank *bank, int index);
const struct local_section *bank_find_local(const struct bank *bank, const char *school); /* NULL: it has none */
const char *question_kind_name(enum question_kind kind);        /* in files and in JSON: "true_false" */
const char *question_kind_words(enum question_kind kind);       /* for people: "True or false" */
enum question_kind question_kind_named(const char *name);       /* QUESTION_KINDS: there is none */
/* The folder to use when none is named: $SIGNPOST_QUESTIONS, questions/ or share/signpost/questions/ beside the folder of the
 * running program, the installed one, ./questions. malloc'd. */
char *bank_default_dir(void);
#endif
