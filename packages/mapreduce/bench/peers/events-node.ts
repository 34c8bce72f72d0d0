import { createReadStream, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** The same without an engine, in one thread: `events-node.ts <input> <output>`. */
const [input = '', output = ''] = process.argv.slice(2);

interface Event {
  readonly user: { readonly country?: string };
  readonly device: { readonly kind: string };
  readonly took: { readonly bytes?: number };
  readonly score: number;
}

const groups = new Map<string, { count: number; bytes: number; scoreMax: number }>();
for await (const line of createInterface({ input: createReadStream(input) })) {
  const { user, device, took, score } = JSON.parse(line) as Event;
  const key = `${user.country ?? '--'}\t${device.kind}`;
  let group = groups.get(key);
  if (group === undefined) {
    group = { count: 0, bytes: 0, scoreMax: Number.NEGATIVE_INFINITY };
    groups.set(key, group);
  }
  group.count += 1;
  group.bytes += took.bytes ?? 0;
  group.scoreMax = Math.max(group.scoreMax, score);
}
const rows = [...groups].map(
  ([key, { count, bytes, scoreMax }]) => `${key}\t${count}\t${bytes}\t${toFloat(scoreMax)}\n`,
);
writeFileSync(output, rows.sort().join(''));

function toFloat(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
