import { once } from 'node:events';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { joinUri, type ListOptions, type Objects } from '../../src/objects/index.ts';

export interface ObjectsWorld {
  readonly objects: Objects;
  /** A new, empty folder. */
  readonly makeFolder: () => string;
}

/** What every store of objects does; `world` is called once a test. */
export function testObjects(world: () => ObjectsWorld): void {
  it('what is published is read back, and replaced as a whole', async () => {
    const { objects, makeFolder } = world();
    const uri = joinUri(makeFolder(), 'deep/er/a.txt');
    await objects.publish(uri, Buffer.from('the first, a long one'));
    expect(await text(await objects.read(uri))).toBe('the first, a long one');
    await objects.publish(uri, Readable.from([Buffer.from('sec'), Buffer.from('ond')]));
    expect(await text(await objects.read(uri))).toBe('second');
    const version = expect.stringMatching(/^[^"]+$/);
    expect(await objects.stat(uri)).toEqual({ uri, bytes: 6, modifiedAt: expect.any(Date), version });
  });

  it('a version is that of one content: the same in a listing, another after a replacement, which is told', async () => {
    const { objects, makeFolder } = world();
    const folder = makeFolder();
    const uri = joinUri(folder, 'a');
    await objects.publish(uri, Buffer.from('first'));
    const { version } = await objects.stat(uri);
    expect((await Array.fromAsync(objects.list(folder))).map((object) => object.version)).toEqual([version]);
    expect(await text(await objects.read(uri, { start: 1, end: 3 }, { version }))).toBe('ir');
    expect(await text(await objects.read(uri, undefined, { version }))).toBe('first');
    await objects.publish(uri, Buffer.from('other'));
    expect((await objects.stat(uri)).version).not.toBe(version);
    for (const range of [undefined, { start: 1 }, { start: 1, end: 3 }]) {
      await expect(objects.read(uri, range, { version })).rejects.toMatchObject({
        code: 'OBJECT_CHANGED',
        message: expect.stringContaining(uri),
      });
    }
  });

  it('what is to be new replaces nothing', async () => {
    const { objects, makeFolder } = world();
    const folder = makeFolder();
    const uri = joinUri(folder, 'deep/a');
    await objects.publish(uri, Buffer.from('first'), { isNew: true });
    for (const source of [Buffer.from('second'), Readable.from([Buffer.from('second')])]) {
      await expect(objects.publish(uri, source, { isNew: true })).rejects.toMatchObject({
        code: 'OBJECT_EXISTS',
        message: expect.stringContaining(uri),
      });
    }
    expect(await text(await objects.read(uri))).toBe('first');
    expect((await Array.fromAsync(objects.list(folder))).map((object) => object.uri)).toEqual([uri]);
  });

  it('a listing can be narrowed to what lies directly in the folder, and to a beginning', async () => {
    const { objects, makeFolder } = world();
    const folder = makeFolder();
    for (const name of ['a', 'ab/c', 'ab/d/e', 'abc/f', 'b/a']) {
      await objects.publish(joinUri(folder, name), Buffer.from(name));
    }
    const names = async (options: ListOptions) =>
      (await Array.fromAsync(objects.list(folder, options)))
        .map(({ uri }) => uri.slice(folder.length + 1))
        .sort();
    expect(await names({ isShallow: true })).toEqual(['a']);
    expect(await names({ startsWith: 'ab' })).toEqual(['ab/c', 'ab/d/e', 'abc/f']);
    expect(await names({ startsWith: 'ab/d' })).toEqual(['ab/d/e']);
    expect(await names({ startsWith: 'a', isShallow: true })).toEqual(['a']);
    expect(await names({ startsWith: 'x' })).toEqual([]);
  });

  it('an object may be empty, or longer than any buffer on the way', async () => {
    const { objects, makeFolder } = world();
    const folder = makeFolder();
    await objects.publish(joinUri(folder, 'empty'), Buffer.alloc(0));
    expect(await text(await objects.read(joinUri(folder, 'empty')))).toBe('');
    await objects.publish(joinUri(folder, 'empty-stream'), Readable.from([]));
    expect((await objects.stat(joinUri(folder, 'empty-stream'))).bytes).toBe(0);
    const long = Buffer.alloc(20_000_000, 'the mill turns ');
    await objects.publish(joinUri(folder, 'long'), Readable.from(slices(long, 70_001)));
    expect((await buffer(await objects.read(joinUri(folder, 'long')))).equals(long)).toBe(true);
  });

  it('a piece of a file can be published, however large the file is', async () => {
    const { objects, makeFolder } = world();
    const folder = mkdtempSync(join(tmpdir(), 'oremill-test-'));
    const file = join(folder, 'file');
    writeFileSync(file, Buffer.alloc(30_000_000, 'the mill turns '));
    try {
      const uri = joinUri(makeFolder(), 'piece');
      await objects.publish(uri, createReadStream(file, { start: 15, end: 15_000_000 - 1 }));
      const piece = await buffer(await objects.read(uri));
      expect(piece.equals(Buffer.alloc(15_000_000 - 15, 'the mill turns '))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('a range is its bytes, and one beyond the end is refused', async () => {
    const { objects, makeFolder } = world();
    const uri = joinUri(makeFolder(), 'digits');
    await objects.publish(uri, Buffer.from('0123456789'));
    const read = async (start: number, end?: number) =>
      text(await objects.read(uri, end === undefined ? { start } : { start, end }));
    expect(await Promise.all([read(0, 2), read(3, 6), read(9), read(10), read(4, 4)])).toEqual([
      '01',
      '345',
      '9',
      '',
      '',
    ]);
    for (const [start, end] of [[11], [0, 11], [5, 4], [-1, 3], [0.5, 2]] as const) {
      await expect(read(start, end)).rejects.toMatchObject({
        code: 'OBJECT_RANGE',
        message: expect.stringContaining(uri),
      });
    }
  });

  it('a listing has everything below the folder and nothing beside it', async () => {
    const { objects, makeFolder } = world();
    const folder = makeFolder();
    const names = ['a-b', 'a/b', 'a0', 'b/c/d', 'Z', 'é', '😀'];
    for (const name of names) await objects.publish(joinUri(folder, name), Buffer.from(name));
    await objects.publish(`${folder}-beside`, Buffer.from('x'));
    const listed = async (uri: string) =>
      new Map((await Array.fromAsync(objects.list(uri))).map((object) => [object.uri, object.bytes]));
    const all = new Map(names.map((name) => [joinUri(folder, name), Buffer.byteLength(name)]));
    expect(await listed(folder)).toEqual(all);
    expect((await listed(`${folder}/`)).size).toBe(names.length);
    expect(await listed(joinUri(folder, 'b'))).toEqual(new Map([[joinUri(folder, 'b/c/d'), 5]]));
    await objects.remove(`${folder}-beside`);
  });

  it('a listing of nothing is empty', async () => {
    const { objects, makeFolder } = world();
    const folder = makeFolder();
    await objects.publish(joinUri(folder, 'file'), Buffer.from('x'));
    expect(await Array.fromAsync(objects.list(joinUri(folder, 'nowhere')))).toEqual([]);
    expect(await Array.fromAsync(objects.list(joinUri(folder, 'file')))).toEqual([]);
  });

  it.each([
    ' spaces  in it ',
    'ünï 数据 😀',
    '100%',
    '%41',
    'a+b',
    'a&b=c?d#e',
    `it's "q"`,
    'a:b;c,d',
    '~!@$*()',
    '\\',
    '...',
  ])('the name %j is taken as it is', async (name) => {
    const { objects, makeFolder } = world();
    const folder = makeFolder();
    const uri = joinUri(folder, name);
    await objects.publish(uri, Buffer.from(name));
    expect(await text(await objects.read(uri))).toBe(name);
    expect((await Array.fromAsync(objects.list(folder))).map((object) => object.uri)).toEqual([uri]);
    await objects.remove(uri);
    expect(await Array.fromAsync(objects.list(folder))).toEqual([]);
  });

  it('what is missing is named', async () => {
    const { objects, makeFolder } = world();
    const uri = joinUri(makeFolder(), 'missing');
    const missing = { code: 'OBJECT_MISSING', message: `there is no ${uri}` };
    await expect(objects.stat(uri)).rejects.toMatchObject(missing);
    await expect(objects.read(uri)).rejects.toMatchObject(missing);
    await expect(objects.read(uri, { start: 1 })).rejects.toMatchObject(missing);
  });

  it('removing is repeatable', async () => {
    const { objects, makeFolder } = world();
    const uri = joinUri(makeFolder(), 'a');
    await objects.publish(uri, Buffer.from('x'));
    await objects.remove(uri);
    await objects.remove(uri);
    await expect(objects.stat(uri)).rejects.toMatchObject({ code: 'OBJECT_MISSING' });
  });

  it('a folder is no object', async () => {
    const { objects, makeFolder } = world();
    const uri = `${joinUri(makeFolder(), 'a')}/`;
    for (const action of [
      objects.stat(uri),
      objects.read(uri),
      objects.publish(uri, Buffer.from('x')),
      objects.remove(uri),
    ]) {
      await expect(action).rejects.toMatchObject({ code: 'URI_INVALID' });
    }
  });

  it.each([0, 100, 12_000_000])(
    'a source that fails after %i bytes leaves the old object, or nothing',
    async (bytes) => {
      const { objects, makeFolder } = world();
      const folder = makeFolder();
      const failing = () =>
        Readable.from(
          (function* () {
            if (bytes > 0) yield Buffer.alloc(bytes);
            throw new Error('the source broke');
          })(),
          { objectMode: false },
        );
      await expect(objects.publish(joinUri(folder, 'new/one'), failing())).rejects.toThrow(
        'the source broke',
      );
      expect(await Array.fromAsync(objects.list(folder))).toEqual([]);
      const old = joinUri(folder, 'old');
      await objects.publish(old, Buffer.from('old'));
      await expect(objects.publish(old, failing())).rejects.toThrow('the source broke');
      expect(await text(await objects.read(old))).toBe('old');
    },
  );

  it('a reader that started before a replacement reads the old object to its end, or is told', async () => {
    const { objects, makeFolder } = world();
    const uri = joinUri(makeFolder(), 'a');
    const old = Buffer.alloc(3_000_000, 'a');
    await objects.publish(uri, old);
    const stream = await objects.read(uri);
    await once(stream, 'readable');
    await objects.publish(uri, Buffer.alloc(3_000_000, 'b'));
    const outcome = await buffer(stream).then(
      (bytes) => (bytes.equals(old) ? 'the old object' : 'a mixture'),
      () => 'told',
    );
    expect(['the old object', 'told']).toContain(outcome);
  });
}

function* slices(bytes: Buffer, size: number): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}
