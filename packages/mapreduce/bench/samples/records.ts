import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '@oremill/runtime';
import type { Bytes } from '@oremill/types';
import { pick } from '../../src/sample/words.ts';
import type { Sample } from '../harness/bench.ts';

const SEED = 3;
/** `key`, tab, `value`, newline. */
export const RECORD_BYTES = 20;
const KEY_BYTES = 10;
const VALUE_DIGITS = 8;
const RECORDS_PER_CHUNK = 16_384;
const KEYS_KEPT = 1024;
const SHARE_OF_REPEATED = 0.01;
const LETTERS = Buffer.from('0123456789abcdefghijklmnopqrstuvwxyz');
const TAB = 9;
const NEWLINE = 10;

/**
 * Short records in no order: ten letters or digits, a tab, and the number of the record. One key in a hundred was there
 * before. Numbers have all digits, so that lines in the order of their keys, equal ones as they came, are also lines
 * in the order of their bytes: all ways to sort have one result.
 */
export function writeRecords(folder: string, bytes: Bytes): Sample {
  const input = join(folder, 'records.tsv');
  const file = openSync(input, 'w');
  const random = seededRandom(SEED);
  const chunk = Buffer.alloc(RECORDS_PER_CHUNK * RECORD_BYTES);
  const kept = Buffer.alloc(KEYS_KEPT * KEY_BYTES);
  const records = Math.floor(bytes / RECORD_BYTES);
  let used = 0;
  for (let record = 0; record < records; record += 1) {
    const slot = pick(KEYS_KEPT, random) * KEY_BYTES;
    if (record > KEYS_KEPT * KEYS_KEPT && random() < SHARE_OF_REPEATED) {
      kept.copy(chunk, used, slot, slot + KEY_BYTES);
    } else {
      for (let letter = 0; letter < KEY_BYTES; letter += 1)
        chunk[used + letter] = LETTERS[pick(LETTERS.length, random)] as number;
      chunk.copy(kept, slot, used, used + KEY_BYTES);
    }
    chunk[used + KEY_BYTES] = TAB;
    chunk.write(String(record).padStart(VALUE_DIGITS, '0'), used + KEY_BYTES + 1, 'latin1');
    chunk[used + RECORD_BYTES - 1] = NEWLINE;
    used += RECORD_BYTES;
    if (used < chunk.length && record < records - 1) continue;
    writeSync(file, chunk, 0, used);
    used = 0;
  }
  closeSync(file);
  return { input };
}
