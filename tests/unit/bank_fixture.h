/*
 * bank_fixture.h - a small sound bank with a question of every type, written into a folder of its own; tests break one
 * thing of it at a time.
 */
#ifndef BANK_FIXTURE_H
#define BANK_FIXTURE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include "signpost/bank.h"

#define PART_TAIL "\"feedback\":{\"right\":\"Well *done*.\",\"wrong\":\"Read Point 13.\"}"
#define TAIL "\"feedback\":{\"right\":\"Well *done*.\",\"wrong\":\"Read Point 13.\"},\n" \
             "\"source\":{\"document\":\"code\",\"point\":\"13e\"}"

struct fixture_file { const char *path, *text; };

static const struct fixture_file fixture_files[] = {
    {"institution.json",
     "{\"$schema\":\"schema/institution.schema.json\",\n\"name\":\"University of Middlemarch\",\n"
     "\"time_zone\":\"Europe/London\",\n"
     "\"titles\":{\"tutor\":\"Personal Tutor\",\"tutee\":\"Tutee\",\"senior_tutor\":\"Senior Tutor\",\n"
     "\"head_of_school\":\"Head of School\",\"dean\":\"Dean\",\"training_lead\":\"Training lead\",\n"
     "\"administrator\":\"Administrator\",\"school\":\"School\"},\n"
     "\"subjects\":{\"a\":\"The Code\",\"b\":\"Regulations\",\"c\":\"Programmes\",\"d\":\"Responsibilities\",\n"
     "\"e\":\"Services\"},\n"
     "\"documents\":[{\"id\":\"code\",\"title\":\"Code of Practice\"},\n"
     "{\"id\":\"directory\",\"title\":\"Directory\"}],\n"
     "\"statement\":{\"default\":\"To help.\",\n\"schools\":{\"BIO\":\"To help biologists.\"}},\n"
     "\"directory\":[\n"
     "{\"id\":\"money\",\"name\":\"Money Advice\",\"purpose\":\"Money.\",\"contact\":\"Room 1\",\"situations\":[\n"
     "{\"text\":\"I have no money.\",\"also\":[\"union\"]},\n{\"text\":\"I have debts.\"}]},\n"
     "{\"id\":\"union\",\"name\":\"Union\",\"purpose\":\"Advice.\",\"contact\":\"Room 2\",\"situations\":[]},\n"
     "{\"id\":\"health\",\"name\":\"Health\",\"purpose\":\"Doctors.\",\"contact\":\"Room 3\",\"situations\":[\n"
     "{\"text\":\"I feel sick.\"}]},\n"
     "{\"id\":\"careers\",\"name\":\"Careers\",\"purpose\":\"Jobs.\",\"contact\":\"Room 4\",\"situations\":[]},\n"
     "{\"id\":\"library\",\"name\":\"Library\",\"purpose\":\"Books.\",\"contact\":\"Room 5\",\"situations\":[]}]}\n"},
    {"requirements.json",
     "{\"requirements\":[\n{\"id\":\"basics\",\"title\":\"Basics\",\"any_of\":[\"role\",\"more\"],\"from\":null,\n"
     "\"schools\":[]},\n{\"id\":\"more\",\"title\":\"More\",\"any_of\":[\"more\"],\"from\":\"2026-09-01\",\n"
     "\"schools\":[\"BIO\"]}]}\n"},
    {"quizzes/personal-tutoring.json",
     "{\"id\":\"personal-tutoring\",\n\"title\":\"The Quiz\",\n\"introduction\":\"Open book.\",\n"
     "\"draw\":[{\"subject\":\"a\",\"count\":5},\n{\"subject\":\"e\",\"count\":2}]}\n"},
    {"quizzes/another.json",
     "{\"id\":\"another\",\"title\":\"Another\",\"introduction\":\"Short.\","
     "\"draw\":[{\"subject\":\"a\",\"count\":1}]}\n"},
    {"modules/more.json",
     "{\"id\":\"more\",\"title\":\"More\",\"minutes\":10,\"introduction\":\"Go on.\",\n\"opens_after\":[\"role\"],\n"
     "\"sections\":[{\"id\":\"one\",\"title\":\"One\",\"file\":\"more/01.md\",\"checks\":[]}]}\n"},
    {"modules/role.json",
     "{\"id\":\"role\",\"title\":\"The role\",\n\"minutes\":25,\n\"introduction\":\"Begin.\",\n\"opens_after\":[],\n"
     "\"sections\":[{\"id\":\"scope\",\"title\":\"Scope\",\n\"file\":\"role/01.md\",\n\"checks\":[\"practised\"]}]}\n"},
    {"modules/role/01.md", "What a tutor does.\n\nAnd what not.\n"},
    {"modules/more/01.md", "More of it.\r\nWith Windows line ends.\r\n"},
    {"modules/wet.json",
     "{\"id\":\"wet\",\"title\":\"Wet work\",\"minutes\":5,\"introduction\":\"In the field.\",\"opens_after\":[\"role\"],\n"
     "\"schools\":[\"BIO\"],\n\"sections\":[{\"id\":\"field\",\"title\":\"Field\",\"file\":\"more/02.md\",\n"
     "\"checks\":[\"bio.boots\"]}]}\n"},
    {"modules/more/02.md", "Take boots.\n"},
    {"schools/BIO.json",
     "{\"$schema\":\"../schema/school.schema.json\",\"school\":\"BIO\",\n\"title\":\"From Biology\",\n"
     "\"introduction\":\"Ours *alone*.\",\n\"draw\":2,\n\"questions\":[\n"
     "{\"id\":\"bio.lab\",\"type\":\"true_false\",\"pool\":\"local\",\n\"stem\":\"Is a laboratory yours?\",\"key\":true,\n" TAIL "},\n"
     "{\"id\":\"bio.trip\",\"type\":\"single\",\"pool\":\"local\",\n\"stem\":\"Who leads a trip?\",\"choices\":[{\"id\":\"a\",\"text\":\"A guide\"},\n"
     "{\"id\":\"b\",\"text\":\"A tutor\"},{\"id\":\"c\",\"text\":\"Nobody\"}],\"key\":\"a\",\n" TAIL "},\n"
     "{\"id\":\"bio.form\",\"type\":\"short\",\"pool\":\"local\",\n\"stem\":\"Which form?\",\"key\":[\"F1\"],\n" TAIL "},\n"
     "{\"id\":\"bio.boots\",\"type\":\"true_false\",\"pool\":\"practice\",\n\"stem\":\"Boots?\",\"key\":true,\n" TAIL "}],\n"
     "\"requirements\":[\n{\"id\":\"bio-wet\",\"title\":\"Wet work\",\"any_of\":[\"wet\"],\"from\":null}]}\n"},
    {"bank/a-code.json",
     "{\"$schema\":\"../schema/bank.schema.json\",\"subject\":\"a\",\n\"title\":\"The Code\",\n\"questions\":[\n"
     "{\"id\":\"one\",\"type\":\"single\",\"pool\":\"quiz\",\n\"stem\":\"Which *one*?\",\n"
     "\"choices\":[{\"id\":\"a\",\"text\":\"First\"},\n{\"id\":\"b\",\"text\":\"Second\"},"
     "{\"id\":\"c\",\"text\":\"Third\"}],\n"
     "\"key\":\"b\",\n" TAIL "},\n"
     "{\"id\":\"many\",\"type\":\"multiple\",\"pool\":\"quiz\",\n\"stem\":\"Which ones?\",\n"
     "\"choices\":[{\"id\":\"a\",\"text\":\"A\"},{\"id\":\"b\",\"text\":\"B\"},{\"id\":\"c\",\"text\":\"C\"},\n"
     "{\"id\":\"d\",\"text\":\"D\"},{\"id\":\"e\",\"text\":\"E\"}],\n\"key\":[\"a\",\"c\"],\n" TAIL "},\n"
     "{\"id\":\"truth\",\"type\":\"true_false\",\"pool\":\"quiz\",\n\"stem\":\"Is it so?\",\n"
     "\"key\":true,\n" TAIL "},\n"
     "{\"id\":\"pairs\",\"type\":\"matching\",\"pool\":\"quiz\",\n\"stem\":\"Which belong together?\",\n"
     "\"left\":[{\"id\":\"l1\",\"text\":\"Left 1\"},{\"id\":\"l2\",\"text\":\"Left 2\"},\n"
     "{\"id\":\"l3\",\"text\":\"Left 3\"}],\n"
     "\"right\":[{\"id\":\"r1\",\"text\":\"Right 1\"},{\"id\":\"r2\",\"text\":\"Right 2\"},\n"
     "{\"id\":\"r3\",\"text\":\"Right 3\"},{\"id\":\"r4\",\"text\":\"*Spare* & more\"}],\n"
     "\"key\":{\"l1\":\"r1\",\n\"l2\":\"r2\",\n\"l3\":\"r2\"},\n" TAIL "},\n"
     "{\"id\":\"steps\",\"type\":\"ordering\",\"pool\":\"quiz\",\n\"stem\":\"In which order?\",\n"
     "\"items\":[{\"id\":\"x\",\"text\":\"Then\"},{\"id\":\"y\",\"text\":\"First\"},\n"
     "{\"id\":\"z\",\"text\":\"Last\"}],\n\"key\":[\"y\",\"x\",\"z\"],\n" TAIL "},\n"
     "{\"id\":\"days\",\"type\":\"numeric\",\"pool\":\"quiz\",\n\"stem\":\"How many?\",\n\"key\":\"28\",\n"
     "\"tolerance\":\"0.5\",\n\"unit\":\"working days\",\n" TAIL "},\n"
     "{\"id\":\"who\",\"type\":\"short\",\"pool\":\"quiz\",\n\"stem\":\"Who leads?\",\n"
     "\"key\":[\"Senior Tutor\",\n\"The S\xc3\xa9nior Tutor\"],\n" TAIL "},\n"
     "{\"id\":\"practised\",\"type\":\"true_false\",\"pool\":\"practice\",\"shuffle\":false,\n\"stem\":\"Really?\",\n"
     "\"key\":false,\n\"tags\":[\"basics\"],\n" TAIL "},\n"
     "{\"id\":\"case\",\"type\":\"situation\",\"pool\":\"practice\",\n"
     "\"stem\":\"Noor is behind.\\n\\nShe writes to you.\",\n\"parts\":[\n"
     "{\"id\":\"first\",\"type\":\"single\",\"stem\":\"What first?\",\n\"shuffle\":false,\"choices\":[{\"id\":\"x\",\"text\":\"Wait\"},\n"
     "{\"id\":\"y\",\"text\":\"Meet\"},{\"id\":\"z\",\"text\":\"Refer\"}],\"key\":\"y\",\n" PART_TAIL "},\n"
     "{\"id\":\"then\",\"type\":\"matching\",\"stem\":\"Who does what?\",\n"
     "\"left\":[{\"id\":\"l1\",\"text\":\"You\"},{\"id\":\"l2\",\"text\":\"Noor\"},{\"id\":\"l3\",\"text\":\"The School\"}],\n"
     "\"right\":[{\"id\":\"r1\",\"text\":\"Listens\"},{\"id\":\"r2\",\"text\":\"Decides\"}],\n"
     "\"key\":{\"l1\":\"r1\",\"l2\":\"r2\",\"l3\":\"r1\"},\n" PART_TAIL ",\n"
     "\"source\":{\"document\":\"directory\",\"point\":\"Money Advice\"}},\n"
     "{\"id\":\"last\",\"type\":\"numeric\",\"stem\":\"Within how many days?\",\n"
     "\"key\":\"3\",\"tolerance\":\"0\",\"unit\":\"working days\",\n" PART_TAIL "}],\n" TAIL "}\n]}\n"},
    {NULL, NULL},
};

static void fixture_path(char *out, size_t size, const char *dir, const char *path)
{
    assert_true(snprintf(out, size, "%s/%s", dir, path) < (int)size);
}

/* Writes a file; SIZE may hold NULs. */
static inline void fixture_write(const char *dir, const char *path, const char *text, size_t size)
{
    char name[512];
    fixture_path(name, sizeof name, dir, path);
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

/* A folder with a sound bank; the caller passes it to fixture_remove. */
static inline char *fixture_make(void)
{
    static const char *const folders[] = {"bank", "quizzes", "modules", "schools", "modules/role", "modules/more"};
    char template[] = "/tmp/signpost-bank-XXXXXX", name[512];
    assert_non_null(mkdtemp(template));
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        fixture_path(name, sizeof name, template, folders[i]);
        assert_int_equal(mkdir(name, 0700), 0);
    }
    for (const struct fixture_file *file = fixture_files; file->path; file++)
        fixture_write(template, file->path, file->text, strlen(file->text));
    char *dir = strdup(template);
    assert_non_null(dir);
    return dir;
}

static inline const char *fixture_text(const char *path)
{
    for (const struct fixture_file *file = fixture_files; file->path; file++)
        if (strcmp(file->path, path) == 0)
            return file->text;
    fail_msg("the fixture has no %s", path);
    return NULL;
}

/* Only what the fixture itself and its tests write. */
static inline void fixture_remove(char *dir)
{
    static const char *const more[] = {"bank/z-more.json", "quizzes/twin.json", "modules/twin.json", "modules/link.md",
                                       "outside.md", "schools/LAW.json", "modules/role", "modules/more",
                                       "bank", "quizzes", "modules", "schools", ""};
    char name[512];
    for (const struct fixture_file *file = fixture_files; file->path; file++) {
        fixture_path(name, sizeof name, dir, file->path);
        remove(name);
    }
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        fixture_path(name, sizeof name, dir, more[i]);
        remove(name);
    }
    free(dir);
}

/* The fixture's bank; must be clean. */
static inline struct bank *fixture_bank(void)
{
    struct findings findings;
    struct fault fault;
    struct bank *bank = NULL;
    char *dir = fixture_make();
    findings_init(&findings);
    if (bank_load(dir, &findings, &bank, &fault) != FAULT_NONE)
        fail_msg("%s:%d: %s", fault.file, fault.line, fault.message);
    assert_int_equal(findings.total, 0);
    findings_release(&findings);
    fixture_remove(dir);
    return bank;
}
#endif
