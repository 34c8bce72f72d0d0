import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '@oremill/runtime/log';
import { afterEach, expect, it } from 'vitest';
import { logFolder } from '../../src/store/log-folder.ts';
import { openLogs } from '../../src/store/logs.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function makeLogs(stepBytesMax?: number) {
  const folder = mkdtempSync(join(tmpdir(), 'deployer-logs-'));
  folders.push(folder);
  const options = { folder, log: createLog('silent'), nowMs: () => 5_000 };
  return { folder, logs: openLogs(stepBytesMax === undefined ? options : { ...options, stepBytesMax }) };
}

const name = { runId: 'run1', step: 'test[os=linux/2]', attempt: 1 };
const line = (text: string, stream: 'out' | 'err' | 'engine' = 'out') => ({ atMs: 1_000, stream, text });

it('lines come back as they were written, also with what a line may have in it', async () => {
  const { logs } = makeLogs();
  const texts = ['', ' padded ', 'a\rb', '\u001b[31mred\u001b[0m', '0 o x', 'ünï\u2028cøde', 'tab\there'];
  const open = logs.open(name);
  for (const text of texts) open.write(line(text, 'err'));
  await open.close();
  expect(await Array.fromAsync(logs.read(name))).toEqual(
    texts.map((text, index) => ({ line: index, atMs: 1_000, stream: 'err', text })),
  );
});

it('a million lines are packed, read from any line, and searched', async () => {
  const { folder, logs } = makeLogs();
  const open = logs.open(name);
  for (let index = 0; index < 1_000_000; index += 1) open.write(line(`line ${index} of a long log`));
  await open.close();
  expect(open.lines).toBe(1_000_000);
  const files = readdirSync(logFolder(folder, name));
  expect(files.every((file) => file.endsWith('.log.zst'))).toBe(true);

  const texts = async (range: Parameters<typeof logs.read>[1]) =>
    (await Array.fromAsync(logs.read(name, range))).map(({ text }) => text);
  expect(await texts({ from: 654_321, count: 2 })).toEqual([
    'line 654321 of a long log',
    'line 654322 of a long log',
  ]);
  expect(await texts({ from: 999_999, count: 5 })).toEqual(['line 999999 of a long log']);
  expect(await texts({ from: 1_000_000 })).toEqual([]);
  expect(await texts({ search: 'LINE 77777 ', count: 3 })).toEqual(['line 77777 of a long log']);
  expect((await logs.readEnd(name, 2)).map(({ line: number }) => number)).toEqual([999_998, 999_999]);
});

it('a log that is being written is read and followed until it is over', async () => {
  const { logs } = makeLogs();
  const open = logs.open(name);
  open.write(line('one'));
  let isOver = false;
  const seen: string[] = [];
  for await (const { text } of logs.follow(name, {
    isOver: () => isOver,
    signal: new AbortController().signal,
  })) {
    seen.push(text);
    if (text === 'one') open.write(line('two'));
    if (text === 'two') {
      open.write(line('three'));
      await open.close();
      isOver = true;
    }
  }
  expect(seen).toEqual(['one', 'two', 'three']);
});

it('what a killed engine has written is there without its torn end, and the next goes on after it', async () => {
  const { folder, logs } = makeLogs();
  const open = logs.open(name);
  for (const text of ['one', 'two', 'three']) open.write(line(text));
  await open.close();
  // As a kill leaves it: not packed, and the last line half written.
  const [packed = ''] = readdirSync(logFolder(folder, name));
  const chunk = join(logFolder(folder, name), packed.replace('.zst', ''));
  writeFileSync(chunk, 'rs o one\nrs o two\nrs o thr');
  rmSync(`${chunk}.zst`);
  expect((await Array.fromAsync(logs.read(name))).map(({ text }) => text)).toEqual(['one', 'two']);
  const again = logs.open(name);
  again.write(line('four'));
  await again.close();
  expect(await Array.fromAsync(logs.read(name))).toEqual([
    { line: 0, ...line('one') },
    { line: 1, ...line('two') },
    { line: 2, ...line('four') },
  ]);
});

it('a log that is too long is cut with a note, and what the engine says comes after it', async () => {
  const { logs } = makeLogs(100);
  const open = logs.open(name);
  for (let index = 0; index < 50; index += 1) open.write(line('x'.repeat(48)));
  open.write(line('the end', 'engine'));
  await open.close();
  expect((await Array.fromAsync(logs.read(name))).map(({ text }) => text)).toEqual([
    'x'.repeat(48),
    'x'.repeat(48),
    'the log is cut here: it has more than 100 bytes',
    'the end',
  ]);
});

it('steps whose names are long, or like a path, have logs of their own', async () => {
  const { logs } = makeLogs();
  const steps = ['x'.repeat(300), `${'x'.repeat(300)}y`, 'test[a=../../..]', '..'];
  for (const step of steps) {
    const open = logs.open({ ...name, step });
    open.write(line(step));
    await open.close();
  }
  for (const step of steps) {
    expect((await Array.fromAsync(logs.read({ ...name, step }))).map(({ text }) => text)).toEqual([step]);
  }
});

it('logs of a run are removed together, and of what is not there nothing is read', async () => {
  const { logs } = makeLogs();
  await logs.open(name).close();
  const open = logs.open({ ...name, attempt: 2 });
  open.write(line('one'));
  await open.close();
  expect(logs.has(name)).toBe(true);
  await logs.remove('run1');
  expect(logs.has(name)).toBe(false);
  expect(await Array.fromAsync(logs.read({ ...name, attempt: 2 }))).toEqual([]);
});

it('what was written is there after a kill -9, to the last 200 ms', async () => {
  const { folder, logs } = makeLogs();
  const writer = join(import.meta.dirname, 'write-log.ts');
  const child = spawn(process.execPath, [writer, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  // It tells how many lines it had written a flush ago.
  const [told] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGKILL');
  await ended;
  const lines = await Array.fromAsync(logs.read(name));
  expect(lines.length).toBeGreaterThanOrEqual(Number(told));
  expect(lines.map(({ text }) => text)).toEqual(lines.map((_, index) => `line ${index}`));
});

/** Runs a command with a disk of 1 MB mounted on a folder, for that command alone. */
function withSmallDisk(folder: string, ...command: string[]) {
  const mount = 'mount -t tmpfs -o size=1m none "$0" && exec "$@"';
  const unshare = ['--map-root-user', '--mount', 'sh', '-c', mount, folder, ...command];
  return spawnSync('unshare', unshare, { encoding: 'utf8' });
}

const canMount = withSmallDisk(tmpdir(), 'true').status === 0;

it.runIf(canMount)('a full disk cuts the log, not the step, and leaves no half of an artifact', () => {
  const { folder } = makeLogs();
  const { folder: files } = makeLogs();
  writeFileSync(join(files, 'big'), randomBytes(2 * 1024 * 1024));
  const writer = join(import.meta.dirname, 'fill-disk.ts');
  const { status, stdout } = withSmallDisk(folder, process.execPath, writer, folder, files);
  const { read, written, ...rest } = JSON.parse(stdout);
  expect({ status, isCut: read < written, ...rest }).toEqual({
    status: 0,
    isCut: true,
    isFirstThere: true,
    artifact: 'QUOTA_REACHED',
    left: [],
  });
});

it('a log whose folder somebody has removed ends neither its step nor the engine', async () => {
  const { folder, logs } = makeLogs();
  const open = logs.open(name);
  rmSync(folder, { recursive: true });
  open.write(line('x'.repeat(100_000)));
  await open.close();
  expect(open.lines).toBe(1);
});
