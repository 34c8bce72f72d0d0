import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const workspace = join(import.meta.dirname, '../../../..');
const turbo = join(workspace, 'node_modules/.bin/turbo');

/** The real workspace's packages in small: their real tags, and as dependencies those of DESIGN.md. */
const PACKAGES: Record<string, string[]> = {
  'packages/types': [],
  'packages/runtime': ['types'],
  'packages/zstd': ['types'],
  'packages/json-fields': [],
  'packages/mapreduce': ['json-fields', 'runtime', 'types'],
  'packages/warehouse': ['runtime', 'types'],
  'packages/webtest': ['runtime', 'types'],
  'apps/api': ['mapreduce', 'runtime', 'types', 'warehouse'],
  'apps/admin': ['types'],
};

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'boundaries-'));
  for (const file of ['turbo.json', 'pnpm-workspace.yaml']) cpSync(join(workspace, file), join(root, file));
  write('package.json', JSON.stringify({ name: 'root', private: true, packageManager: 'pnpm@12.21.0' }));
  for (const [folder, dependencies] of Object.entries(PACKAGES)) {
    mkdirSync(join(root, folder, 'src'), { recursive: true });
    cpSync(join(workspace, folder, 'turbo.json'), join(root, folder, 'turbo.json'));
    declare(folder, dependencies);
    const imports = dependencies.map((name) => `import '@oremill/${name}';\n`);
    write(`${folder}/src/index.ts`, `${imports.join('')}export {};\n`);
  }
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  writeFileSync(join(root, file), text);
}

function declare(folder: string, dependencies: readonly string[]): void {
  const versions = Object.fromEntries(dependencies.map((name) => [`@oremill/${name}`, 'workspace:*']));
  const name = `@oremill/${folder.split('/')[1]}`;
  write(
    `${folder}/package.json`,
    JSON.stringify({ name, version: '0.1.0', type: 'module', dependencies: versions }),
  );
}

/** Adds an import to a package, declared in its package.json as well unless told otherwise. */
function addImport(folder: string, name: string): void {
  declare(folder, [...(PACKAGES[folder] ?? []), name]);
  write(`${folder}/src/more.ts`, `import '@oremill/${name}';\n`);
}

function checkBoundaries(folder: string): { isClean: boolean; output: string } {
  const result = spawnSync(turbo, ['boundaries'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, DO_NOT_TRACK: '1', NO_COLOR: '1' },
  });
  return {
    isClean: result.status === 0,
    output: `${result.stdout}${result.stderr}`.replaceAll(/\s+[│|]?\s*/g, ' '),
  };
}

describe('turbo boundaries', () => {
  test('pass the real workspace', () => {
    expect(checkBoundaries(workspace)).toEqual({
      isClean: true,
      output: expect.stringContaining('no issues found'),
    });
  });

  test('pass the imports that DESIGN.md draws', () => {
    expect(checkBoundaries(root)).toEqual({
      isClean: true,
      output: expect.stringContaining('no issues found'),
    });
  });

  test.each([
    { from: 'packages/mapreduce', to: 'warehouse', rule: 'an engine imports an engine' },
    { from: 'packages/types', to: 'runtime', rule: 'types import the runtime' },
    { from: 'packages/runtime', to: 'mapreduce', rule: 'the runtime imports an engine' },
    { from: 'packages/zstd', to: 'warehouse', rule: 'a shelf imports an engine' },
    { from: 'packages/webtest', to: 'api', rule: 'a package imports an app' },
    { from: 'apps/admin', to: 'runtime', rule: 'the screens import the runtime' },
    { from: 'apps/admin', to: 'mapreduce', rule: 'the screens import an engine' },
  ])('fail when $rule', ({ from, to }) => {
    addImport(from, to);
    const { isClean, output } = checkBoundaries(root);
    expect(isClean).toBe(false);
    expect(output).toContain(`\`@oremill/${to}\` found with`);
    expect(output).toContain(`for \`@oremill/${from.split('/')[1]}\``);
  });

  test('fail when a relative import leaves its package', () => {
    write('packages/warehouse/src/more.ts', "import '../../mapreduce/src/index.ts';\n");
    const { isClean, output } = checkBoundaries(root);
    expect(isClean).toBe(false);
    expect(output).toContain('leaves the package');
  });

  test('fail when a package is imported that package.json does not name', () => {
    write('packages/warehouse/src/more.ts', "import 'left-pad';\n");
    const { isClean, output } = checkBoundaries(root);
    expect(isClean).toBe(false);
    expect(output).toContain('left-pad');
  });
});
