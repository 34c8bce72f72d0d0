import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { isExcused, provideSystemParts } from '../../src/index.ts';

describe.skipIf(await isExcused('languages'))('what builds and tests other languages', () => {
  let folder: string;
  let starters: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'webtest-'));
    starters = (await provideSystemParts(readConfig(), () => undefined, ['languages'])).path[0] ?? '';
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Writes a file and runs a script beside it, with nothing else before the programs that were fetched. */
  function run(name: string, text: string, script: string): string {
    writeFileSync(join(folder, name), text);
    const env = { PATH: [starters, '/usr/bin', '/bin'].join(delimiter) };
    return execFileSync('sh', ['-ec', script], { cwd: folder, env, encoding: 'utf8' });
  }

  test('Objective-C is compiled, and what was built runs without the fetched programs', () => {
    const text = `#import <objc/Object.h>
      @interface Answer : Object
      + (int)get;
      @end
      @implementation Answer
      + (int)get { return 42; }
      @end
      int main(void) { return [Answer get]; }`;
    expect(run('answer.m', text, 'gcc answer.m -lobjc -o answer; env -i ./answer || echo $?')).toBe('42\n');
  });

  test('C# is compiled and run', () => {
    const text = 'class First { static void Main() { System.Console.WriteLine(6 * 7); } }';
    expect(run('first.cs', text, 'mcs -out:first.exe first.cs; mono first.exe')).toBe('42\n');
  });

  test('a C++ function is wrapped for Python', () => {
    const text = '%module answer\n%inline %{ int twice(int number) { return number * 2; } %}\n';
    const script = `swig -python -c++ answer.i
      g++ -shared -fPIC -I"$(python3 -c 'import sysconfig; print(sysconfig.get_path("include"))')" answer_wrap.cxx -o _answer.so
      python3 -c 'import answer; print(answer.twice(21))'`;
    expect(run('answer.i', text, script)).toBe('42\n');
  });

  test('they are for who asks by name, and not on the PATH of all tests', async () => {
    const parts = await provideSystemParts(readConfig(), () => undefined);
    expect(parts.path).not.toContain(starters);
    expect(starters).toMatch(/starters$/);
  });
});
