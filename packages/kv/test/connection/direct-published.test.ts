import { manualClock, seededRandom } from '@oremill/runtime';
import { openCodec } from '@oremill/zstd';
import { expect, test } from 'vitest';
import { PublishedDataset } from '../../src/dataset/published-dataset.ts';
import { openImage } from '../../src/image/open-image.ts';
import { useServer } from '../command/serve.ts';
import type { Pair } from '../image/records.ts';
import { writePairs } from '../image/test-image.ts';
import { useScratch } from '../scratch.ts';

const serve = useServer();
const scratch = useScratch();

/** Its kernel is never asked. */
class PlainDataset extends PublishedDataset {
  override get requests(): undefined {
    return undefined;
  }
}

test('a published dataset is read by its kernel as by JavaScript, and written by neither', async () => {
  const clock = manualClock(1_000_000);
  const random = seededRandom(3);
  const codec = openCodec({ kind: 'zstd' });
  const unpacked = Buffer.alloc(5_000, 'packed ');
  const packed = Buffer.from(codec.compress(unpacked) as Buffer);
  const pairs: Pair[] = Array.from({ length: 3_000 }, (_, index) => ({
    key: Buffer.from(`key:${index}`),
    value: index % 50 === 0 ? packed : Buffer.alloc(Math.floor(random() * 200), `${index}`),
    isCompressed: index % 50 === 0,
    expiresAtMs: index % 7 === 0 ? clock.nowMs() + 1_000 : 0,
  }));
  const { path } = await writePairs(scratch(), pairs, { isOrdered: true });
  const common = { name: 'tags', version: 1, compression: 'zstd' } as const;
  const direct = new PublishedDataset({ ...common, table: await openImage(path, { clock }), codec });
  const plain = new PlainDataset({
    ...common,
    table: await openImage(path, { clock }),
    codec: openCodec({ kind: 'zstd' }),
  });
  expect(direct.requests).toBeDefined();
  const clients = await Promise.all(
    [direct, plain].map(async (dataset) => {
      const served = await serve({ clock, datasets: [dataset] });
      const client = await served.connect();
      await client.call('SELECT', 'tags');
      return client;
    }),
  );
  for (let round = 0; round < 40; round++) {
    if (round === 20) clock.advance(2_000);
    const key = () => `key:${Math.floor(random() * 3_300)}`;
    const requests = Array.from({ length: 100 }, () => {
      const choice = random();
      if (choice < 0.6) return ['GET', key()];
      if (choice < 0.8) return ['MGET', key(), key(), key()];
      if (choice < 0.9) return ['EXISTS', key(), key()];
      return choice < 0.95 ? ['SET', key(), 'v'] : ['PING'];
    });
    const [first, second] = await Promise.all(clients.map((client) => client.callAll(requests)));
    expect(first, `round ${round}`).toEqual(second);
    const written = requests.findIndex(([name]) => name === 'SET');
    if (written !== -1) {
      expect(first?.[written]).toEqual({
        error: 'READONLY dataset tags is published: it changes by publishing a version',
      });
    }
  }
  expect(await clients[0]?.call('GET', 'key:100')).toBe(unpacked.toString());
  expect(await clients[0]?.call('GET', 'key:7')).toBe(null);
});
