import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Random, seededRandom } from '@oremill/runtime';
import type { Bytes } from '@oremill/types';
import { pick, pickOf } from '../../src/sample/words.ts';
import type { Sample } from '../harness/bench.ts';

const SEED = 2;
const CHUNK_CHARACTERS = 256 * 1024;

/**
 * What visitors of a site did, one JSON object of about 350 bytes a line: nested objects, many short tokens, numbers
 * in several notations, fields that may be absent, keys that are sometimes spelt with escapes, and the same keys again
 * where they mean something else.
 */
export function writeEvents(folder: string, bytes: Bytes): Sample {
  const input = join(folder, 'events.jsonl');
  const file = openSync(input, 'w');
  const random = seededRandom(SEED);
  let left = bytes;
  let chunk = '';
  for (let id = 1; left > 0; id += 1) {
    // All of it is ASCII, so characters are bytes.
    const line = makeEvent(id, random);
    left -= line.length;
    if (left >= 0) chunk += line;
    if (chunk.length < CHUNK_CHARACTERS && left > 0) continue;
    writeSync(file, chunk);
    chunk = '';
  }
  closeSync(file);
  return { input };
}

const KINDS = ['view', 'click', 'search', 'basket', 'order', 'leave'];
const COUNTRIES = [
  'AR',
  'AU',
  'BR',
  'CA',
  'CH',
  'CL',
  'CN',
  'DE',
  'DK',
  'EG',
  'ES',
  'FI',
  'FR',
  'GB',
  'GR',
].concat([
  'ID',
  'IN',
  'IT',
  'JP',
  'KE',
  'KR',
  'MX',
  'NG',
  'NL',
  'NO',
  'NZ',
  'PL',
  'PT',
  'SE',
  'UA',
  'US',
  'VN',
  'ZA',
]);
const DEVICES = ['phone', 'tablet', 'desktop', 'tv', 'console', 'watch'];
const SYSTEMS = ['alder', 'birch', 'cedar', 'elm'];
const PLANS = ['"free"', '"plus"', '"team"', 'null'];

function makeEvent(id: number, random: Random): string {
  const country = random() < 0.875 ? `"country": "${pickOf(COUNTRIES, random)}", ` : '';
  const user = `{"id": ${pick(1e6, random)}, ${country}"plan": ${pickOf(PLANS, random)}}`;
  const system = `{"name": "${pickOf(SYSTEMS, random)}", "version": "${pick(20, random)}.${pick(10, random)}"}`;
  const device = `{"kind": "${pickOf(DEVICES, random)}", "os": ${system}, "screen": [${pick(4000, random)}, ${pick(3000, random)}]}`;
  const sent = random() < 0.9 ? `"bytes": ${pick(200_000, random)}, ` : '';
  const took = `{${sent}"ms": ${pick(3000, random)}.${pick(10, random)}}`;
  // Looks like the event's own device and bytes, and is not.
  const page = `{"path": "/p/${pick(1e5, random)}", "device": {"kind": "any"}, "bytes": ${pick(1e6, random)}}`;
  const key = random() < 0.1 ? pickOf(SPELLINGS, random) : 'took';
  return (
    `{"id": ${id}, "at": ${1.7e9 + id}.${pick(1000, random)}, "kind": "${pickOf(KINDS, random)}", "user": ${user}, ` +
    `"device": ${device}, "page": ${page}, "${key}": ${took}, "flags": [${random() < 0.5}, ${random() < 0.5}], ` +
    `"score": ${score(random)}}\n`
  );
}

const SPELLINGS = ['t\\u006fok', '\\u0074ook', 'too\\u006B'];

/** Few are high: the maximum of a group is no round number. */
function score(random: Random): string {
  const value = Math.round(-Math.log(1 - random()) * 1e5) / 1e3;
  return random() < 0.05 ? value.toExponential() : String(value);
}
