import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc16, slotOf } from '../../src/client/slot.ts';
import { type Chunk, PairEncoder } from '../../src/cluster/encode-pairs.ts';
import { groupPairs } from '../../src/cluster/group-pairs.ts';
import { createPairs, indexLines, type Pairs } from '../../src/cluster/lines.ts';
import { slotSet } from '../../src/cluster/slot-set.ts';
import type { Topology } from '../../src/cluster/topology.ts';

const prefix = Buffer.from('tags:v1:');

function index(bytes: Buffer, isEscaped = false, capacity = 2): Pairs {
  const pairs = createPairs(capacity);
  indexLines(bytes, pairs, { prefixCrc: crc16(prefix), isEscaped, sampleLimit: 0, onSampled: () => 0 });
  return pairs;
}

function pairsIn(bytes: Buffer, pairs: Pairs): [string, string, number][] {
  return Array.from({ length: pairs.count }, (_, at) => [
    bytes.toString('latin1', pairs.keyStarts[at], pairs.keyEnds[at]),
    bytes.toString('latin1', (pairs.keyEnds[at] ?? 0) + 1, pairs.valueEnds[at]),
    pairs.slots[at] ?? -1,
  ]);
}

const slotBehindPrefix = (key: string) => slotOf(Buffer.concat([prefix, Buffer.from(key, 'latin1')]));

describe('lines', () => {
  test('each is a key, its slot behind the prefix, and all the rest as its value', () => {
    const text = Buffer.from('a\t1\n{t}b\t\n\tno key\nc\tmore\ttabs');
    expect(pairsIn(text, index(text))).toEqual([
      ['a', '1', slotBehindPrefix('a')],
      ['{t}b', '', slotOf(Buffer.from('t'))],
      ['', 'no key', slotBehindPrefix('')],
      ['c', 'more\ttabs', slotBehindPrefix('c')],
    ]);
  });

  test('escapes are undone as COPY does it, and decide about the slot', () => {
    const text = Buffer.from('\\{t}\\tx\ta\\\\b\\nc\\101\\x41\\q\nplain\tvalue\n');
    expect(pairsIn(text, index(text, true))).toEqual([
      ['{t}\tx', 'a\\b\ncAAq', slotOf(Buffer.from('t'))],
      ['plain', 'value', slotBehindPrefix('plain')],
    ]);
    expect(() => index(Buffer.from('key\t\\N\n'), true)).toThrow('has a null');
    expect(pairsIn(Buffer.from('key\t\\N\n'), index(Buffer.from('key\t\\N\n')))).toHaveLength(1);
  });

  test('one without a tab is refused, with its place', () => {
    expect(() => index(Buffer.from('a\t1\nbad\n'))).toThrow(expect.objectContaining({ start: 4 }));
    expect(() => index(Buffer.from('a\t1\n\n'))).toThrow(expect.objectContaining({ start: 4 }));
    expect(() => index(Buffer.from('bad'))).toThrow(expect.objectContaining({ start: 0 }));
  });
});

/** Three masters, with slots that lie between each other; 100 to 199 are nobody's. */
function topology(): Topology {
  const owners = Uint16Array.from({ length: 16_384 }, (_, slot) =>
    slot >= 100 && slot < 200 ? 0xffff : slot % 3,
  );
  const masters = [7001, 7002, 7003].map((port) => ({
    host: 'h',
    port,
    id: `${port}`,
    replicas: [],
    slots: [],
  }));
  return { owners, masters };
}

const bytesOfPair = fc.tuple(
  fc.uint8Array({ maxLength: 80 }).map((bytes) => bytes.filter((byte) => byte !== 9 && byte !== 10)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => bytes.filter((byte) => byte !== 10)),
);

/** Reads commands as a server does. */
function commandsIn(bytes: Buffer): string[][] {
  const commands: string[][] = [];
  const text = bytes.toString('latin1');
  for (let at = 0; at < text.length; ) {
    const number = (mark: string) => {
      expect(text[at]).toBe(mark);
      const end = text.indexOf('\r\n', at);
      const value = Number(text.slice(at + 1, end));
      at = end + 2;
      return value;
    };
    commands.push(
      Array.from({ length: number('*') }, () => {
        const length = number('$');
        at += length + 2;
        expect(text.slice(at - 2, at)).toBe('\r\n');
        return text.slice(at - 2 - length, at - 2);
      }),
    );
  }
  return commands;
}

function encodeAll(source: Buffer, pairs: Pairs, order: Uint32Array, form: Chunk['form']): string[][] {
  const encoder = new PairEncoder(prefix);
  const all: string[][] = [];
  for (let from = 0; from < order.length; ) {
    const target = Buffer.alloc(Math.max(700, encoder.bytesMax(pairs, order[from] ?? 0)));
    const { next, bytes, commands } = encoder.encode(source, pairs, { order, from, target, form });
    const read = commandsIn(target.subarray(0, bytes));
    expect(read).toHaveLength(commands.length);
    all.push(...read);
    from = next;
  }
  return all;
}

describe('encoding', () => {
  test('every pair of every node is written once, whatever its bytes, in each form', () => {
    fc.assert(
      fc.property(fc.array(bytesOfPair, { maxLength: 60 }), (entries) => {
        const source = Buffer.concat(
          entries.flatMap(([key, value]) => [key, Buffer.from('\t'), value, Buffer.from('\n')]),
        );
        const pairs = index(source);
        const { groups, orphans } = groupPairs(pairs, topology());
        const orders = [...groups.map(({ order }) => order), orphans];
        const written = orders.flatMap((order) =>
          encodeAll(source, pairs, order, 'several').flatMap(([name, ...parts]) => {
            expect(name).toBe(parts.length > 2 ? 'MSET' : 'SET');
            return Array.from(
              { length: parts.length / 2 },
              (_, at) => `${parts[2 * at]}\t${parts[2 * at + 1]}`,
            );
          }),
        );
        const expected = pairsIn(source, pairs).map(([key, value]) => `tags:v1:${key}\t${value}`);
        expect(written.sort()).toEqual(expected.sort());
      }),
    );
  });

  test('only pairs of one slot share a command; asking goes pair by pair', () => {
    const source = Buffer.from('{a}1\tx\n{b}1\tx\n{a}2\ty\n{b}2\ty\n');
    const pairs = index(source);
    const order = Uint32Array.of(0, 2, 1, 3);
    const a = ['tags:v1:{a}1', 'x', 'tags:v1:{a}2', 'y'];
    const b = ['tags:v1:{b}1', 'x', 'tags:v1:{b}2', 'y'];
    expect(encodeAll(source, pairs, order, 'several')).toEqual([
      ['MSET', ...a],
      ['MSET', ...b],
    ]);
    expect(encodeAll(source, pairs, order.subarray(0, 2), 'asking')).toEqual([
      ['ASKING'],
      ['SET', ...a.slice(0, 2)],
      ['ASKING'],
      ['SET', ...a.slice(2)],
    ]);
  });

  test('pairs are grouped by node and slot, in the order in which they came; some, and some slots, when asked', () => {
    const source = Buffer.from(Array.from({ length: 400 }, (_, at) => `{${at % 40}}${at}\t\n`).join(''));
    const pairs = index(source);
    const { owners } = topology();
    const { groups } = groupPairs(pairs, topology());
    for (const { node, order } of groups) {
      const slots = Array.from(order, (at) => pairs.slots[at] ?? -1);
      expect(new Set(slots.map((slot) => 7001 + (owners[slot] ?? 0)))).toEqual(new Set([node.port]));
      const places = Array.from(order, (at) => (pairs.slots[at] ?? 0) * 1000 + at);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
    }
    const slot = pairs.slots[7] ?? 0;
    const only = Uint32Array.of(6, 7, 47);
    const chosen = groupPairs(pairs, topology(), { only, chosen: slotSet([[slot, slot]]) });
    expect([...chosen.groups.flatMap(({ order }) => [...order]), ...chosen.orphans]).toEqual([7, 47]);
  });
});
