/*
 * claims_rdf.c - the shape of our credentials as RDF: what a JSON-LD processor makes of it under its two contexts
 * (Verifiable Credentials 2.0; Open Badges 3.0.3). The tests hold it against an independent processor.
 *
 * Some of it is odd and stays so, since what is signed is what the contexts say: the criteria hang on a predicate with a
 * capital, awardedDate has the type <xsd:dateTime> unexpanded, the boolean is typed with https.
 */
#include "record/record_shape.h"

#define RDF_TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
#define OB(name) "https://purl.imsglobal.org/spec/vc/ob/vocab.html#" name
#define VC(name) "https://www.w3.org/2018/credentials#" name
#define SCHEMA(name) "https://schema.org/" name
#define SECURITY(name) "https://w3id.org/security#" name
#define DATE_TIME "http://www.w3.org/2001/XMLSchema#dateTime"
#define DATE_TIME_BARE "xsd:dateTime"
#define BOOLEAN "https://www.w3.org/2001/XMLSchema#boolean"
#define ANY_URI "https://www.w3.org/2001/XMLSchema#anyURI"

static struct term iri(const char *text)
{
    return (struct term){.kind = TERM_IRI, .text = text};
}

static struct term literal(const char *text, const char *datatype)
{
    return (struct term){.kind = TERM_LITERAL, .text = text, .datatype = datatype};
}

static struct term blank(struct quads *quads)
{
    return (struct term){.kind = TERM_BLANK, .blank = quads->blanks++};
}

static void add(struct quads *quads, struct term subject, const char *predicate, struct term object)
{
    quads->quad[quads->count++] = (struct quad){subject, predicate, object};
}

static void add_text(struct quads *quads, struct term subject, const char *predicate, const char *text)
{
    add(quads, subject, predicate, literal(text, NULL));
}

static void add_type(struct quads *quads, struct term subject, const char *type)
{
    add(quads, subject, RDF_TYPE, iri(type));
}

static void add_achievement(struct quads *quads, const struct claims *claims)
{
    struct term achievement = iri(claims->achievement.id), criteria = blank(quads);

    add_type(quads, achievement, OB("Achievement"));
    add_text(quads, achievement, OB("achievementType"), claims->achievement.type);
    add_text(quads, achievement, SCHEMA("description"), claims->achievement.description);
    add_text(quads, achievement, SCHEMA("name"), claims->achievement.name);
    add(quads, achievement, OB("Criteria"), criteria);
    add_text(quads, criteria, OB("narrative"), claims->achievement.criteria);
}

static void add_identity(struct quads *quads, struct term subject, const struct claims *claims)
{
    struct term identity = blank(quads);

    add(quads, subject, OB("identifier"), identity);
    add_type(quads, identity, OB("IdentityObject"));
    add(quads, identity, OB("hashed"), literal("true", BOOLEAN));
    add_text(quads, identity, OB("identityHash"), claims->identity_hash);
    add_text(quads, identity, OB("identityType"), claims->identity_type);
    add_text(quads, identity, OB("salt"), claims->salt);
}

static void add_result(struct quads *quads, struct term subject, const struct claims *claims)
{
    struct term scale = iri(claims->result.id), result = blank(quads);

    add(quads, iri(claims->achievement.id), OB("resultDescription"), scale);
    add_type(quads, scale, OB("ResultDescription"));
    add_text(quads, scale, SCHEMA("name"), claims->result.name);
    add_text(quads, scale, OB("resultType"), claims->result.type);
    add_text(quads, scale, OB("valueMax"), claims->result.max);
    add_text(quads, scale, OB("valueMin"), claims->result.min);
    add(quads, subject, OB("result"), result);
    add_type(quads, result, OB("Result"));
    add(quads, result, OB("resultDescription"), literal(claims->result.id, ANY_URI));
    add_text(quads, result, SCHEMA("value"), claims->result.score);
}

void claims_quads(const struct claims *claims, struct quads *out)
{
    struct term credential = iri(claims->id), issuer = iri(claims->issuer), subject;

    out->count = out->blanks = 0;
    subject = blank(out);
    add_type(out, credential, VC("VerifiableCredential"));
    add_type(out, credential, OB("OpenBadgeCredential"));
    add(out, credential, OB("awardedDate"), literal(claims->awarded, DATE_TIME_BARE));
    add(out, credential, VC("credentialSubject"), subject);
    add_text(out, credential, SCHEMA("description"), claims->description);
    add(out, credential, VC("issuer"), issuer);
    add_text(out, credential, SCHEMA("name"), claims->name);
    add(out, credential, VC("validFrom"), literal(claims->valid_from, DATE_TIME));
    add(out, credential, VC("validUntil"), literal(claims->valid_until, DATE_TIME));
    add_type(out, issuer, OB("Profile"));
    add_text(out, issuer, SCHEMA("name"), claims->issuer_name);
    add_type(out, subject, OB("AchievementSubject"));
    add(out, subject, OB("achievement"), iri(claims->achievement.id));
    add_achievement(out, claims);
    add_identity(out, subject, claims);
    if (claims->result.id)
        add_result(out, subject, claims);
}

void proof_quads(const struct proof_terms *terms, struct quads *out)
{
    struct term proof;

    out->count = out->blanks = 0;
    proof = blank(out);
    add_type(out, proof, SECURITY("DataIntegrityProof"));
    add(out, proof, "http://purl.org/dc/terms/created", literal(terms->created, DATE_TIME));
    add(out, proof, SECURITY("cryptosuite"), literal(SUITE_RDFC, SECURITY("cryptosuiteString")));
    add(out, proof, SECURITY("proofPurpose"), iri(SECURITY("assertionMethod")));
    add(out, proof, SECURITY("verificationMethod"), iri(terms->method));
}
