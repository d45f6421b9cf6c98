/*
 * verify_all.c [RECORDS] - credential_check over many records, every second one a score record, beside libsodium alone verifying
 * as many signatures over 64 bytes, each another: two a record. They take turns, piece by piece, so that a busy machine slows both.
 */
#include <sodium.h>
#include <stdlib.h>
#include "cost.h"
#include "../unit/record_fixture.h"

#define PIECE 500 /* records to a turn */

struct bare { unsigned char key[32], hash[2 * PIECE][64], signature[2 * PIECE][64]; };

static bool issue(const struct keys *keys, int number, struct buf *out)
{
    static const char *const titles[] = {"Personal Tutoring Quiz", "Looking after students", "Signposting & “listening”"};
    struct credential_facts facts = number % 2 ? fixture_score() : fixture_facts();
    char id[64], salt[33], email[64];

    snprintf(id, sizeof id, "0197c1de-5b1a-7c33-8a01-%012d", number);
    snprintf(salt, sizeof salt, "%032d", number);
    snprintf(email, sizeof email, "tutor%d@example.ac.uk", number);
    facts.record_id = id;
    facts.identity_salt = salt;
    facts.email = email;
    facts.url = "https://signpost.example.ac.uk";
    facts.title = titles[number % 3];
    facts.completed_on = date_add_days(facts.completed_on, -(number % 900));
    buf_init(out, 0);
    return credential_issue(keys, &facts, out, NULL) == FAULT_NONE;
}

static bool check_piece(const struct buf *records, int count)
{
    static const char *const trusted[] = {FIXTURE_PUBLIC, NULL};
    bool fine = true;

    for (int i = 0; i < count; i++) {
        struct credential_check check;
        enum fault_code code =
            credential_check(records[i].bytes, records[i].size, trusted, (struct instant){FIXTURE_ISSUED}, &check, NULL);

        fine = fine && code == FAULT_NONE && check.rdfc == PROOF_HELD && check.jcs == PROOF_HELD;
        credential_check_release(&check);
    }
    return fine;
}

static bool bare_piece(const struct bare *bare, int count)
{
    bool fine = true;

    for (int i = 0; i < 2 * count; i++)
        fine = fine && crypto_sign_verify_detached(bare->signature[i], bare->hash[i], sizeof bare->hash[i], bare->key) == 0;
    return fine;
}

static void bare_init(struct bare *bare)
{
    unsigned char secret[64];

    crypto_sign_keypair(bare->key, secret);
    for (int i = 0; i < 2 * PIECE; i++) {
        randombytes_buf(bare->hash[i], sizeof bare->hash[i]);
        crypto_sign_detached(bare->signature[i], NULL, bare->hash[i], sizeof bare->hash[i], secret);
    }
}

int main(int count, char **arguments)
{
    int total = count > 1 ? (int)strtol(arguments[1], NULL, 10) : 20000;
    struct keys *keys = fixture_keys(FIXTURE_SECRET);
    double ours = 0, bare = 0, issuing = 0;
    struct buf records[PIECE];
    static struct bare reference;
    bool fine = keys && sodium_init() >= 0 && date_set_zone("Europe/London", NULL) == FAULT_NONE;

    bare_init(&reference);
    for (int done = 0; done < total && fine; done += PIECE) {
        int piece = total - done < PIECE ? total - done : PIECE;
        double start = seconds(), then;

        for (int i = 0; i < piece; i++)
            fine = issue(keys, done + i, &records[i]) && fine;
        then = seconds();
        issuing += then - start;
        fine = fine && bare_piece(&reference, piece);
        start = seconds();
        bare += start - then;
        fine = fine && check_piece(records, piece);
        ours += seconds() - start;
        for (int i = 0; i < piece; i++)
            buf_release(&records[i]);
    }
    keys_free(keys);
    if (!fine || total < 1) {
        fprintf(stderr, "verify_all: a record was not issued or does not hold\n");
        return 1;
    }
    printf("Verifying %d records, two proofs each (processor time)\n", total);
    printf("  %-34s %.1f us a record\n", "libsodium alone, two signatures", bare / total * 1e6);
    printf("  %-34s %.1f us a record, %.0f%% of the bare rate\n", "ours, the whole record", ours / total * 1e6,
           100 * bare / ours);
    printf("  %-34s %.1f us a record\n", "issuing one", issuing / total * 1e6);
    return 0;
}
