import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Objects } from '@oremill/runtime/objects';
import { type Execution, type Part, platformError } from '@oremill/types';
import { type S3Server, startS3Server } from '@oremill/workbench/s3-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findObjectOutput, objectPartName } from '../../src/output/object-output.ts';
import { outputPaths } from '../../src/output/output-paths.ts';
import { publishToObjects } from '../../src/output/publish-to-objects.ts';
import { useScratch } from '../scratch.ts';

const scratch = useScratch();
let server: S3Server;

beforeAll(async () => {
  server = await startS3Server();
});
afterAll(() => server.close());

/** A complete partial folder of an execution that goes to the target. */
function prepare(target: string, id: string, signal = new AbortController().signal) {
  const partial = join(scratch(), 'partial');
  mkdirSync(partial);
  const parts = ['a\n', 'b\n'].map((content, index): Part => {
    const name = `part-0000${index}`;
    writeFileSync(join(partial, name), content);
    return { path: objectPartName(name, id), rows: 1, bytes: 2, sha256: String(index).repeat(64) };
  });
  const manifest = { version: 1, encoding: 'lines', columns: [], parts };
  writeFileSync(join(partial, '_manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(partial, '_execution.json'), '{}');
  writeFileSync(join(partial, '_SUCCESS'), '');
  const execution = { id, manifest } as unknown as Execution;
  const paths = { ...outputPaths(target), partial, target };
  const publish = (objects: Objects = server.objects, overwrite = false) =>
    publishToObjects({ execution, paths, overwrite, objects, signal });
  return { partial, parts, publish };
}

const partsIn = async (target: string) => (await findObjectOutput(target, server.objects)).manifest?.parts;

test('of two executions that publish to one place the first wins, and the other leaves it as it is', async () => {
  const target = 's3://mill/race';
  const first = prepare(target, 'first');
  const second = prepare(target, 'second');
  const late: Objects = {
    ...server.objects,
    async publish(uri, source, options) {
      // It looked before the first one was there, and comes after it.
      if (uri.endsWith('_manifest.json')) await first.publish();
      return server.objects.publish(uri, source, options);
    },
  };
  await expect(second.publish(late)).rejects.toMatchObject({ code: 'OUTPUT_EXISTS' });
  expect(await partsIn(target)).toEqual(first.parts);
  expect([existsSync(first.partial), existsSync(second.partial)]).toEqual([false, true]);
});

test('a manifest that arrived although its answer was lost is taken for ours', async () => {
  const target = 's3://mill/answer';
  const { partial, parts, publish } = prepare(target, 'only');
  let isLost = false;
  const losing: Objects = {
    ...server.objects,
    async publish(uri, source, options) {
      await server.objects.publish(uri, source, options);
      if (!uri.endsWith('_manifest.json') || isLost) return;
      isLost = true;
      throw platformError('OBJECT_UNWRITABLE', 'the answer was lost');
    },
  };
  await publish(losing);
  expect(isLost).toBe(true);
  expect(await partsIn(target)).toEqual(parts);
  expect(existsSync(partial)).toBe(false);
});

test('an execution that is stopped after its manifest arrived ends what is left when it goes on', async () => {
  const target = 's3://mill/stopped';
  const stop = new AbortController();
  const { partial, parts, publish } = prepare(target, 'only', stop.signal);
  const stopping: Objects = {
    ...server.objects,
    async publish(uri, source, options) {
      await server.objects.publish(uri, source, options);
      if (uri.endsWith('_manifest.json')) stop.abort();
    },
  };
  await expect(publish(stopping)).rejects.toMatchObject({ name: 'AbortError' });
  expect(await partsIn(target)).toEqual(parts);
  expect(existsSync(partial)).toBe(true);
  const again = prepare(target, 'only');
  await again.publish();
  expect(await partsIn(target)).toEqual(parts);
  expect((await server.objects.stat(`${target}/_SUCCESS`)).bytes).toBe(0);
});

test('a part that is not there as it was uploaded is an error, and there is no manifest', async () => {
  const target = 's3://mill/gone';
  const { parts, publish } = prepare(target, 'only');
  const forgetful: Objects = {
    ...server.objects,
    publish: async (uri, source, options) =>
      uri.endsWith(parts[1]?.path ?? '') ? undefined : server.objects.publish(uri, source, options),
  };
  await expect(publish(forgetful)).rejects.toMatchObject({
    code: 'UPLOAD_FAILED',
    message: expect.stringContaining(`${parts[1]?.path} is not there`),
  });
  expect(await partsIn(target)).toBeUndefined();
});
