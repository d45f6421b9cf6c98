/*
 * check.h - looking through parsed JSON and saying what is wrong, where, and what to do. Everything is looked at before
 * anything is refused, so an author sees all troubles at once.
 *
 * The getters say what is wrong themselves and give NULL; a member that is absent is check_object's to report, so they
 * are silent about it.
 */
#ifndef BANK_CHECK_H
#define BANK_CHECK_H
#include "bank/bank_internal.h"

struct check {
    const struct json_doc *doc;
    const cJSON *at;           /* when set, every finding points here */
    const char *question, *part; /* ids that every finding begins with; NULL: it is about none, or none that is known */
    struct findings *findings;
    const struct set *set;
};

/* check.c */
struct check check_of(const struct set *set, const struct entry *entry);
void check_say(const struct check *check, const cJSON *item, const char *format, ...) PRINTF_LIKE(3, 4);
const char *check_own_id(const cJSON *json); /* the id of a question or part, to name it by; NULL: it has none */
const char *check_quote(const char *text);  /* TEXT, or "..." where it is too long to repeat */
/* An object with all of REQUIRED and nothing but REQUIRED and OPTIONAL (NULL-terminated; OPTIONAL may be NULL). */
bool check_object(const struct check *check, const cJSON *json, const char *what, const char *const *required,
                  const char *const *optional);
const char *check_string(const struct check *check, const cJSON *object, const char *name);
const cJSON *check_list(const struct check *check, const cJSON *object, const char *name, int least, int most);
bool check_whole(const struct check *check, const cJSON *object, const char *name, int64_t least, int64_t most,
                 int64_t *out);

/* check_text.c */
const char *check_text(const struct check *check, const cJSON *object, const char *name);  /* CommonMark */
const char *check_label(const struct check *check, const cJSON *object, const char *name); /* one line, plain */
const char *check_id(const struct check *check, const cJSON *object, const char *name);
const cJSON *check_ids(const struct check *check, const cJSON *object, const char *name, int least, int most);
/* Objects of an array must differ in their id; WHAT names one of them ("choice"). */
void check_distinct(const struct check *check, const cJSON *array, const char *what);
/* check_same.c: choices that read alike, and those that no question should have. */
void check_unlike(const struct check *check, const cJSON *array);
/* Does an earlier entry of the list read as ITEM does? Not asked of documents. */
bool check_same_as_before(const struct check *check, const cJSON *array, const cJSON *item,
                          const char *(*text_of)(const cJSON *item));
bool check_is_blank(const char *text);
/* What is wrong with CommonMark, or NULL; LINE (may be NULL) is the line of the text on which it is. */
const char *check_commonmark(const char *text, size_t ceiling, int *line, struct findings *findings);

/* A part of the bank each. */
void check_institution(const struct set *set);                                /* check_institution.c */
void check_vocabulary(const struct check *check, const cJSON *institution);   /* check_tags.c */
void check_tags(const struct check *check, const cJSON *json);                /* check_tags.c: of a question or section */
void check_directory(const struct check *check, const cJSON *institution);    /* check_directory.c */
void check_questions(const struct set *set);                                  /* check_question.c */
void check_quizzes(const struct set *set);                                    /* check_quiz.c */
void check_modules(struct set *set);                                          /* check_module.c; also reads sections */
void check_section_file(struct set *set, const struct check *check, const cJSON *section); /* check_section.c */
void check_requirements(const struct set *set);                               /* check_requirement.c */
const cJSON *check_codes(const struct check *check, const cJSON *json, int least); /* its "schools"; NULL: not there or no list */
void check_schools(const struct set *set);                                    /* check_school.c */
void check_twins(const struct set *set, const struct entries *entries, const char *what); /* check.c */
#endif
