/*
 * site.c - the bank that the site serves: the current version, the versions that open attempts pin, and reloading.
 */
#include <stdio.h>
#include <string.h>
#include "signpost/store_bank.h"
#include "web.h"

#define OLD_BANKS (sizeof ((struct site *)0)->old_banks / sizeof(struct bank *))

struct bank *site_bank(struct site *site)
{
    pthread_mutex_lock(&site->bank_lock);
    struct bank *bank = site->bank ? bank_retain(site->bank) : NULL;
    pthread_mutex_unlock(&site->bank_lock);
    return bank;
}

static struct bank *remembered(struct site *site, const char *hash)
{
    struct bank *found = NULL;
    pthread_mutex_lock(&site->bank_lock);
    if (site->bank && !strcmp(bank_hash(site->bank), hash))
        found = bank_retain(site->bank);
    for (size_t i = 0; i < OLD_BANKS && !found; i++)
        if (site->old_banks[i] && !strcmp(bank_hash(site->old_banks[i]), hash))
            found = bank_retain(site->old_banks[i]);
    pthread_mutex_unlock(&site->bank_lock);
    return found;
}

/* Takes over the reference; the oldest is forgotten (its document stays in the store). Lock held. */
static void remember(struct site *site, struct bank *bank)
{
    bank_release(site->old_banks[OLD_BANKS - 1]);
    memmove(site->old_banks + 1, site->old_banks, (OLD_BANKS - 1) * sizeof *site->old_banks);
    site->old_banks[0] = bank;
}

enum fault_code site_bank_version(struct site *site, struct db *db, struct arena *arena, const char *hash, struct bank **out,
                                  struct fault *fault)
{
    const char *document = NULL;
    size_t size = 0;
    *out = remembered(site, hash);
    if (*out)
        return FAULT_NONE;
    enum fault_code code = bank_version_get(db, arena, hash, &document, &size, fault);
    if (code == FAULT_NONE)
        code = bank_from_document(document, size, out, fault);
    if (code != FAULT_NONE)
        return code;
    pthread_mutex_lock(&site->bank_lock);
    remember(site, bank_retain(*out));
    pthread_mutex_unlock(&site->bank_lock);
    return FAULT_NONE;
}

/* The version and its requirements are on disk before anyone is served from it. */
static enum fault_code record_job(struct tx *tx, void *context, struct fault *fault)
{
    const struct bank *bank = context;
    const struct requirement *list[256];
    size_t size = 0;
    const char *document = bank_document(bank, &size);
    int count = bank_requirement_count(bank);
    if (count > (int)(sizeof list / sizeof *list))
        return fault_set(fault, FAULT_LARGE, "requirements.json holds more than %zu requirements.", sizeof list / sizeof *list);
    for (int i = 0; i < count; i++)
        list[i] = bank_requirement(bank, i);
    enum fault_code code = bank_version_keep(tx, bank_hash(bank), document, size, fault);
    if (code == FAULT_NONE)
        code = bank_version_serve(tx, bank_hash(bank), fault);
    return code == FAULT_NONE ? requirements_record(tx, list, count, fault) : code;
}

void site_print_findings(const struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->line)
            fprintf(stderr, "%s:%d: %s\n", finding->file, finding->line, finding->text);
        else
            fprintf(stderr, "%s: %s\n", finding->file, finding->text);
    }
}

enum fault_code site_reload(struct site *site, struct fault *fault)
{
    struct findings findings;
    struct bank *bank = NULL;
    findings_init(&findings);
    enum fault_code code = bank_load(site->questions, &findings, &bank, fault);
    site_print_findings(&findings);
    if (code == FAULT_INPUT)
        code = findings_counted(&findings, site->questions ? site->questions : "the questions folder", fault);
    findings_release(&findings);
    if (code == FAULT_NONE)
        code = site_say_unmet(site, bank, fault);
    if (code == FAULT_NONE)
        code = store_write(site->store, record_job, bank, fault);
    if (code != FAULT_NONE) {
        bank_release(bank);
        return code;
    }
    pthread_mutex_lock(&site->bank_lock);
    if (site->bank)
        remember(site, site->bank);
    site->bank = bank;
    pthread_mutex_unlock(&site->bank_lock);
    return FAULT_NONE;
}
