import { buffer } from 'node:stream/consumers';
import { type Command, Option } from '@commander-js/extra-typings';
import { parseCount, parseMilliseconds, print, printJson } from '@oremill/runtime/cli';
import { kvError } from '@oremill/types';
import type { Reply } from '../client/reply.ts';
import { toText } from '../http/text-or-bytes.ts';
import { type TsvFields, tsvFields } from '../load/save-tsv.ts';
import { type Client, type ServerFlags, withServer } from './with-server.ts';

/** Works on single entries. */
export function addKeyCommands(program: Command, flags: () => ServerFlags): void {
  program
    .command('get')
    .description('print the value of a key, as it is')
    .argument('<dataset>')
    .argument('<key>')
    .option('--json', 'print {"value": …} as JSON')
    .action(async (dataset, key, { json }) => {
      const value = await withDataset(flags(), dataset, ({ call }) => call('GET', key));
      if (!Buffer.isBuffer(value)) throw missing(dataset, key);
      if (json) printJson({ value: toText(value) });
      // A prompt behind the value would be taken for its end.
      else process.stdout.write(process.stdout.isTTY ? Buffer.concat([value, NEWLINE]) : value);
    });

  program
    .command('set')
    .description('set the value of a key of a live dataset')
    .argument('<dataset>')
    .argument('<key>')
    .argument('<value>', 'the value, or - for stdin')
    .option('--ttl <duration>', 'it expires after so long, as 90s or 1h', parseMilliseconds)
    .addOption(new Option('--if-missing', 'only when there is no such key').conflicts('ifEqual'))
    .option('--if-equal <value>', 'only when this is its value now')
    .option('--json', 'print {"isSet": …} as JSON')
    .action(async (dataset, key, given, { ttl, ifMissing, ifEqual, json }) => {
      const value = given === '-' ? await buffer(process.stdin) : given;
      const options = [
        ...(ttl === undefined ? [] : ['PX', ttl]),
        ...(ifMissing ? ['NX'] : []),
        ...(ifEqual === undefined ? [] : ['IFEQ', ifEqual]),
      ];
      const reply = await withDataset(flags(), dataset, ({ call }) => call('SET', key, value, ...options));
      if (json) printJson({ isSet: reply === 'OK' });
      if (reply === 'OK') return;
      if (json) {
        process.exitCode = 1;
        return;
      }
      throw kvError('CONDITION_FAILED', `${key} was not set: its condition does not hold`);
    });

  program
    .command('delete')
    .description('delete keys of a live dataset')
    .argument('<dataset>')
    .argument('<keys...>')
    .option('--json', 'print {"deleted": …} as JSON')
    .action(async (dataset, keys, { json }) => {
      const deleted = await withDataset(flags(), dataset, ({ call }) => call('DEL', ...keys));
      if (json) printJson({ deleted });
      else print(`${Number(deleted)} deleted`);
    });

  program
    .command('scan')
    .description('print keys and values as TSV, in key order where the dataset keeps one')
    .argument('<dataset>')
    .option('--prefix <text>', 'only keys that begin so')
    .option('--limit <count>', 'entries to print at most', parseCount(1))
    .option('--keys', 'print keys alone')
    .option(
      '--escaped',
      'with the escapes of Postgres’ COPY, so that keys and values may have tabs and newlines',
    )
    .option('--json', 'print a JSON object a line')
    .action(async (dataset, { prefix = '', limit = Number.POSITIVE_INFINITY, keys, escaped, json }) => {
      const encoding = escaped ? 'tsv-escaped' : 'tsv-raw';
      await withDataset(flags(), dataset, async (client) => {
        let left = limit;
        for await (const pairs of pagesOf(client, prefix, () => left)) {
          for (const [key, value] of pairs) {
            if (left === 0) return;
            left -= 1;
            if (json) printJson({ key: toText(key), ...(keys ? {} : { value: toText(value) }) });
            else process.stdout.write(lineOf(tsvFields(key, value, encoding), keys));
          }
        }
      });
    });
}

function lineOf({ key, value }: TsvFields, isKeyAlone = false): Buffer {
  return Buffer.concat(isKeyAlone ? [key, NEWLINE] : [key, TAB, value, NEWLINE]);
}

const TAB = Buffer.from('\t');
const NEWLINE = Buffer.from('\n');
const PAGE_PAIRS = 1000;

type Pairs = readonly (readonly [key: Buffer, value: Buffer])[];

/** In key order where there is one, else in the order of hashes. */
async function* pagesOf(client: Client, prefix: string, left: () => number): AsyncIterable<Pairs> {
  let after: Buffer | undefined;
  for (;;) {
    const limit = Math.min(PAGE_PAIRS, left());
    const more = after === undefined ? [] : ['AFTER', after];
    let reply: Reply;
    try {
      reply = await client.call('PREFIX', prefix, ...more, 'LIMIT', limit);
    } catch (error) {
      if (after === undefined && isUnordered(error)) return yield* unorderedPages(client, prefix);
      throw error;
    }
    const flat = reply as readonly Buffer[];
    const pairs = flat.flatMap((key, index) =>
      index % 2 === 0 ? [[key, flat[index + 1] as Buffer] as const] : [],
    );
    yield pairs;
    if (pairs.length < limit || left() === 0) return;
    after = pairs.at(-1)?.[0];
  }
}

async function* unorderedPages({ call }: Client, prefix: string): AsyncIterable<Pairs> {
  const pattern = `${prefix.replace(/[\\*?[\]]/g, '\\$&')}*`;
  for (let cursor = '0'; ; ) {
    const [next, keys] = (await call('SCAN', cursor, 'MATCH', pattern, 'COUNT', PAGE_PAIRS)) as [
      Buffer,
      Buffer[],
    ];
    const values = keys.length === 0 ? [] : ((await call('MGET', ...keys)) as (Buffer | null)[]);
    // One that was deleted in between has no value any more.
    yield keys.flatMap((key, index) => (values[index] ? [[key, values[index]] as const] : []));
    cursor = next.toString();
    if (cursor === '0') return;
  }
}

function isUnordered(error: unknown): boolean {
  return error instanceof Error && /no order|not kept in order/.test(error.message);
}

/** A server with this dataset selected. */
function withDataset<Result>(
  flags: ServerFlags,
  dataset: string,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  return withServer(flags, async (client) => {
    await client.call('SELECT', dataset);
    return use(client);
  });
}

function missing(dataset: string, key: string): Error {
  return kvError('KEY_MISSING', `${dataset} has no key ${key}`, {
    hint: `kv scan ${dataset} --prefix … lists keys.`,
  });
}
