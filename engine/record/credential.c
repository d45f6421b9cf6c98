/*
 * credential.c - issuing: a completion as a signed Open Badges 3.0 credential.
 *
 * The shape is fixed and holds only terms of its two contexts, texts and one boolean: its canonical bytes are the
 * stored form, and the N-Quads that a second proof will sign can be written from the same few terms. The achievement is
 * the same for all who complete the same thing under the same rule; what differs stands in the credential itself.
 */
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include "record/record_internal.h"
#include "signpost/json.h"
#include "signpost/limits.h"
#include "signpost/text.h"

#define ID_TEXT (LIMIT_URL + 256)
#define WORDS_TEXT (2 * LIMIT_NAME + 2048)
#define CREDENTIAL_MAX (64 * 1024)

/* Every text of the credential that is worked out; the rest is constant. */
struct terms {
    char id[ID_TEXT], issuer[ID_TEXT], method[ID_TEXT], achievement[ID_TEXT];
    char awarded[INSTANT_TEXT], valid_from[INSTANT_TEXT], valid_until[INSTANT_TEXT];
    char identity[IDENTITY_HASH_TEXT];
    const char *achievement_type;
    char achievement_description[WORDS_TEXT], criteria[WORDS_TEXT], description[512], name[WORDS_TEXT];
    char scale[ID_TEXT + 16], score[32], max[32]; /* of a score record: its result, and the description of it */
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

static bool facts_are_whole(const struct credential_facts *facts)
{
    bool quiz = facts->kind && strcmp(facts->kind, "quiz") == 0;
    bool training = facts->kind && strcmp(facts->kind, "training") == 0;

    return (quiz || training) && facts->record_id && strlen(facts->record_id) == RECORD_ID_TEXT - 1 &&
           facts->institution && facts->institution[0] && text_is_clean(facts->institution) && facts->item &&
           text_is_id(facts->item) && facts->title && facts->title[0] && text_is_clean(facts->title) && facts->email &&
           facts->email[0] && facts->identity_salt && facts->identity_salt[0] && text_is_clean(facts->identity_salt) &&
           (!facts->url || (facts->url[0] && text_is_clean(facts->url))) && facts->valid_years > 0 &&
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
    return size > 0 && (size_t)size < sizeof terms->method;
}

static const char *count_word(int number, char out[16])
{
    static const char *const words[] = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};

    if (number >= 1 && number <= 10)
        return words[number - 1];
    snprintf(out, 16, "%d", number);
    return out;
}

/* Marks as text, two decimals; the percentage is rounded once, from the exact ratio. */
static void terms_score(const struct credential_facts *facts, const char *on, struct terms *terms)
{
    char percent[32];

    text_ratio(terms->score, sizeof terms->score, facts->score, facts->unit, 2);
    text_ratio(terms->max, sizeof terms->max, facts->max, facts->unit, 2);
    text_ratio(percent, sizeof percent, 100 * facts->score, facts->max, 1);
    snprintf(terms->scale, sizeof terms->scale, "%s#score", terms->achievement);
    snprintf(terms->description, sizeof terms->description, "Completed on %s with %s of %s marks (%s%%).", on,
             terms->score, terms->max, percent);
}

static bool terms_words(const struct credential_facts *facts, struct terms *terms)
{
    bool quiz = strcmp(facts->kind, "quiz") == 0;
    char digits[16], on[DATE_WORDS], until[DATE_WORDS];
    const char *years = count_word(facts->valid_years, digits), *plural = facts->valid_years == 1 ? "" : "s";
    int described, written;

    terms->achievement_type = quiz ? "Assessment" : "CertificateOfCompletion";
    snprintf(terms->name, sizeof terms->name, facts->record == RECORD_SCORE ? "%s: score" : "%s", facts->title);
    described = snprintf(terms->achievement_description, sizeof terms->achievement_description,
                         quiz ? "Completion of “%s”, a quiz on personal tutoring set by %s."
                              : "Completion of “%s”, a training module on personal tutoring set by %s.",
                         facts->title, facts->institution);
    written = snprintf(
        terms->criteria, sizeof terms->criteria,
        "%s A completion counts for %s year%s, up to and including the corresponding date; the record is "
        "valid until that day ends. It says that “%s” was completed, and when. It says nothing of the score.",
        quiz ? "A paper was drawn from the quiz, and answers to it were submitted. The Code of Practice on "
               "Personal Tutoring asks this of every Personal Tutor at least once within three years "
               "(“Support and Guidance”); its Point 13 lists the subjects."
             : "Every section of the module was read and each of its questions answered rightly. The Code of "
               "Practice on Personal Tutoring asks Personal Tutors to engage in such training (“Training”).",
        years, plural, facts->title);
    date_words(facts->completed_on, on);
    date_words(date_add_years(facts->completed_on, facts->valid_years), until);
    snprintf(terms->description, sizeof terms->description, "Completed on %s; counts up to and including %s.", on,
             until);
    if (facts->record == RECORD_SCORE)
        terms_score(facts, on, terms);
    return described > 0 && (size_t)described < sizeof terms->achievement_description && written > 0 &&
           (size_t)written < sizeof terms->criteria;
}

static bool terms_fill(const struct credential_facts *facts, const char *public, struct terms *terms)
{
    struct date last;

    if (!facts_are_whole(facts) || !terms_ids(facts, public, terms) || !terms_words(facts, terms))
        return false;
    last = date_add_years(facts->completed_on, facts->valid_years);
    instant_text(instant_of_date(facts->completed_on), terms->awarded);
    instant_text(instant_of_date(date_add_days(last, 1)), terms->valid_until);
    instant_text(facts->issued_at, terms->valid_from);
    identity_hash(facts->email, facts->identity_salt, terms->identity);
    return true;
}

/* ---- writing ---- */

static void write_texts(struct json_out *json, const char *name, const char *first, const char *second)
{
    json_out_key(json, name);
    json_out_array(json);
    json_out_string(json, first);
    if (second)
        json_out_string(json, second);
    json_out_end(json);
}

/* The proof's configuration, or with VALUE the proof itself. */
static void write_proof(struct json_out *json, const struct terms *terms, const char *value)
{
    json_out_object(json);
    write_texts(json, "@context", CONTEXT_CREDENTIALS, CONTEXT_BADGES);
    json_out_member(json, "created", terms->valid_from);
    json_out_member(json, "cryptosuite", PROOF_SUITE);
    json_out_member(json, "proofPurpose", PROOF_PURPOSE);
    if (value)
        json_out_member(json, "proofValue", value);
    json_out_member(json, "type", PROOF_TYPE);
    json_out_member(json, "verificationMethod", terms->method);
    json_out_end(json);
}

/* What the score is out of: in the achievement of a score record. */
static void write_scale(struct json_out *json, const struct terms *terms)
{
    json_out_key(json, "resultDescription");
    json_out_array(json);
    json_out_object(json);
    json_out_member(json, "id", terms->scale);
    json_out_member(json, "name", "Score in marks");
    json_out_member(json, "resultType", "RawScore");
    write_texts(json, "type", "ResultDescription", NULL);
    json_out_member(json, "valueMax", terms->max);
    json_out_member(json, "valueMin", "0.00");
    json_out_end(json);
    json_out_end(json);
}

static void write_result(struct json_out *json, const struct terms *terms)
{
    json_out_key(json, "result");
    json_out_array(json);
    json_out_object(json);
    json_out_member(json, "resultDescription", terms->scale);
    write_texts(json, "type", "Result", NULL);
    json_out_member(json, "value", terms->score);
    json_out_end(json);
    json_out_end(json);
}

static void write_subject(struct json_out *json, const struct credential_facts *facts, const struct terms *terms)
{
    json_out_object(json);
    json_out_key(json, "achievement");
    json_out_object(json);
    json_out_member(json, "achievementType", terms->achievement_type);
    json_out_key(json, "criteria");
    json_out_object(json);
    json_out_member(json, "narrative", terms->criteria);
    json_out_end(json);
    json_out_member(json, "description", terms->achievement_description);
    json_out_member(json, "id", terms->achievement);
    json_out_member(json, "name", facts->title);
    if (facts->record == RECORD_SCORE)
        write_scale(json, terms);
    write_texts(json, "type", "Achievement", NULL);
    json_out_end(json);
    json_out_key(json, "identifier");
    json_out_array(json);
    json_out_object(json);
    json_out_key(json, "hashed");
    json_out_bool(json, true);
    json_out_member(json, "identityHash", terms->identity);
    json_out_member(json, "identityType", "emailAddress");
    json_out_member(json, "salt", facts->identity_salt);
    json_out_member(json, "type", "IdentityObject");
    json_out_end(json);
    json_out_end(json);
    if (facts->record == RECORD_SCORE)
        write_result(json, terms);
    write_texts(json, "type", "AchievementSubject", NULL);
    json_out_end(json);
}

/*
 * The credential; with PROOF_VALUE the signed one. There is no credentialSchema: its type,
 * 1EdTechJsonSchemaValidator2019, stands in no context, so that a JSON-LD processor in safe mode would refuse the record.
 */
static void write_credential(struct json_out *json, const struct credential_facts *facts, const struct terms *terms,
                             const char *proof_value)
{
    json_out_object(json);
    write_texts(json, "@context", CONTEXT_CREDENTIALS, CONTEXT_BADGES);
    json_out_member(json, "awardedDate", terms->awarded);
    json_out_key(json, "credentialSubject");
    write_subject(json, facts, terms);
    json_out_member(json, "description", terms->description);
    json_out_member(json, "id", terms->id);
    json_out_key(json, "issuer");
    json_out_object(json);
    json_out_member(json, "id", terms->issuer);
    json_out_member(json, "name", facts->institution);
    write_texts(json, "type", "Profile", NULL);
    json_out_end(json);
    json_out_member(json, "name", terms->name);
    if (proof_value) {
        json_out_key(json, "proof");
        json_out_array(json);
        write_proof(json, terms, proof_value);
        json_out_end(json);
    }
    write_texts(json, "type", "VerifiableCredential", "OpenBadgeCredential");
    json_out_member(json, "validFrom", terms->valid_from);
    json_out_member(json, "validUntil", terms->valid_until);
    json_out_end(json);
}

static enum fault_code sign_terms(const struct signing_key *key, const struct credential_facts *facts,
                                  const struct terms *terms, struct buf *out, struct fault *fault)
{
    struct json_out document_json, config_json, signed_json;
    struct buf document, config, whole;
    char value[PROOF_VALUE_TEXT];
    enum fault_code code = FAULT_NONE;

    buf_init(&document, CREDENTIAL_MAX);
    buf_init(&config, CREDENTIAL_MAX);
    buf_init(&whole, CREDENTIAL_MAX);
    json_out_init(&document_json, &document);
    json_out_init(&config_json, &config);
    json_out_init(&signed_json, &whole);
    write_credential(&document_json, facts, terms, NULL);
    write_proof(&config_json, terms, NULL);
    if (!json_out_ok(&document_json) || !json_out_ok(&config_json)) {
        code = fault_memory(fault);
        goto done;
    }
    proof_sign_with(key, document.bytes, document.size, config.bytes, config.size, value);
    write_credential(&signed_json, facts, terms, value);
    if (!json_out_ok(&signed_json)) {
        code = fault_memory(fault);
        goto done;
    }
    buf_append(out, whole.bytes, whole.size);
    if (!buf_ok(out))
        code = fault_memory(fault);
done:
    buf_release(&document);
    buf_release(&config);
    buf_release(&whole);
    return code;
}

enum fault_code credential_issue(const struct keys *keys, const struct credential_facts *facts, struct buf *out,
                                 struct fault *fault)
{
    const struct signing_key *key = keys_credential(keys, facts->issued_at);
    struct terms terms;

    if (!terms_fill(facts, key->public, &terms))
        return fault_set(fault, FAULT_INTERNAL,
                         "A completion record cannot be written: a fact is missing, too long or not clean text.");
    return sign_terms(key, facts, &terms, out, fault);
}
