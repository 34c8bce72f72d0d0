import { join } from 'node:path';
import { seededRandom } from '@oremill/runtime';
import { encodeCommand } from '../src/client/command.ts';
import { ReplyParser } from '../src/client/reply-parser.ts';
import type { Bench, Contender, Figure } from './harness/bench.ts';
import { digestValues } from './harness/content.ts';
import { askOnce, type FixedRequest, sendFixed } from './harness/fixed-requests.ts';
import { startOurServer } from './harness/our-server.ts';
import { readPairs } from './harness/pairs-file.ts';
import { DATASET } from './programs/serve-options.ts';
import { smallPairs } from './samples/small-pairs.ts';
import { writePairs } from './samples/write-pairs.ts';

export const http: Bench = {
  name: 'http',
  question: 'What does HTTP cost, when a hundred keys are asked for at once?',
  sizes: { small: { pairs: 50_000, requests: 200 }, large: { pairs: 1_000_000, requests: 10_000 } },
  notes: [
    'The plugin of the platform in an app of its own, and MGET, of one process over one published dataset; eight connections, each with one request under way.',
    'The client sends bytes that it has made before and counts those that come back, so it costs the same for both.',
  ],
  async run(world) {
    const sample = writePairs(join(world.folder, 'small.tsv'), smallPairs(world.size.pairs));
    const server = await startOurServer({
      folder: world.folder,
      kind: 'published',
      file: sample.path,
      isHttp: true,
    });
    world.atEnd(() => server.close());
    const batches = drawBatches(sample.path, sample.pairs);
    const count = world.size.requests ?? 0;
    const ask = (name: string, port: number, protocol: Protocol): Contender => ({
      name,
      measure: async () => {
        const { requests, sample: digest } = await prepare(port, protocol, batches);
        const seconds = await sendFixed(port, requests, { connections: CONNECTIONS, count });
        const keysPerSecond = (count * KEYS) / seconds;
        return { figures: { [RATE.name]: keysPerSecond / 1000 }, content: { sample: digest } };
      },
    });
    const result = await world.measure({
      name: `${KEYS} keys a request, among ${sample.pairs.toLocaleString('en-US')}`,
      figures: [RATE],
      contenders: [ask(MGET, server.port, resp), ask(HTTP, server.httpPort ?? 0, json)],
      targets: [{ kind: 'times', ours: HTTP, against: MGET, figure: RATE.name, atLeast: 0.5 }],
    });
    return [result];
  },
};

const MGET = 'MGET';
const HTTP = 'HTTP, POST of keys';
const RATE: Figure = { name: 'keys', unit: 'k/s', better: 'more' };
const KEYS = 100;
const BATCHES = 100;
const CONNECTIONS = 8;

interface Protocol {
  readonly encode: (keys: readonly string[]) => Buffer;
  readonly isWhole: (reply: Buffer) => boolean;
  readonly decode: (reply: Buffer) => readonly (Buffer | null)[];
}

const resp: Protocol = {
  encode: (keys) => encodeCommand(['MGET', ...keys]),
  isWhole: (reply) => parseReply(reply) !== undefined,
  decode: (reply) => parseReply(reply) as (Buffer | null)[],
};

const HEAD_END = '\r\n\r\n';

const json: Protocol = {
  encode: (keys) => {
    const body = JSON.stringify({ keys });
    const head = [
      `POST /kv/${DATASET} HTTP/1.1`,
      'host: localhost',
      'content-type: application/json',
      `content-length: ${body.length}`,
    ];
    return Buffer.from(`${head.join('\r\n')}${HEAD_END}${body}`);
  },
  isWhole: (reply) => {
    const headEnd = reply.indexOf(HEAD_END);
    if (headEnd === -1) return false;
    const length = /content-length: (\d+)/i.exec(reply.toString('latin1', 0, headEnd))?.[1];
    return reply.length === headEnd + HEAD_END.length + Number(length);
  },
  decode: (reply) => {
    const text = reply.toString();
    if (!text.startsWith('HTTP/1.1 200 ')) throw new Error(text);
    const { values } = JSON.parse(text.slice(text.indexOf(HEAD_END))) as { values: (string | null)[] };
    return values.map((value) => (value === null ? null : Buffer.from(value)));
  },
};

function parseReply(bytes: Buffer): unknown {
  const parser = new ReplyParser();
  parser.push(bytes);
  return parser.next();
}

/** Asks each request once: what the reply says is compared, and its length is waited for from then on. */
async function prepare(port: number, { encode, isWhole, decode }: Protocol, batches: readonly string[][]) {
  const requests: FixedRequest[] = [];
  const values: (Buffer | null)[] = [];
  for (const keys of batches) {
    const bytes = encode(keys);
    const reply = await askOnce(port, bytes, isWhole);
    requests.push({ bytes, replyBytes: reply.length });
    values.push(...decode(reply));
  }
  return { requests, sample: digestValues(values) };
}

function drawBatches(path: string, pairs: number): string[][] {
  const all: string[] = [];
  const step = Math.max(1, Math.floor(pairs / (BATCHES * KEYS * 2)));
  let line = 0;
  readPairs(path, (key) => {
    if (line % step === 0) all.push(key.toString());
    line += 1;
  });
  const random = seededRandom(16);
  const draw = () => all[Math.floor(random() * all.length)] as string;
  return Array.from({ length: BATCHES }, () => Array.from({ length: KEYS }, draw));
}
