/*
 * replay.c - gives a target every file of the folders named (and "nothing at all"), so that a corpus is a test without libFuzzer.
 */
#include <dirent.h>
#include <string.h>
#include "fuzz.h"

static int replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = NULL;
    size_t size = 0, got = 0;
    if (!file)
        return 0;
    do {
        uint8_t *more = realloc(data, size + 65536);
        if (!more)
            abort();
        data = more;
        got = fread(data + size, 1, 65536, file);
        size += got;
    } while (got);
    fclose(file);
    /* a block of exactly this size, so that a sanitizer sees one byte too far */
    uint8_t *exact = malloc(size ? size : 1);
    if (!exact)
        abort();
    memcpy(exact, data, size);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    free(data);
    return 1;
}

static int replay_folder(const char *folder)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    char path[4096];
    int count = 0;
    if (!dir)
        return 0;
    while ((entry = readdir(dir))) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        count += replay_file(path);
    }
    closedir(dir);
    return count;
}

int main(int argc, char **argv)
{
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (int i = 1; i < argc; i++) {
        int count = replay_folder(argv[i]);
        printf("%s: %d inputs held\n", argv[i], count);
        if (!count)
            return 1;
    }
    return 0;
}
