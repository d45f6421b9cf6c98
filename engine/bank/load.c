/*
 * load.c - from a folder to a bank: every file is read, everything is checked, and what is clean becomes the canonical
 * document from which the bank is built.
 */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "bank/check.h"

static const char *const schema_only[] = {"$schema", NULL};

/* A parsed file in the set's arena; NULL with a finding where it cannot be read. NULL BYTES: it is read from PATH. */
static const struct json_doc *read_path(struct set *set, const char *path, const char *bytes, size_t size)
{
    struct json_doc *doc = arena_alloc(set->arena, sizeof *doc);
    struct fault fault;
    if (!path || !doc) {
        set->findings->failed = 1;
        return NULL;
    }
    enum fault_code code = bytes ? json_read_doc_in(bytes, size, path, set->arena, set->files, doc, &fault)
                                 : json_read_file_in(path, set->arena, set->files, doc, &fault);
    if (code == FAULT_MEMORY)
        set->findings->failed = 1;
    else if (code != FAULT_NONE)
        findings_add(set->findings, path, fault.line, "%s", fault.message);
    return code == FAULT_NONE ? doc : NULL;
}

/* NAME may be NULL: FOLDER is a file then. */
static const struct json_doc *read_file(struct set *set, const char *folder, const char *name)
{
    return read_path(set, name ? arena_printf(set->arena, "%s/%s/%s", set->dir, folder, name)
                               : arena_printf(set->arena, "%s/%s", set->dir, folder), NULL, 0);
}

static int is_json(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return entry->d_name[0] != '.' && length > 5 && strcmp(entry->d_name + length - 5, ".json") == 0;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* The name matters to quizzes and modules only. */
static bool read_bank_file(struct set *set, const struct json_doc *doc, const char *name __attribute__((unused)))
{
    static const char *const members[] = {"subject", "title", "questions", NULL};
    struct check check = {.doc = doc, .findings = set->findings, .set = set};
    if (!check_object(&check, doc->root, "A file of the bank", members, schema_only))
        return false;
    const char *subject = check_string(&check, doc->root, "subject");
    bool known = subject && strlen(subject) == 1 && subject[0] >= 'a' && subject[0] < 'a' + SUBJECTS;
    if (subject && !known)
        check_say(&check, json_member(doc->root, "subject"), "\"subject\" must be one of a, b, c, d and e.");
    check_label(&check, doc->root, "title");
    const cJSON *questions = check_list(&check, doc->root, "questions", 0, LIMIT_QUESTIONS);
    set_add_questions(set, doc, questions, known ? subject[0] : '?', NULL);
    return known && questions;
}

static bool read_entry(struct set *set, struct entries *entries, const struct json_doc *doc, const char *name)
{
    struct entry *entry = set_add(set, entries, doc, doc->root);
    if (entry)
        entry->name = arena_dup_bytes(set->arena, name, strlen(name) - 5);
    return entry && entry->name;
}

static bool read_quiz_file(struct set *set, const struct json_doc *doc, const char *name)
{
    return read_entry(set, &set->quizzes, doc, name);
}

static bool read_module_file(struct set *set, const struct json_doc *doc, const char *name)
{
    return read_entry(set, &set->modules, doc, name);
}

/* The questions and requirements of a School's own file, whose name is its code. */
static bool read_school_file(struct set *set, const struct json_doc *doc, const char *name)
{
    struct check check = {.doc = doc, .findings = set->findings, .set = set};
    const cJSON *requirement;
    if (!read_entry(set, &set->schools, doc, name))
        return false;
    const char *school = set->schools.items[set->schools.count - 1].name;
    const cJSON *questions = check_list(&check, doc->root, "questions", 0, LIMIT_QUESTIONS);
    set_add_questions(set, doc, questions, '\0', school);
    cJSON_ArrayForEach(requirement, check_list(&check, doc->root, "requirements", 0, LIMIT_QUESTIONS)) {
        struct entry *entry = set_add(set, &set->requirements, doc, requirement);
        if (entry)
            entry->school = school;
    }
    return questions != NULL;
}

/* Did the system not let a folder be read because memory ran out? That says nothing of the folder. */
static bool memory_ran_out(struct set *set)
{
    if (errno == ENOMEM)
        set->findings->failed = 1;
    return errno == ENOMEM;
}

/* Hands every *.json of a folder, in the order of its names, to TAKE. True when all of it could be taken. */
static bool read_folder(struct set *set, const char *folder,
                        bool (*take)(struct set *set, const struct json_doc *doc, const char *name))
{
    struct dirent **names = NULL;
    const char *path = arena_printf(set->arena, "%s/%s", set->dir, folder);
    int count = path ? scandir(path, &names, is_json, by_name) : -1;
    bool whole = count >= 0;
    if (!path)
        set->findings->failed = 1;
    else if (count < 0 && !memory_ran_out(set))
        findings_add(set->findings, path, 0, "The folder cannot be read (%s): it is part of every bank.",
                     strerror(errno));
    for (int i = 0; i < count; i++) {
        const struct json_doc *doc = read_file(set, folder, names[i]->d_name);
        whole = doc && take(set, doc, names[i]->d_name) && whole;
        free(names[i]);
    }
    free(names);
    return whole;
}

static void read_requirements(struct set *set)
{
    static const char *const members[] = {"requirements", NULL};
    const struct json_doc *doc = read_file(set, "requirements.json", NULL);
    const cJSON *requirement;
    struct check check = {.doc = doc, .findings = set->findings, .set = set};
    if (!doc || !check_object(&check, doc->root, "requirements.json", members, schema_only))
        return;
    cJSON_ArrayForEach(requirement, check_list(&check, doc->root, "requirements", 0, LIMIT_QUESTIONS))
        set_add(set, &set->requirements, doc, requirement);
}

/* A University whose Schools add nothing has no such folder. */
static bool has_schools(const struct set *set)
{
    const char *path = arena_printf(set->arena, "%s/schools", set->dir);
    return !path || access(path, F_OK) == 0;
}

/* What is the same for a folder and a document: every check but the institution's. */
static void check_rest(struct set *set)
{
    set_index(set);
    check_questions(set);
    check_modules(set);
    check_quizzes(set);
    check_requirements(set);
    check_schools(set);
}

/* Files of the bank that are not in its folder yet. */
static bool read_additions(struct set *set, const struct bank_addition *additions, int count)
{
    bool whole = true;
    for (int i = 0; i < count; i++) {
        const struct json_doc *doc = read_path(set, additions[i].name, additions[i].bytes, additions[i].size);
        whole = doc && read_bank_file(set, doc, NULL) && whole;
    }
    return whole;
}

static void read_and_check(struct set *set, const struct bank_addition *additions, int count)
{
    DIR *folder = opendir(set->dir);
    if (!folder) {
        if (!memory_ran_out(set))
            findings_add(set->findings, set->dir, 0, "The folder of the question bank cannot be read: %s. Name it with "
                         "--questions DIR.", strerror(errno));
        return;
    }
    closedir(folder);
    const struct json_doc *institution = read_file(set, "institution.json", NULL);
    if (institution)
        set->institution = (struct entry){.doc = institution, .json = institution->root};
    set->questions_whole = read_folder(set, "bank", read_bank_file);
    set->questions_whole = read_additions(set, additions, count) && set->questions_whole;
    set->modules_whole = read_folder(set, "modules", read_module_file);
    read_folder(set, "quizzes", read_quiz_file);
    read_requirements(set);
    if (has_schools(set))
        set->questions_whole = read_folder(set, "schools", read_school_file) && set->questions_whole;
    size_t before = set->findings->total;
    check_institution(set);
    /* Without a sound directory there are no signposting questions, and quizzes could seem to lack some. */
    if (institution && set->findings->total == before && !set->findings->failed)
        directory_generate(set);
    else
        set->questions_whole = false;
    check_rest(set);
}

static char *folder_name(const char *dir)
{
    size_t length = strlen(dir);
    while (length > 1 && dir[length - 1] == '/')
        length--;
    return strndup(dir, length);
}

enum fault_code bank_load(const char *dir, struct findings *findings, struct bank **out, struct fault *fault)
{
    char *usual = dir ? NULL : bank_default_dir();
    enum fault_code code = dir || usual ? bank_load_with(dir ? dir : usual, NULL, 0, findings, out, fault) : fault_memory(fault);
    free(usual);
    return code;
}

enum fault_code bank_load_with(const char *dir, const struct bank_addition *additions, int count,
                               struct findings *findings, struct bank **out, struct fault *fault)
{
    struct set set = {0};
    struct buf document;
    char *name = folder_name(dir);
    enum fault_code code = FAULT_NONE;
    buf_init(&document, 0);
    if (!name || !set_init(&set, name, findings)) {
        code = fault_memory(fault);
        goto done;
    }
    read_and_check(&set, additions, count);
    code = findings_verdict(findings, fault);
    if (code != FAULT_NONE)
        goto done;
    set_sort(&set);
    code = document_write(&set, &document, fault);
    if (code == FAULT_NONE)
        code = bank_new(&set, &document, out, fault);
done:
    buf_release(&document);
    set_release(&set);
    free(name);
    return code;
}

enum fault_code bank_from_document(const char *document, size_t size, struct bank **out, struct fault *fault)
{
    struct set set = {0};
    struct findings findings;
    struct buf canonical;
    enum fault_code code = FAULT_NONE;
    findings_init(&findings);
    buf_init(&canonical, 0);
    if (!set_init(&set, NULL, &findings)) {
        code = fault_memory(fault);
        goto done;
    }
    struct json_doc *doc = arena_alloc(set.arena, sizeof *doc);
    code = doc ? json_read_doc_in(document, size, "bank document", set.arena, set.files, doc, fault) : fault_memory(fault);
    if (code == FAULT_NONE)
        code = set_from_document(&set, doc, fault);
    if (code != FAULT_NONE)
        goto done;
    check_institution(&set);
    check_rest(&set);
    code = findings_verdict(&findings, fault);
    if (code != FAULT_NONE)
        goto done;
    set_sort(&set);
    code = json_canonical(doc->root, &canonical, fault);
    if (code == FAULT_NONE)
        code = bank_new(&set, &canonical, out, fault);
done:
    buf_release(&canonical);
    set_release(&set);
    findings_release(&findings);
    return code;
}
