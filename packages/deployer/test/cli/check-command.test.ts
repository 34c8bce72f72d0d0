import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { loadPipeline } from '../../src/pipeline/load-pipeline.ts';
import { makeRepository } from '../pipeline/repository.ts';

const PACKAGE = join(import.meta.dirname, '../..');
const examples = join(PACKAGE, 'examples');

/** What the command line prints, and how it exits. */
async function deployer(...words: string[]) {
  const run = promisify(execFile);
  const args = [join(PACKAGE, 'src/cli.ts'), ...words];
  try {
    return { code: 0, ...(await run(process.execPath, args)) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

test('the examples say the same in TypeScript and in YAML', async () => {
  const typed = await loadPipeline(join(examples, 'shop'));
  expect(await loadPipeline(join(examples, 'shop-yaml'))).toEqual(typed);
});

test('the configs that the documentation shows are right', async () => {
  const page = readFileSync(join(PACKAGE, '../../docs/concepts/deployer.md'), 'utf8');
  const shown = [...page.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text = '']) => text);
  expect(shown).not.toEqual([]);
  for (const text of shown) await loadPipeline(makeRepository({ 'oremill.yaml': text }));
});

test('check shows the steps in their order', async () => {
  const right = await deployer('check', join(examples, 'shop-yaml'));
  expect(right).toMatchObject({ code: 0, stderr: 'oremill.yaml is right\n' });
  expect(right.stdout).toContain('╭─┴─│── test\n');
  expect(right.stdout).toContain('│ test         │     2 │ build ');
});

test('as JSON, with the pipeline whole', async () => {
  const json = JSON.parse((await deployer('check', join(examples, 'shop-yaml'), '--json')).stdout);
  expect(json).toMatchObject({ file: 'oremill.yaml', problems: [], pipeline: { parallel: 4 } });
  expect(json.steps.map(({ name }: { name: string }) => name)).toEqual([
    'install',
    'build',
    'lint',
    'test[CURRENCY=eur]',
    'test[CURRENCY=usd]',
    'manual',
    'tell-failure',
  ]);
});

const WRONG = { 'oremill.yaml': 'steps:\n  a: { run: x, needs: [b, c] }\n' };

test('check tells all that is wrong and exits with 1', async () => {
  const wrong = makeRepository(WRONG);
  expect(await deployer('check', wrong)).toMatchObject({
    code: 1,
    stdout:
      'oremill.yaml:2:24: steps.a.needs[0]: there is no step "b"; there are a\noremill.yaml:2:27: steps.a.needs[1]: there is no step "c"; there are a\n',
    stderr: '2 problems\n',
  });
});

test('also as JSON, and where there is no config', async () => {
  const told = await deployer('check', makeRepository(WRONG), '--json');
  expect(told.code).toBe(1);
  expect(JSON.parse(told.stdout).problems[1]).toEqual({
    file: 'oremill.yaml',
    place: { line: 2, column: 27 },
    path: ['steps', 'a', 'needs', 1],
    message: 'there is no step "c"; there are a',
  });
  expect(await deployer('check', makeRepository({}))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('there is no oremill.config.ts'),
  });
});

test('an ordinary JSON schema tells an editor what may be there', async () => {
  const schema = JSON.parse((await deployer('schema')).stdout);
  expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
  expect(schema.$defs.PipelineStep).toMatchObject({ required: ['run'], additionalProperties: false });
});
