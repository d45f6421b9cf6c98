/*
 * bank_load.c QUESTIONS COUNT - what loading a bank of COUNT questions costs, in CPU time: cJSON alone over the bytes of its files,
 * then bank_load, which reads the files, refuses what no bank may hold, sorts, writes the canonical document, hashes it and
 * builds the bank. The bank is the shipped one in QUESTIONS and copies of its questions, each with texts of its own.
 */
#include <cjson/cJSON.h>
#include <dirent.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "cost.h"
#include "signpost/bank.h"

#define ROUNDS 9 /* in a process, */
#define PAIRS 9  /* and processes of each, in turn: both meet the same machine */
#define FILES_MOST 32

struct file { char path[4200]; char *bytes; size_t size; };
static struct file files[FILES_MOST];
static int file_count;

static void must_be(int well, const char *what)
{
    if (well)
        return;
    fprintf(stderr, "bank_load: %s\n", what);
    exit(1);
}

/* ---- the bank ---- */

static char *read_all(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    must_be(file != NULL, path);
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*size + 1);
    must_be(bytes && fread(bytes, 1, *size, file) == *size, path);
    bytes[*size] = '\0';
    fclose(file);
    return bytes;
}

static int is_json(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 5 && strcmp(entry->d_name + length - 5, ".json") == 0;
}

/* Every file of a folder of the bank, by its name. */
static void find_files(const char *dir, const char *folder)
{
    char path[4100];
    struct dirent **names = NULL;
    snprintf(path, sizeof path, "%s/%s", dir, folder);
    int count = scandir(path, &names, is_json, alphasort);
    must_be(count >= 0 && file_count + count <= FILES_MOST, path);
    for (int i = 0; i < count; i++) {
        struct file *file = &files[file_count++];
        snprintf(file->path, sizeof file->path, "%s/%.60s", path, names[i]->d_name);
        file->bytes = read_all(file->path, &file->size);
        free(names[i]);
    }
    free(names);
}

/* Texts of a copy are texts of its own, so that none was met before. */
static void tell_apart(cJSON *json, int copy)
{
    static const char *const texts[] = {"stem", "text", "right", "wrong"};
    cJSON *member;
    cJSON_ArrayForEach(member, json) {
        char changed[4000];
        tell_apart(member, copy);
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
            if (member->string && strcmp(member->string, texts[i]) == 0 && cJSON_IsString(member)) {
                snprintf(changed, sizeof changed, "%s %d", member->valuestring, copy);
                cJSON_SetValuestring(member, changed);
            }
    }
}

/* A file of the bank with COPIES of each question beside it, under other ids. */
static int write_copies(const char *from, const char *to, int copies, int left)
{
    size_t size;
    char *bytes = read_all(from, &size);
    cJSON *root = cJSON_ParseWithLength(bytes, size), *question, *made = cJSON_CreateArray();
    cJSON *given = cJSON_GetObjectItemCaseSensitive(root, "questions");
    int written = 0;
    for (int copy = 0; copy <= copies; copy++)
        cJSON_ArrayForEach(question, given) {
            char id[100];
            if (written == left)
                break;
            cJSON *one = cJSON_Duplicate(question, 1), *name = cJSON_GetObjectItemCaseSensitive(one, "id");
            if (copy) {
                snprintf(id, sizeof id, "%.50s-%d", name->valuestring, copy);
                cJSON_SetValuestring(name, id);
                tell_apart(one, copy);
            }
            cJSON_AddItemToArray(made, one);
            written++;
        }
    cJSON_ReplaceItemInObjectCaseSensitive(root, "questions", made);
    char *text = cJSON_Print(root);
    FILE *file = fopen(to, "wb");
    must_be(file && fwrite(text, 1, strlen(text), file) == strlen(text) && fclose(file) == 0, to);
    free(text);
    cJSON_Delete(root);
    free(bytes);
    return written;
}

static void make(const char *questions, const char *dir, int count)
{
    static const char *const linked[] = {"institution.json", "requirements.json", "quizzes", "modules"};
    char from[4200], to[4200];
    struct dirent **names = NULL;
    int left = count;
    for (size_t i = 0; i < sizeof linked / sizeof *linked; i++) {
        snprintf(from, sizeof from, "%s/%s", questions, linked[i]);
        snprintf(to, sizeof to, "%s/%s", dir, linked[i]);
        must_be(symlink(from, to) == 0, to);
    }
    snprintf(to, sizeof to, "%s/bank", dir);
    must_be(mkdir(to, 0700) == 0, to);
    snprintf(from, sizeof from, "%s/bank", questions);
    int found = scandir(from, &names, is_json, alphasort);
    must_be(found > 0, from);
    for (int i = 0; i < found; i++) {
        snprintf(from, sizeof from, "%s/bank/%.60s", questions, names[i]->d_name);
        snprintf(to, sizeof to, "%s/bank/%.60s", dir, names[i]->d_name);
        int share = left / (found - i);
        left -= write_copies(from, to, share, share);
        free(names[i]);
    }
    free(names);
}

static void remove_all(const char *dir)
{
    char command[4200];
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    must_be(system(command) == 0, dir);
}

/* ---- the two ---- */

struct times { double first, then; int questions; }; /* of a process that has just begun; and once its memory is its own */

static double parse_all(const char *dir, int *questions)
{
    cJSON *roots[FILES_MOST];
    double begin = seconds();
    (void)dir;
    for (int i = 0; i < file_count; i++)
        roots[i] = cJSON_ParseWithLength(files[i].bytes, files[i].size);
    double time = seconds() - begin;
    for (int i = 0; i < file_count; i++) {
        must_be(roots[i] != NULL, files[i].path);
        cJSON_Delete(roots[i]);
    }
    *questions = 0;
    return time;
}

static double load(const char *dir, int *questions)
{
    struct findings findings;
    struct fault fault = {0};
    struct bank *bank = NULL;
    findings_init(&findings);
    double begin = seconds();
    enum fault_code code = bank_load(dir, &findings, &bank, &fault);
    double time = seconds() - begin;
    must_be(code == FAULT_NONE, findings.count ? findings.items[0].text : fault.message);
    *questions = bank_question_count(bank);
    bank_release(bank);
    findings_release(&findings);
    return time;
}

static int by_time(const void *a, const void *b)
{
    const double *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* In a process of its own, which keeps what memory it was given, so that what one left of a heap is not what the other finds. */
static struct times alone(double (*measure)(const char *dir, int *questions), const char *dir)
{
    struct times told = {0};
    double again[ROUNDS];
    int ends[2];
    must_be(pipe(ends) == 0, "pipe");
    pid_t child = fork();
    must_be(child >= 0, "fork");
    if (child == 0) {
        mallopt(M_MMAP_THRESHOLD, 1 << 30);
        mallopt(M_TRIM_THRESHOLD, 1 << 30);
        told.first = measure(dir, &told.questions);
        for (int i = 0; i < ROUNDS; i++)
            again[i] = measure(dir, &told.questions);
        qsort(again, ROUNDS, sizeof *again, by_time);
        told.then = again[ROUNDS / 2];
        _exit(write(ends[1], &told, sizeof told) == sizeof told ? 0 : 1);
    }
    close(ends[1]);
    must_be(read(ends[0], &told, sizeof told) == sizeof told, "the measuring process failed");
    close(ends[0]);
    waitpid(child, NULL, 0);
    return told;
}

int main(int argc, char **argv)
{
    char dir[] = "/tmp/signpost-bench-XXXXXX", *questions = argc == 3 ? realpath(argv[1], NULL) : NULL;
    size_t bytes = 0;
    must_be(questions != NULL, "bank_load QUESTIONS COUNT");
    must_be(mkdtemp(dir) != NULL, dir);
    make(questions, dir, atoi(argv[2]));
    find_files(dir, "bank");
    find_files(dir, "quizzes");
    find_files(dir, "modules");
    double column[6][PAIRS]; /* bare, ours, ours ÷ bare: then, and at first */
    struct times bare, ours;
    for (int i = 0; i < PAIRS; i++) {
        bare = alone(parse_all, dir);
        ours = alone(load, dir);
        const double row[] = {bare.then, ours.then, ours.then / bare.then, bare.first, ours.first, ours.first / bare.first};
        for (int k = 0; k < 6; k++)
            column[k][i] = row[k];
    }
    for (int k = 0; k < 6; k++)
        qsort(column[k], PAIRS, sizeof **column, by_time);
    for (int i = 0; i < file_count; i++) {
        bytes += files[i].size;
        free(files[i].bytes);
    }
    printf("  %-34s %.1f ms; in a new process %.1f ms\n", "cJSON alone", 1e3 * column[0][PAIRS / 2], 1e3 * column[3][PAIRS / 2]);
    printf("  %-34s %.1f ms, %.2f times the bare one; in a new process %.1f ms, %.2f times\n", "bank_load",
           1e3 * column[1][PAIRS / 2], column[2][PAIRS / 2], 1e3 * column[4][PAIRS / 2], column[5][PAIRS / 2]);
    printf("  (%d questions in %zu bytes)\n", ours.questions, bytes);
    remove_all(dir);
    free(questions);
    return 0;
}
