/*
 * formats_folder.h - a questions folder to bring questions into: the fixture's, or the shipped one without its bank.
 */
#ifndef FORMATS_FOLDER_H
#define FORMATS_FOLDER_H
#include <dirent.h>
#include "bank_fixture.h"
#include "signpost/formats.h"

static inline struct bank *load_bank(const char *dir)
{
    struct findings findings;
    struct fault fault = {0};
    struct bank *bank = NULL;
    findings_init(&findings);
    if (bank_load(dir, &findings, &bank, &fault) != FAULT_NONE)
        fail_msg("%s: %s:%d: %s", dir, fault.file, fault.line, fault.message);
    findings_release(&findings);
    return bank;
}

/* Everything of the shipped folder but its bank, linked. */
static inline char *shipped_make(void)
{
    static const char *const linked[] = {"institution.json", "requirements.json", "quizzes", "modules", "schools"};
    char template[] = "/tmp/signpost-trip-XXXXXX", from[4200], to[512];
    assert_non_null(mkdtemp(template));
    for (size_t i = 0; i < sizeof linked / sizeof *linked; i++) {
        char *real = realpath("questions", NULL);
        assert_non_null(real);
        snprintf(from, sizeof from, "%s/%s", real, linked[i]);
        fixture_path(to, sizeof to, template, linked[i]);
        assert_int_equal(symlink(from, to), 0);
        free(real);
    }
    fixture_path(to, sizeof to, template, "bank");
    assert_int_equal(mkdir(to, 0700), 0);
    return strdup(template);
}

/* All files of a folder's bank. */
static inline void bank_empty(const char *dir)
{
    char path[600], file[1024];
    struct dirent *entry;
    fixture_path(path, sizeof path, dir, "bank");
    DIR *folder = opendir(path);
    assert_non_null(folder);
    while ((entry = readdir(folder))) {
        snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] != '.')
            remove(file);
    }
    closedir(folder);
}

static inline void shipped_remove(char *dir)
{
    static const char *const names[] = {"institution.json", "requirements.json", "quizzes", "modules", "schools", "bank", ""};
    char path[512];
    bank_empty(dir);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        fixture_path(path, sizeof path, dir, names[i]);
        remove(path);
    }
    free(dir);
}

static inline int files_in_bank(const char *dir)
{
    char path[600];
    struct dirent *entry;
    int count = 0;
    fixture_path(path, sizeof path, dir, "bank");
    DIR *folder = opendir(path);
    assert_non_null(folder);
    while ((entry = readdir(folder)))
        count += entry->d_name[0] != '.';
    closedir(folder);
    return count;
}
#endif
