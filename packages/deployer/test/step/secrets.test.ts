import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { expect, it } from 'vitest';
import { maskSecrets } from '../../src/step/mask-secrets.ts';
import { makeTrial } from './step-work.ts';

const unreadable = (message: string) => ({ state: 'failed', error: { code: 'SECRET_UNREADABLE', message } });

it('secrets come from a variable, a file, an age file and a command, and no log shows them', async () => {
  const trial = makeTrial();
  const file = join(trial.folder, 'token');
  writeFileSync(file, 'of-a-file\n', { mode: 0o600 });
  const identity = await generateIdentity();
  const identityFile = join(trial.folder, 'identity');
  writeFileSync(identityFile, `# for tests\n${identity}\n`, { mode: 0o600 });
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  writeFileSync(join(trial.workspace, 'key.age'), await encrypter.encrypt('of-an-age-file'));
  const outcome = await trial.run(
    {
      run: [
        'echo "$A $B $C $D" >&2',
        'test "$A/$B/$C/$D" = of-a-variable/of-a-file/of-an-age-file/of-a-command',
        'printf of-a-; sleep 0.05; printf "file, in two\\n"',
        'printf "x%s" "$B" | base64',
        // Neither is it in the arguments of a process.
        'tr "\\0" " " < /proc/self/cmdline | grep -c of-a- || true',
      ].join('\n'),
      secrets: ['A', 'B', 'C', 'D'],
    },
    {
      pipeline: {
        secrets: {
          A: { env: 'VARIABLE' },
          B: { file },
          C: { age: 'key.age', identity: identityFile },
          D: { command: ['echo', 'of-a-command'] },
        },
      },
      runner: { environment: { PATH: process.env.PATH, VARIABLE: 'of-a-variable' } },
    },
  );
  expect(outcome.error).toBeUndefined();
  expect(trial.lines('err')).toEqual(['*** *** *** ***']);
  const [inTwo, base64, count] = trial.lines('out');
  expect([inTwo, count]).toEqual(['***, in two', '0']);
  expect(base64).toContain('***');
});

it('a secret that is not there, or that others may read, fails the step before it begins', async () => {
  const trial = makeTrial();
  const file = join(trial.folder, 'token');
  writeFileSync(file, 'hunter2');
  chmodSync(file, 0o644);
  const attempt = (reference: object, runner = {}) =>
    trial.run(
      { run: 'echo begun', secrets: ['TOKEN'] },
      { pipeline: { secrets: { TOKEN: reference as { env: string } } }, runner },
    );
  expect(await attempt({ file })).toMatchObject({
    state: 'failed',
    error: {
      code: 'SECRET_UNREADABLE',
      message: `the secret TOKEN is in ${file}, which others may read`,
      hint: `Run: chmod 600 ${file}`,
    },
  });
  const own = join(trial.folder, 'own');
  writeFileSync(own, 'hunter2', { mode: 0o600 });
  expect(await attempt({ file: own }, { platformFolder: trial.folder })).toMatchObject(
    unreadable(`the secret TOKEN is in ${own}, where the platform keeps its own`),
  );
  expect(await attempt({ file: '/missing' })).toMatchObject(
    unreadable('the secret TOKEN is in /missing, which cannot be read: ENOENT'),
  );
  expect(await attempt({ env: 'MISSING' })).toMatchObject(
    unreadable('the secret TOKEN is the variable MISSING, which the engine does not have'),
  );
  expect(await attempt({ env: 'DATABASE_URL' })).toMatchObject(
    unreadable('the secret TOKEN cannot be DATABASE_URL, which is the platform’s own'),
  );
  expect(await attempt({ command: ['sh', '-c', 'echo hunter2; exit 4'] })).toMatchObject(
    unreadable('the secret TOKEN is what sh prints, which has ended with 4'),
  );
  expect(await attempt({ age: '../token', identity: file })).toMatchObject(
    unreadable('the secret TOKEN is in ../token, which is not in the repository'),
  );
  execFileSync('mkfifo', [join(trial.workspace, 'pipe')]);
  expect(await attempt({ age: 'pipe', identity: file })).toMatchObject(
    unreadable('the secret TOKEN is in pipe, which is no file of at most 65536 bytes'),
  );
  expect(trial.lines().join('\n')).not.toMatch(/hunter2|begun/);
});

it('a run of a fork gets no secret, and says so', async () => {
  const trial = makeTrial();
  await trial.run(
    { run: 'echo "[$TOKEN]"', secrets: ['TOKEN'] },
    { pipeline: { secrets: { TOKEN: { command: ['echo', 'hunter2'] } } }, work: { isTrusted: false } },
  );
  expect(trial.lines()).toEqual(['a run of a fork gets no secrets: TOKEN is not set', '[]']);
});

it('masks take out lines of a secret, its encodings, and what a cut may have torn', () => {
  const secret = 'first line/+\nsecond one';
  const mask = maskSecrets([secret, 'ab']);
  expect(mask('a first line/+ and second one')).toBe('a *** and ***');
  expect(mask(encodeURIComponent('first line/+'))).toBe('***');
  for (const before of ['', 'u', 'us', 'use', 'user:']) {
    const encoded = Buffer.from(`${before}second one, `).toString('base64');
    expect(mask(encoded)).toMatch(/^.{0,8}\*\*\*.{0,6}$/);
  }
  expect(mask('the second', true)).toBe('the ***');
  expect(mask('the second')).toBe('the second');
  expect(mask('cabbage')).toBe('cabbage');
  expect(maskSecrets([])('anything')).toBe('anything');
});
