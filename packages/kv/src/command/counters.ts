import type { Call } from './call.ts';
import { type Command, ONE_KEY } from './command.ts';
import { addDecimals, type Decimal, formatDecimal, parseDecimal } from './decimal.ts';
import { addIntegers, INT64_MIN, parseInteger } from './integer.ts';
import { NOT_INTEGER, refuse } from './refusal.ts';

const COUNTER = { access: 'write', isOnDataset: true, isFast: true, group: 'string', keys: ONE_KEY } as const;

export const counterCommands: readonly Command[] = [
  {
    ...COUNTER,
    name: 'incr',
    arity: 2,
    since: '1.0.0',
    summary: 'Adds one to an integer; a missing key is 0.',
    run: (call) => add(call, 1),
  },
  {
    ...COUNTER,
    name: 'decr',
    arity: 2,
    since: '1.0.0',
    summary: 'Takes one from an integer; a missing key is 0.',
    run: (call) => add(call, -1),
  },
  {
    ...COUNTER,
    name: 'incrby',
    arity: 3,
    since: '1.0.0',
    summary: 'Adds to an integer; a missing key is 0.',
    run: (call) => add(call, readStep(call)),
  },
  {
    ...COUNTER,
    name: 'decrby',
    arity: 3,
    since: '1.0.0',
    summary: 'Takes from an integer; a missing key is 0.',
    run: subtract,
  },
  {
    ...COUNTER,
    name: 'incrbyfloat',
    arity: 3,
    since: '2.6.0',
    summary: 'Adds to a decimal number, exactly; a missing key is 0.',
    run: addFloat,
  },
];

function readStep({ request }: Call): number | bigint {
  return request.integer(2) ?? refuse(NOT_INTEGER);
}

function subtract(call: Call): void {
  const step = readStep(call);
  if (step === INT64_MIN) refuse('ERR decrement would overflow');
  add(call, -step);
}

function add(call: Call, step: number | bigint): void {
  const { dataset, reply } = call;
  const key = call.key(1);
  const old = dataset.get(key);
  const value = old === undefined ? 0 : parseInteger(old, 0, old.length);
  if (value === undefined) refuse(NOT_INTEGER);
  const sum = addIntegers(value, step);
  if (sum === undefined) refuse('ERR increment or decrement would overflow');
  write(call, key, old !== undefined, sum.toString());
  // Minus zero has no place in RESP.
  reply.integer(sum === 0 ? 0 : sum);
}

function addFloat(call: Call): void {
  const { request, reply } = call;
  const key = call.key(1);
  const old = call.dataset.get(key);
  const value = readDecimal(old === undefined ? '0' : old.toString('latin1'));
  const step = readDecimal(request.text(2));
  if (value === 'infinite' || step === 'infinite') refuse('ERR increment would produce NaN or Infinity');
  const sum = formatDecimal(addDecimals(value, step));
  write(call, key, old !== undefined, sum);
  reply.text(sum);
}

function readDecimal(text: string): Decimal | 'infinite' {
  if (/^[+-]?inf(inity)?$/i.test(text)) return 'infinite';
  return parseDecimal(text) ?? refuse('ERR value is not a valid float');
}

/** A counter keeps its expiry. */
function write({ dataset }: Call, key: Uint8Array, isThere: boolean, text: string): void {
  const expiresAtMs = isThere ? (dataset.expiresAtMs(key) ?? 0) : 0;
  dataset.set(key, Buffer.from(text), { expiresAtMs });
}
