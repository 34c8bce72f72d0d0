import type { Call, Request } from './call.ts';
import { type Command, ONE_KEY } from './command.ts';
import { readPositiveTime, setUntil, type TimeUnit, unitOf } from './expiry-time.ts';
import { refuse, SYNTAX } from './refusal.ts';

type Condition = 'always' | 'missing' | 'there' | 'equal' | 'different';

interface SetOptions {
  condition: Condition;
  /** Argument with the value to compare with. */
  compared: number;
  isGet: boolean;
  keepsExpiry: boolean;
  expiresAtMs: number;
}

export const setCommand: Command = {
  name: 'set',
  arity: -3,
  access: 'write',
  isOnDataset: true,
  group: 'string',
  keys: ONE_KEY,
  since: '1.0.0',
  summary:
    'Sets the value of a key: NX | XX | IFEQ value | IFNE value, GET, EX | PX | EXAT | PXAT time | KEEPTTL.',
  run: set,
};

function set(call: Call): void {
  const { request, reply } = call;
  if (request.count === 3) {
    call.dataset.set(call.key(1), request.bytes(2));
    reply.ok();
    return;
  }
  const { dataset } = call;
  const options = readOptions(call);
  const key = call.key(1);
  const needsOld = options.isGet || options.compared > 0;
  const found = needsOld ? dataset.get(key) : undefined;
  const isThere = needsOld ? found !== undefined : options.condition !== 'always' && dataset.has(key);
  const isMet = meets(options, request, isThere, found);
  // Writing may move or reuse what a view shows.
  const old = options.isGet && found !== undefined ? Buffer.from(found) : undefined;
  if (isMet) {
    const expiresAtMs = options.keepsExpiry ? (dataset.expiresAtMs(key) ?? 0) : options.expiresAtMs;
    setUntil(call, key, request.bytes(2), expiresAtMs);
  }
  if (options.isGet) {
    if (old === undefined) reply.nil();
    else reply.bulk(old);
  } else if (isMet) reply.ok();
  else reply.nil();
}

function meets(options: SetOptions, request: Request, isThere: boolean, found: Buffer | undefined): boolean {
  switch (options.condition) {
    case 'always':
      return true;
    case 'missing':
      return !isThere;
    case 'there':
      return isThere;
    case 'equal':
      return found?.equals(request.bytes(options.compared)) === true;
    case 'different':
      return found?.equals(request.bytes(options.compared)) !== true;
  }
}

function readOptions(call: Call): SetOptions {
  const { request } = call;
  const options: SetOptions = {
    condition: 'always',
    compared: 0,
    isGet: false,
    keepsExpiry: false,
    expiresAtMs: 0,
  };
  let timeAt = 0;
  let unit: TimeUnit | undefined;
  for (let index = 3; index < request.count; index++) {
    const condition = conditionOf(request, index);
    if (condition !== undefined) {
      if (options.condition !== 'always' && options.condition !== condition) refuse(SYNTAX);
      options.condition = condition;
      if (condition === 'equal' || condition === 'different') {
        if (options.compared > 0 || ++index >= request.count) refuse(SYNTAX);
        options.compared = index;
      }
    } else if (request.is(index, 'get')) options.isGet = true;
    else if (request.is(index, 'keepttl') && timeAt === 0) options.keepsExpiry = true;
    else {
      const found = options.keepsExpiry || timeAt > 0 ? undefined : unitOf(request, index);
      if (found === undefined) refuse(SYNTAX);
      unit = found;
      timeAt = ++index;
    }
  }
  if (unit !== undefined && timeAt > 0) options.expiresAtMs = readPositiveTime(call, timeAt, unit);
  return options;
}

function conditionOf(request: Request, index: number): Condition | undefined {
  if (request.is(index, 'nx')) return 'missing';
  if (request.is(index, 'xx')) return 'there';
  if (request.is(index, 'ifeq')) return 'equal';
  return request.is(index, 'ifne') ? 'different' : undefined;
}
