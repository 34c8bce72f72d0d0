/** Requests that a table image answers by itself; see resp/serve.as. */
import { BYTES, KEY, KIND, LOOKUP_BYTES, PING, PLACE } from '../resp/requests.as';
import { FOUND as ANSWERED, MISSING as ABSENT, NEEDS_MORE, serve, setFound } from '../resp/serve.as';
import { groupOf } from '../table/hash.as';
import { find } from './find.as';
import { buckets, hashOf, headOf } from './image.as';
import { FOUND, MISSING, STATE } from './layout.as';

/** In the region, behind its report: what `find` found. */
const RESULT: usize = 68 * 1024;

/** Keeps reads that only warm the cache from being optimised away. */
let touched: u32 = 0;
let result: usize = 0;
let now: f64 = 0;

export function serveRequests(region: usize, inputBytes: u32, isResp3: bool, mayWrite: bool, nowMs: f64): void {
  result = region + RESULT;
  now = nowMs;
  serve(region, inputBytes, isResp3, prepare, look, write, false);
}

/** An image is not written: requests that want to are never read. */
function write(_lookup: usize): bool {
  return false;
}

/** The directory, then the heads of all buckets; a head may lie in two cache lines. */
function prepare(lookups: usize, end: usize): void {
  let sum: u32 = 0;
  for (let lookup = lookups; lookup < end; lookup += LOOKUP_BYTES) {
    if (load<u32>(lookup, KIND) == PING) continue;
    const hash = hashOf(load<u32>(lookup, KEY), load<u32>(lookup, BYTES));
    store<u32>(lookup, headOf(groupOf(hash, buckets)) as u32, PLACE);
  }
  for (let lookup = lookups; lookup < end; lookup += LOOKUP_BYTES) {
    if (load<u32>(lookup, KIND) == PING) continue;
    const head: usize = load<u32>(lookup, PLACE);
    sum += (load<u8>(head) as u32) + (load<u8>(head, 48) as u32);
  }
  touched = sum;
}

function look(lookup: usize): u32 {
  find(load<u32>(lookup, KEY), load<u32>(lookup, BYTES), result);
  const state = load<u32>(result, STATE);
  if (state == MISSING) return ABSENT;
  // What is compressed is decompressed in JavaScript, and what is corrupt reported there.
  if (state != FOUND || load<u32>(result, 24) != 0) return NEEDS_MORE;
  const expiresAt = load<f64>(result);
  if (expiresAt != 0 && expiresAt <= now) return ABSENT;
  setFound(load<u32>(result, 16), load<u32>(result, 20));
  return ANSWERED;
}
