/*
 * command/options.c - the words of a call by the subcommand's table: --name value, --name=value, flags, arguments.
 */
#include "command/command_internal.h"
#include "signpost/text.h"
#include <stdlib.h>
#include <string.h>

static int find(const struct command *command, const char *name, size_t size)
{
    for (int i = 0; command->options && command->options[i].name; i++)
        if (strncmp(command->options[i].name, name, size) == 0 && !command->options[i].name[size])
            return i;
    return -1;
}

static enum fault_code unknown_option(const struct command *command, const char *word, struct fault *fault)
{
    const char *names[COMMAND_OPTIONS + 1] = {NULL};
    for (int i = 0; command->options && command->options[i].name && i < COMMAND_OPTIONS; i++)
        names[i] = command->options[i].name;
    const char *near = text_nearest(word + 2, names);
    return fault_set(fault, FAULT_USAGE, "signpost %s has no option %.80s%s%s%s. signpost %s --help lists them.",
                     command->name,
                     word, near ? " (did you mean --" : "", near ? near : "", near ? "?)" : "", command->name);
}

static bool may_repeat(const struct command_option *option)
{
    const char *mark = option->value ? strstr(option->value, "…") : NULL;
    return mark && strcmp(mark, "…") == 0;
}

static enum fault_code keep_value(struct command_line *out, int at, const char *value, struct fault *fault)
{
    const struct command_option *option = &out->command->options[at];
    if (!value)
        return fault_set(fault, FAULT_USAGE, "--%s needs a value: --%s %s.", option->name, option->name, option->value);
    if (!out->value[at]) {
        out->value[at] = value;
        return FAULT_NONE;
    }
    if (out->more_count == COMMAND_REPEATS)
        return fault_set(fault, FAULT_USAGE, "--%s is given too often: %d are the most.", option->name, COMMAND_REPEATS);
    out->more[out->more_count].option = at;
    out->more[out->more_count++].value = value;
    return FAULT_NONE;
}

/* The option WORD; *TAKEN becomes true when NEXT is its value. */
static enum fault_code read_option(const char *word, const char *next, struct command_line *out, bool *taken,
                                   struct fault *fault)
{
    const char *equals = strchr(word, '=');
    int at = find(out->command, word + 2, equals ? (size_t)(equals - word - 2) : strlen(word + 2));
    if (at < 0)
        return unknown_option(out->command, word, fault);
    const struct command_option *option = &out->command->options[at];
    if (out->value[at] && !may_repeat(option))
        return fault_set(fault, FAULT_USAGE, "--%s is given twice: give it once.", option->name);
    if (!option->value) {
        out->value[at] = "";
        return equals ? fault_set(fault, FAULT_USAGE, "--%s takes no value.", option->name) : FAULT_NONE;
    }
    *taken = !equals;
    return keep_value(out, at, equals ? equals + 1 : next, fault);
}

enum fault_code command_parse(const struct command *command, const char *const *words, int count,
                              struct command_line *out,
                              struct fault *fault)
{
    bool options = true;
    *out = (struct command_line){.command = command};
    for (int i = 0; i < count; i++) {
        bool taken = false;
        if (options && strcmp(words[i], "--") == 0) {
            options = false;
        } else if (options && strncmp(words[i], "--", 2) == 0) {
            enum fault_code code = read_option(words[i], i + 1 < count ? words[i + 1] : NULL, out, &taken, fault);
            if (code != FAULT_NONE)
                return code;
            i += taken;
        } else if (options && words[i][0] == '-' && words[i][1]) {
            return fault_set(fault, FAULT_USAGE, "Options have two dashes and a word: %.80s is none.", words[i]);
        } else if (out->argument_count == command->most || out->argument_count == COMMAND_ARGUMENTS) {
            return fault_set(fault, FAULT_USAGE, "\"%.80s\" is one word too many: signpost %s%s%s.", words[i],
                             command->name, *command->arguments ? " " : "", command->arguments);
        } else {
            out->argument[out->argument_count++] = words[i];
        }
    }
    if (out->argument_count < command->least)
        return fault_set(fault, FAULT_USAGE, "Something is missing: signpost %s %s.", command->name,
                         command->arguments);
    return FAULT_NONE;
}

const char *command_value(const struct command_line *line, const char *option)
{
    int at = find(line->command, option, strlen(option));
    return at < 0 ? NULL : line->value[at];
}

const char *command_value_nth(const struct command_line *line, const char *option, int nth)
{
    int at = find(line->command, option, strlen(option));
    if (at < 0 || nth == 0)
        return at < 0 ? NULL : line->value[at];
    for (int i = 0; i < line->more_count; i++)
        if (line->more[i].option == at && --nth == 0)
            return line->more[i].value;
    return NULL;
}

bool command_flag(const struct command_line *line, const char *option)
{
    return command_value(line, option) != NULL;
}

enum fault_code command_db(const struct command_line *line, const char **file, struct fault *fault)
{
    *file = command_value(line, "db");
    if (!*file)
        *file = getenv("SIGNPOST_DB");
    if (!*file || !**file)
        return fault_set(fault, FAULT_USAGE, "Name the database: --db FILE, or SIGNPOST_DB in the environment.");
    return FAULT_NONE;
}

enum fault_code command_number(const struct command_line *line, const char *option, int64_t least, int64_t most,
                               int64_t fallback, int64_t *out, struct fault *fault)
{
    const char *text = command_value(line, option);
    int64_t number = 0;
    *out = fallback;
    if (!text)
        return FAULT_NONE;
    size_t digits = strspn(text, "0123456789");
    bool good = digits > 0 && digits <= 18 && !text[digits];
    for (size_t i = 0; good && i < digits; i++)
        number = number * 10 + (text[i] - '0');
    if (!good || number < least || number > most)
        return fault_set(fault, FAULT_USAGE, "--%s takes a whole number from %lld to %lld.", option, (long long)least,
                         (long long)most);
    *out = number;
    return FAULT_NONE;
}

enum fault_code command_format(const struct command_line *line, const char *const *names, int *out, struct fault *fault)
{
    const char *format = command_value(line, "format");
    char list[80] = "";
    *out = 0;
    for (int i = 0; format && names[i]; i++) {
        if (strcmp(format, names[i]) == 0) {
            *out = i;
            return FAULT_NONE;
        }
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", i == 0 ? "" : names[i + 1] ? ", " : " or ", names[i]);
    }
    return format ? fault_set(fault, FAULT_USAGE, "--format is %s, not \"%.40s\".", list, format) : FAULT_NONE;
}

enum fault_code command_date(const struct command_line *line, const char *option, struct date *out, struct fault *fault)
{
    const char *text = command_value(line, option);
    struct fault why = {0};
    if (!text || date_parse(text, out, &why) == FAULT_NONE)
        return FAULT_NONE;
    return fault_set(fault, FAULT_USAGE, "--%s: %s", option, why.message);
}

/* Records carry the address as an identifier, so it is one in ASCII: an internationalised name in its xn-- form. */
static bool is_ascii(const char *text)
{
    while (*text > ' ' && *text < 0x7F)
        text++;
    return !*text;
}

enum fault_code command_url(const char *text, char **out, struct fault *fault)
{
    size_t start = strncmp(text, "https://", 8) == 0 ? 8 : strncmp(text, "http://", 7) == 0 ? 7 : 0;
    size_t size = strlen(text);
    while (size > start && text[size - 1] == '/')
        size--;
    if (!start || size <= start || size - start >= LOG_NAME_TEXT || strpbrk(text, " ?#\"<>\\^`{|}+") || !is_ascii(text))
        return fault_set(fault, FAULT_USAGE, "--url is the server's address, such as https://quiz.example.ac.uk.");
    *out = strndup(text, size);
    return *out ? FAULT_NONE : fault_memory(fault);
}
