// qti_marker.mjs: a QTI 2.1 delivery engine in small, by the specification and by nothing of ours: it unpacks a package, reads an item and
// carries out its response processing, as another system would. Only the expressions that the exported items use.
import assert from 'node:assert/strict';
import zlib from 'node:zlib';

/** The entries of a zip file, by name. */
export function unzip(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06'));
  const entries = new Map();
  for (let at = bytes.readUInt32LE(end + 16), left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const local = bytes.readUInt32LE(at + 42);
    const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(begin, begin + size);
    entries.set(bytes.toString('utf8', at + 46, at + 46 + name), (method ? zlib.inflateRawSync(data) : data).toString('utf8'));
    at += 46 + name + extra + comment;
  }
  return entries;
}

const plain = (text) => text.replace(/&(lt|gt|quot|amp);/g, (whole, name) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name]);

/** A tree of {name, attributes, children, text}; throws where tags do not pair. */
export function parse(xml) {
  const root = { name: '', children: [], text: '' }, open = [root];
  for (const [, text, close, name, rest, alone] of xml.replace(/<\?.*?\?>/s, '').matchAll(/([^<]*)<(\/?)([\w:]+)([^>]*?)(\/?)>/g)) {
    open.at(-1).text += plain(text);
    if (close) {
      assert.equal(open.pop().name, name);
      continue;
    }
    const node = { name, children: [], text: '', attributes: {} };
    for (const [, key, value] of rest.matchAll(/([\w:]+)="([^"]*)"/g)) node.attributes[key] = plain(value);
    open.at(-1).children.push(node);
    if (!alone) open.push(node);
  }
  assert.equal(open.length, 1);
  return root.children[0];
}

const child = (node, name) => node.children.find((each) => each.name === name);
const all = (node, name) => node.children.filter((each) => each.name === name);

function declared(node) {
  const mapping = child(node, 'mapping');
  return {
    cardinality: node.attributes.cardinality, base: node.attributes.baseType,
    correct: child(node, 'correctResponse').children.map((value) => value.text),
    mapping: mapping && { ...mapping.attributes, entries: mapping.children.map((entry) => entry.attributes) },
  };
}

/** What the item makes of these responses ({identifier: text or list}): its outcomes. */
export function outcomes(item, responses) {
  const variables = new Map(all(item, 'responseDeclaration').map((node) => [node.attributes.identifier, declared(node)]));
  const given = new Map(all(item, 'outcomeDeclaration').map((node) => [node.attributes.identifier,
    node.children.length ? Number(node.children[0].children[0].text) : null]));
  const value = (identifier) => {
    if (!variables.has(identifier)) return given.get(identifier);
    const response = responses[identifier] ?? null;
    return Array.isArray(response) && response.length === 0 ? null : response;
  };
  const map = (identifier) => {
    const { mapping } = variables.get(identifier), response = value(identifier);
    const one = (text) => Number(mapping.entries.find((entry) => entry.mapKey === text ||
      (entry.caseSensitive === 'false' && entry.mapKey.toLowerCase() === text.toLowerCase()))?.mappedValue ?? mapping.defaultValue);
    const sum = response === null ? 0 : [...new Set([response].flat())].reduce((total, text) => total + one(text), 0);
    return Math.min(Number(mapping.upperBound), Math.max(Number(mapping.lowerBound), sum));
  };
  const same = (a, b, ordered) => {
    const [x, y] = [a, b].map((list) => (ordered ? [list].flat() : [list].flat().sort()));
    return JSON.stringify(x) === JSON.stringify(y);
  };
  const compare = (node, holds) => {
    const [a, b] = node.children.map(evaluate);
    return a === null || b === null ? null : holds(Number(a), Number(b));
  };
  const evaluate = (node) => {
    const identifier = node.attributes.identifier;
    switch (node.name) {
      case 'baseValue': return node.attributes.baseType === 'float' ? Number(node.text) : node.text;
      case 'variable': return value(identifier);
      case 'correct': return variables.get(identifier).cardinality === 'single' ? variables.get(identifier).correct[0]
        : variables.get(identifier).correct;
      case 'mapResponse': return map(identifier);
      case 'index': return evaluate(node.children[0])?.[Number(node.attributes.n) - 1] ?? null;
      case 'match': {
        const [a, b] = node.children.map(evaluate);
        const ordered = variables.get(node.children[0].attributes.identifier)?.cardinality === 'ordered';
        return a === null || b === null ? null : same(a, b, ordered);
      }
      case 'gt': return compare(node, (a, b) => a > b);
      case 'gte': return compare(node, (a, b) => a >= b);
      case 'lte': return compare(node, (a, b) => a <= b);
      case 'and': return node.children.every((each) => evaluate(each) === true);
      case 'sum': return node.children.reduce((total, each) => total + evaluate(each), 0);
      case 'divide': return evaluate(node.children[0]) / evaluate(node.children[1]);
      default: throw new Error(`no such expression: ${node.name}`);
    }
  };
  const carryOut = (rule) => {
    if (rule.name === 'setOutcomeValue') {
      assert.ok(given.has(rule.attributes.identifier), `an outcome that is not declared: ${rule.attributes.identifier}`);
      given.set(rule.attributes.identifier, evaluate(rule.children[0]));
      return;
    }
    assert.equal(rule.name, 'responseCondition');
    for (const branch of rule.children) {
      const test = branch.name !== 'responseElse';
      if (test && evaluate(branch.children[0]) !== true) continue;
      branch.children.slice(test ? 1 : 0).forEach(carryOut);
      return;
    }
  };
  child(item, 'responseProcessing').children.forEach(carryOut);
  return given;
}
