import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const STDERR_CHARACTERS_MAX = 4000;

/** Runs a program to its end; the JSON that it printed. Throws when it fails, with what it said. */
export async function runProgram<Printed>(
  command: readonly string[],
  input: 'ignore' | number = 'ignore',
): Promise<Printed> {
  return JSON.parse(await runToEnd(command, input)) as Printed;
}

/** What it printed. */
export async function runToEnd(
  command: readonly string[],
  input: 'ignore' | number = 'ignore',
): Promise<string> {
  const [program = '', ...words] = command;
  const child = spawn(program, words, { stdio: [input, 'pipe', 'pipe'] });
  const stop = killWithUs(child);
  const [stdout, stderr, [status]] = await Promise.all([
    tailOf(child.stdout, Number.POSITIVE_INFINITY),
    tailOf(child.stderr, STDERR_CHARACTERS_MAX),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  stop();
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status ?? 'a signal'}:\n${stderr}`);
  return stdout;
}

const START = fileURLToPath(new URL('../programs/start.ts', import.meta.url));

/** One of ours, below `bench/programs`. */
export function ownProgram(name: string, options: unknown, flags: readonly string[] = []): string[] {
  return [process.execPath, ...flags, START, name, JSON.stringify(options)];
}

/** A program that stays, takes a line and answers with a line of JSON. */
export class Companion {
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  readonly #lines: Interface;
  readonly #stop: () => void;
  #stderr = '';

  private constructor(command: readonly string[]) {
    const [program = '', ...words] = command;
    this.#child = spawn(program, words, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#stop = killWithUs(this.#child);
    this.#child.stdin?.on('error', () => undefined);
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-STDERR_CHARACTERS_MAX);
    });
    this.#lines = createInterface({ input: this.#child.stdout as NodeJS.ReadableStream });
    this.#answers = this.#lines[Symbol.asyncIterator]();
  }

  /** Resolves when it has said its first line, with what that says. */
  static async start<First>(command: readonly string[]): Promise<{ companion: Companion; first: First }> {
    const companion = new Companion(command);
    return { companion, first: await companion.#next<First>() };
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** One question at a time. */
  ask<Answer>(question: unknown): Promise<Answer> {
    this.#child.stdin?.write(`${JSON.stringify(question)}\n`);
    return this.#next<Answer>();
  }

  /** Its input ends, and so does it. */
  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.stdin?.end();
      await ended;
    }
    this.#lines.close();
    this.#stop();
  }

  async #next<Answer>(): Promise<Answer> {
    const { value, done } = await this.#answers.next();
    if (done) throw new Error(`${this.#child.spawnargs.slice(0, 3).join(' ')} ended:\n${this.#stderr}`);
    return JSON.parse(value) as Answer;
  }
}

function killWithUs(child: ChildProcess): () => void {
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  return () => process.off('exit', kill);
}

async function tailOf(stream: NodeJS.ReadableStream | null, charactersMax: number): Promise<string> {
  let tail = '';
  for await (const chunk of stream ?? []) tail = (tail + chunk.toString()).slice(-charactersMax);
  return tail;
}
