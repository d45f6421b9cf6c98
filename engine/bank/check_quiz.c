/*
 * check_quiz.c - quizzes: every blueprint can be filled from the quiz pool.
 */
#include <stdio.h>
#include <string.h>
#include "bank/check.h"

static int pool_size(const struct set *set, char subject)
{
    int count = 0;
    for (int i = 0; i < set->questions.count; i++) {
        const char *pool = json_string(set->questions.items[i].json, "pool");
        count += set->questions.items[i].subject == subject && pool && strcmp(pool, "quiz") == 0;
    }
    return count;
}

/* One row of the blueprint; SEEN holds the subjects met so far. Returns how many questions it draws. */
static int64_t check_draw(const struct check *check, const cJSON *row, bool seen[SUBJECTS])
{
    static const char *const members[] = {"subject", "count", NULL};
    int64_t count = 0;
    if (!check_object(check, row, "An entry of \"draw\"", members, NULL))
        return 0;
    if (!check_whole(check, row, "count", 1, LIMIT_QUIZ_QUESTIONS, &count))
        count = 0;
    const char *subject = check_string(check, row, "subject");
    if (!subject)
        return count;
    if (strlen(subject) != 1 || subject[0] < 'a' || subject[0] >= 'a' + SUBJECTS) {
        check_say(check, json_member(row, "subject"), "\"subject\" must be one of a, b, c, d and e.");
        return count;
    }
    if (seen[subject[0] - 'a'])
        check_say(check, row, "The subject \"%s\" is there twice: add the counts together.", subject);
    seen[subject[0] - 'a'] = true;
    int pool = pool_size(check->set, subject[0]);
    if (check->set->questions_whole && count > pool)
        check_say(check, json_member(row, "count"), "The quiz draws %d questions of subject %s, but the quiz pool has "
                  "%d: write more or draw fewer.", (int)count, subject, pool);
    return count;
}

static void check_quiz(const struct check *check, const struct entry *entry)
{
    static const char *const members[] = {"id", "title", "introduction", "draw", NULL};
    static const char *const optional[] = {"$schema", NULL};
    const cJSON *json = entry->json, *row;
    bool seen[SUBJECTS] = {false};
    int64_t total = 0;
    if (!check_object(check, json, "The quiz", members, check->set->dir ? optional : NULL))
        return;
    const char *id = check_id(check, json, "id");
    if (id && entry->name && strcmp(id, entry->name) != 0)
        check_say(check, json_member(json, "id"), "The quiz \"%s\" must stand in a file named %s.json.", id, id);
    check_label(check, json, "title");
    check_text(check, json, "introduction");
    const cJSON *draw = check_list(check, json, "draw", 1, SUBJECTS);
    cJSON_ArrayForEach(row, draw)
        total += check_draw(check, row, seen);
    if (total > LIMIT_QUIZ_QUESTIONS)
        check_say(check, draw, "The quiz draws %d questions: at most %d.", (int)total, LIMIT_QUIZ_QUESTIONS);
}

void check_quizzes(const struct set *set)
{
    for (int i = 0; i < set->quizzes.count; i++) {
        struct check check = check_of(set, &set->quizzes.items[i]);
        check_quiz(&check, &set->quizzes.items[i]);
    }
    check_twins(set, &set->quizzes, "quiz");
    if (set_find(&set->quizzes, QUIZ_PERSONAL_TUTORING))
        return;
    char file[512];
    snprintf(file, sizeof file, "%s/quizzes/" QUIZ_PERSONAL_TUTORING ".json", set->dir ? set->dir : "document");
    findings_add(set->findings, file, 0, "There is no quiz \"" QUIZ_PERSONAL_TUTORING "\", the one that figures count: "
                 "write it.");
}
