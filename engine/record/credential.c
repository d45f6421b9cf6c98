/*
 * credential.c - issuing: a completion as a signed Open Badges 3.0 credential, or its score as another.
 *
 * The shape is fixed (record_shape.h) and holds only terms of its two contexts, texts and one boolean; its canonical bytes
 * are the stored form. The achievement is the same for all who complete the same thing under the same rule; what differs
 * stands in the credential itself. There is no credentialSchema: the type that Open Badges asks for there,
 * 1EdTechJsonSchemaValidator2019, stands in neither context, so that a JSON-LD processor in safe mode would refuse the record,
 * and a third context for it would be one more document that a verifier must have in twenty years.
 */
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include "base/sha256.h"
#include "record/record_shape.h"
#include "signpost/json.h"
#include "signpost/limits.h"
#include "signpost/text.h"

#define ID_TEXT (LIMIT_URL + 256)
#define WORDS_TEXT (2 * LIMIT_NAME + 2048)
#define CREDENTIAL_MAX (64 * 1024)
#define REQUIRED_QUIZ "personal-tutoring" /* the one that the Code asks for */

/* Every text of the credential that is worked out. */
struct terms {
    char id[ID_TEXT], issuer[ID_TEXT], method[ID_TEXT], achievement[ID_TEXT];
    char awarded[INSTANT_TEXT], valid_from[INSTANT_TEXT], valid_until[INSTANT_TEXT];
    char identity[IDENTITY_HASH_TEXT];
    char name[WORDS_TEXT], description[512], achievement_description[WORDS_TEXT], criteria[WORDS_TEXT];
    char scale[ID_TEXT + 16], score[32], max[32]; /* of a score record */
};

void identity_hash(const char *email, const char *salt, char out[IDENTITY_HASH_TEXT])
{
    crypto_hash_sha256_state state;
    unsigned char hash[crypto_hash_sha256_BYTES];

    crypto_hash_sha256_init(&state);
    for (const char *c = email; *c; c++) {
        unsigned char lower = (unsigned char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
        crypto_hash_sha256_update(&state, &lower, 1);
    }
    crypto_hash_sha256_update(&state, (const unsigned char *)salt, strlen(salt));
    crypto_hash_sha256_final(&state, hash);
    memcpy(out, "sha256$", 7);
    sodium_bin2hex(out + 7, IDENTITY_HASH_TEXT - 7, hash, sizeof hash);
}

/* ---- the terms ---- */

static bool is_text(const char *text)
{
    return text && text[0] && text_is_clean(text);
}

/* What an achievement is made of. */
static bool achievement_is_whole(const struct credential_facts *facts)
{
    return facts->kind && (strcmp(facts->kind, "quiz") == 0 || strcmp(facts->kind, "training") == 0) &&
           is_text(facts->institution) && facts->item && text_is_id(facts->item) && is_text(facts->title) &&
           (!facts->url || is_text(facts->url)) && facts->valid_years > 0;
}

static bool facts_are_whole(const struct credential_facts *facts)
{
    bool quiz = facts->kind && strcmp(facts->kind, "quiz") == 0;

    return achievement_is_whole(facts) && facts->record_id && strlen(facts->record_id) == RECORD_ID_TEXT - 1 && facts->email &&
           facts->email[0] && is_text(facts->identity_salt) &&
           date_compare(facts->completed_on, DATE_MIN) != 0 && date_compare(facts->completed_on, DATE_MAX) != 0 &&
           (facts->record == RECORD_COMPLETION ||
            (quiz && facts->unit > 0 && facts->max > 0 && facts->max < INT64_MAX / 100 && facts->score >= 0 &&
             facts->score <= facts->max));
}

/* Ids live at the institution's address, or hang on its key: <url>/… or did:key:z6Mk…/…. */
static bool terms_ids(const struct credential_facts *facts, const char *public, struct terms *terms)
{
    char base[ID_TEXT];
    int size = facts->url ? snprintf(base, sizeof base, "%s", facts->url)
                          : snprintf(base, sizeof base, "did:key:%s", public);

    if (size < 0 || size > LIMIT_URL)
        return false;
    snprintf(terms->issuer, sizeof terms->issuer, facts->url ? "%.2048s/issuer" : "%.2048s", base);
    snprintf(terms->achievement, sizeof terms->achievement, "%.2048s/achievements/%s/%s", base, facts->kind,
             facts->item);
    if (facts->url)
        snprintf(terms->id, sizeof terms->id, "%.2048s/records/%s", base, facts->record_id);
    else
        snprintf(terms->id, sizeof terms->id, "urn:uuid:%s", facts->record_id);
    size = snprintf(terms->method, sizeof terms->method, "%.2100s#%s", terms->issuer, public);
    return size > 0 && (size_t)size < sizeof terms->method && iri_is_plain(terms->id) && iri_is_plain(terms->method) &&
           iri_is_plain(terms->achievement);
}

static const char *count_word(int number, char out[16])
{
    static const char *const words[] = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};

    if (number >= 1 && number <= 10)
        return words[number - 1];
    snprintf(out, 16, "%d", number);
    return out;
}

/* What the Code of Practice has to do with it. */
static const char *code_words(const struct credential_facts *facts)
{
    if (strcmp(facts->kind, "training") == 0)
        return " The Code of Practice on Personal Tutoring asks Personal Tutors to engage in training, which can be taken again "
               "every three years (“Training”), and to keep their understanding of the subjects of its Point 13, a to e.";
    if (strcmp(facts->item, REQUIRED_QUIZ) == 0)
        return " The Code of Practice on Personal Tutoring asks every Personal Tutor to complete this quiz at least once within "
               "three years (“Support and Guidance”); its subjects are those of Point 13, a to e.";
    return "";
}

/* The achievement: what, under which rule. */
static bool terms_achievement(const struct credential_facts *facts, struct terms *terms)
{
    bool quiz = strcmp(facts->kind, "quiz") == 0;
    char digits[16];
    const char *years = count_word(facts->valid_years, digits), *plural = facts->valid_years == 1 ? "" : "s";
    int described = snprintf(terms->achievement_description, sizeof terms->achievement_description,
                             quiz ? "Completion of “%s”, a quiz on personal tutoring set by %s."
                                  : "Completion of “%s”, a training module on personal tutoring set by %s.",
                             facts->title, facts->institution);
    int written = snprintf(terms->criteria, sizeof terms->criteria,
                           "%s%s A completion counts for %s year%s, up to and including the corresponding date.",
                           quiz ? "A paper was drawn from the quiz, and answers to it were submitted."
                                : "Every section of the module was read, and each of its questions answered rightly.",
                           code_words(facts), years, plural);

    return described > 0 && (size_t)described < sizeof terms->achievement_description && written > 0 &&
           (size_t)written < sizeof terms->criteria;
}

/* Marks with two decimals; the percentage is rounded once, from the exact ratio. */
static void terms_score(const struct credential_facts *facts, struct terms *terms, char *with, size_t size)
{
    char percent[32];

    text_ratio(terms->score, sizeof terms->score, facts->score, facts->unit, 2);
    text_ratio(terms->max, sizeof terms->max, facts->max, facts->unit, 2);
    text_ratio(percent, sizeof percent, 100 * facts->score, facts->max, 1);
    snprintf(terms->scale, sizeof terms->scale, "%s#score", terms->achievement);
    snprintf(with, size, " with %s of %s marks (%s%%)", terms->score, terms->max, percent);
}

/* This record: when, until when, and of a score record how well. */
static bool terms_words(const struct credential_facts *facts, struct terms *terms)
{
    bool scored = facts->record == RECORD_SCORE, silent = !scored && strcmp(facts->kind, "quiz") == 0;
    char on[DATE_WORDS], until[DATE_WORDS], with[128] = "";
    int named = snprintf(terms->name, sizeof terms->name, scored ? "%s: score" : "%s", facts->title);

    date_words(facts->completed_on, on);
    date_words(date_add_years(facts->completed_on, facts->valid_years), until);
    if (scored)
        terms_score(facts, terms, with, sizeof with);
    snprintf(terms->description, sizeof terms->description, "Completed on %s%s; counts up to and including %s.%s", on, with,
             until, silent ? " It says nothing of the score." : "");
    return named > 0 && (size_t)named < sizeof terms->name;
}

static bool terms_fill(const struct credential_facts *facts, const char *public, struct terms *terms)
{
    struct date last;

    if (!facts_are_whole(facts) || !terms_ids(facts, public, terms) ||
        !terms_achievement(facts, terms) || !terms_words(facts, terms))
        return false;
    last = date_add_years(facts->completed_on, facts->valid_years);
    instant_text(instant_of_date(facts->completed_on), terms->awarded);
    instant_text(instant_of_date(date_add_days(last, 1)), terms->valid_until);
    instant_text(facts->issued_at, terms->valid_from);
    identity_hash(facts->email, facts->identity_salt, terms->identity);
    return true;
}

static struct claims claims_of(const struct credential_facts *facts, const struct terms *terms)
{
    bool quiz = strcmp(facts->kind, "quiz") == 0;
    struct claims claims = {
        .id = terms->id,
        .name = terms->name,
        .description = terms->description,
        .awarded = terms->awarded,
        .valid_from = terms->valid_from,
        .valid_until = terms->valid_until,
        .issuer = terms->issuer,
        .issuer_name = facts->institution,
        .identity_hash = terms->identity,
        .identity_type = "emailAddress",
        .salt = facts->identity_salt,
        .achievement = {.id = terms->achievement, .name = facts->title,
                        .type = quiz ? "Assessment" : "CertificateOfCompletion",
                        .description = terms->achievement_description, .criteria = terms->criteria},
    };

    if (facts->record == RECORD_SCORE) {
        claims.result.id = terms->scale;
        claims.result.name = "Score in marks";
        claims.result.type = "RawScore";
        claims.result.max = terms->max;
        claims.result.min = "0.00";
        claims.result.score = terms->score;
    }
    return claims;
}

/* ---- signing ---- */

/* The proof value of each suite over the same claims. */
static enum fault_code sign_rdfc(const struct signing_key *key, const struct claims *claims,
                                 const struct proof_terms *proof, char out[PROOF_VALUE_TEXT], struct fault *fault)
{
    struct proof_hash hash;
    struct quads quads;
    enum fault_code code;

    quads_init(&quads);
    claims_quads(claims, &quads);
    code = nquads_hash(&quads, hash.document, fault);
    proof_quads(proof, &quads);
    if (code == FAULT_NONE)
        code = nquads_hash(&quads, hash.config, fault);
    if (code == FAULT_NONE)
        proof_sign_hash(key, &hash, out);
    quads_release(&quads);
    return code;
}

/* SHA-256 of what was written; false: it was not written whole. */
static bool json_hash(const struct json_out *json, unsigned char out[HASH_SIZE])
{
    if (!json_out_ok(json))
        return false;
    sha256_of(json->buf->bytes, json->buf->size, out);
    return true;
}

static enum fault_code sign_jcs(const struct signing_key *key, const struct claims *claims,
                                const struct proof_terms *proof, char out[PROOF_VALUE_TEXT], struct fault *fault)
{
    struct proof_hash hash;
    struct json_out json;
    struct buf bytes;
    bool hashed;

    buf_init(&bytes, CREDENTIAL_MAX);
    json_out_init(&json, &bytes);
    claims_write(claims, NULL, &json);
    hashed = json_hash(&json, hash.document);
    buf_clear(&bytes);
    json_out_init(&json, &bytes);
    proof_write(SUITE_JCS, proof, NULL, &json);
    hashed = json_hash(&json, hash.config) && hashed;
    if (hashed)
        proof_sign_hash(key, &hash, out);
    buf_release(&bytes);
    return hashed ? FAULT_NONE : fault_memory(fault);
}

static enum fault_code sign_claims(const struct signing_key *key, const struct claims *claims,
                                   const struct proof_terms *proof, struct buf *out, struct fault *fault)
{
    char rdfc[PROOF_VALUE_TEXT], jcs[PROOF_VALUE_TEXT];
    struct json_out proofs_json, whole_json;
    struct buf proofs, whole;
    enum fault_code code = sign_rdfc(key, claims, proof, rdfc, fault);

    if (code == FAULT_NONE)
        code = sign_jcs(key, claims, proof, jcs, fault);
    if (code != FAULT_NONE)
        return code;
    buf_init(&proofs, CREDENTIAL_MAX);
    buf_init(&whole, CREDENTIAL_MAX);
    json_out_init(&proofs_json, &proofs);
    json_out_init(&whole_json, &whole);
    json_out_array(&proofs_json);
    proof_write(SUITE_RDFC, proof, rdfc, &proofs_json);
    proof_write(SUITE_JCS, proof, jcs, &proofs_json);
    json_out_end(&proofs_json);
    if (json_out_ok(&proofs_json))
        claims_write(claims, proofs.bytes, &whole_json);
    if (json_out_ok(&whole_json))
        buf_append(out, whole.bytes, whole.size);
    if (!json_out_ok(&whole_json) || !buf_ok(out))
        code = fault_memory(fault);
    buf_release(&proofs);
    buf_release(&whole);
    return code;
}

enum fault_code credential_issue(const struct keys *keys, const struct credential_facts *facts, struct buf *out,
                                 struct fault *fault)
{
    const struct signing_key *key = keys_credential(keys, facts->issued_at);
    struct terms terms;
    struct claims claims;
    struct proof_terms proof = {terms.valid_from, terms.method};

    if (!terms_fill(facts, key->public, &terms))
        return fault_set(fault, FAULT_INTERNAL,
                         "A completion record cannot be written: a fact is missing, too long or not clean text.");
    claims = claims_of(facts, &terms);
    return sign_claims(key, &claims, &proof, out, fault);
}

enum fault_code achievement_document(const struct credential_facts *facts, struct buf *out, struct fault *fault)
{
    struct json_out json;
    struct buf whole;
    struct terms terms;
    struct claims claims;
    enum fault_code code = FAULT_NONE;
    int size = snprintf(terms.achievement, sizeof terms.achievement, "%.2048s/achievements/%s/%s", facts->url ? facts->url : "",
                        facts->kind ? facts->kind : "", facts->item ? facts->item : "");

    if (!facts->url || !achievement_is_whole(facts) || size >= (int)sizeof terms.achievement || !iri_is_plain(terms.achievement) ||
        !terms_achievement(facts, &terms))
        return fault_set(fault, FAULT_INTERNAL, "An achievement cannot be described: a fact is missing, too long or not clean text.");
    claims = claims_of(facts, &terms);
    claims.result.id = NULL;
    buf_init(&whole, CREDENTIAL_MAX);
    json_out_init(&json, &whole);
    claims_write_achievement(&claims, &json);
    if (json_out_ok(&json))
        buf_append(out, whole.bytes, whole.size);
    if (!json_out_ok(&json) || !buf_ok(out))
        code = fault_memory(fault);
    buf_release(&whole);
    return code;
}
