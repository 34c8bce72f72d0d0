/** Requests that a table which can be written answers by itself; see resp/serve.as. */
import { BYTES, HASH, KEY, KIND, LOOKUP_BYTES, PING, PLACE, VALUE, VALUE_BYTES } from '../resp/requests.as';
import { addOperation, FOUND, journalEnd, MISSING, NEEDS_MORE, serve, setFound } from '../resp/serve.as';
import { COMPRESSED, DIRECTORY, GROUPS, IO } from './layout.as';
import { groupOf, tagOf } from './hash.as';
import { findRecord, groupAt, indexOf, recordIn } from './index.as';
import { hashOf } from './part.as';
import { expiresAt, flags, readRecord, valueAt, valueBytes, writeHead } from './record.as';
import { setInRoom } from './write.as';

/** Keeps reads that only warm the cache from being optimised away. */
let touched: u32 = 0;
let now: u64 = 0;

export function serveRequests(region: usize, inputBytes: u32, isResp3: bool, mayWrite: bool, nowMs: f64): void {
  now = nowMs as u64;
  serve(region, inputBytes, isResp3, prepare, look, write, mayWrite);
}

/** All groups are touched, then all records that may be right: no read waits for another. */
function prepare(lookups: usize, end: usize): void {
  let sum: u32 = 0;
  for (let lookup = lookups; lookup < end; lookup += LOOKUP_BYTES) {
    if (load<u32>(lookup, KIND) == PING) {
      store<u32>(lookup, 0, PLACE);
      continue;
    }
    const hash = hashOf(load<u32>(lookup, KEY), load<u32>(lookup, BYTES));
    const index = indexOf(hash);
    const group = groupAt(load<u32>(index, DIRECTORY), groupOf(hash, load<u32>(index, GROUPS)));
    store<u64>(lookup, hash, HASH);
    store<u32>(lookup, group as u32, PLACE);
    sum += load<u8>(group);
  }
  for (let lookup = lookups; lookup < end; lookup += LOOKUP_BYTES) {
    const group: usize = load<u32>(lookup, PLACE);
    if (group == 0) continue;
    const matches = i8x16.bitmask(i8x16.eq(v128.load(group), i8x16.splat(tagOf(load<u64>(lookup, HASH)))));
    if (matches != 0) sum += load<u8>(recordIn(group, ctz(matches)));
  }
  touched = sum;
}

function look(lookup: usize): u32 {
  const record = findRecord(load<u64>(lookup, HASH), load<u32>(lookup, KEY), load<u32>(lookup, BYTES));
  if (record == 0) return MISSING;
  readRecord(record);
  // What has expired is to be removed, what is compressed to be decompressed: JavaScript does both.
  if ((flags & COMPRESSED) != 0 || (expiresAt != 0 && expiresAt <= now)) return NEEDS_MORE;
  setFound(valueAt, valueBytes);
  return FOUND;
}

/** An operation of the log (src/log/operations.ts): what is set. */
const LOG_SET: u8 = 1;

/** Without expiry and not compressed. False when there is no room: JavaScript evicts and tells the log, or refuses. */
function write(lookup: usize): bool {
  const key: usize = load<u32>(lookup, KEY);
  const bytes = load<u32>(lookup, BYTES);
  const value: usize = load<u32>(lookup, VALUE);
  const bytesOfValue = load<u32>(lookup, VALUE_BYTES);
  memory.copy(IO, key, bytes);
  const at = setInRoom(bytes, bytesOfValue, 0, 0);
  if (at == 0) return false;
  memory.copy(at, value, bytesOfValue);
  const operation = journalEnd;
  store<u8>(operation, LOG_SET);
  const body = writeHead(operation + 1, bytes, bytesOfValue, 0, 0);
  memory.copy(body, key, bytes);
  memory.copy(body + bytes, value, bytesOfValue);
  addOperation(body + bytes + bytesOfValue);
  return true;
}
