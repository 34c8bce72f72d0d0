import { spawn } from 'node:child_process';

const TAIL_LINES_MAX = 40;

/**
 * @typedef {object} Step
 * @property {string} title what is being done, `installing packages`
 * @property {string} command
 * @property {string[]} args
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {import('./lock.mjs').Lock} lock
 *
 * @typedef {{ isDone: boolean, output: string }} StepResult `output` is the tail of what it printed
 */

/**
 * Runs a program for the person who waits: one line that moves on a terminal, one line at the end elsewhere.
 * A program that is not there is a failed step whose output says so.
 * @param {Step} step
 * @returns {Promise<StepResult>}
 */
export function runStep(step, out = process.stderr) {
  const startedMs = performance.now();
  const seconds = () => `${((performance.now() - startedMs) / 1000).toFixed(1)} s`;
  /** @type {string[]} */
  let lines = [];
  let partial = '';

  return new Promise((resolve) => {
    const child = spawn(step.command, step.args, {
      cwd: step.cwd,
      env: step.env,
      stdio: ['ignore', 'pipe', 'pipe', step.lock.fd],
    });
    const drawing = out.isTTY ? setInterval(draw, 500) : undefined;
    if (!out.isTTY) out.write(`${step.title} …\n`);

    function draw() {
      const detail = lines.at(-1)?.trim() ?? '';
      const line = `${step.title} … ${seconds()}  ${detail}`.slice(0, (out.columns ?? 80) - 1);
      out.write(`\r\x1b[K${line}`);
    }
    /** @param {Buffer} chunk */
    function keep(chunk) {
      const parts = (partial + chunk.toString('utf8')).split(/\r?\n/);
      partial = parts.pop() ?? '';
      lines = lines.concat(parts.filter((line) => line.trim() !== '')).slice(-TAIL_LINES_MAX);
    }
    /** @param {boolean} isDone */
    function finish(isDone) {
      clearInterval(drawing);
      if (out.isTTY) out.write('\r\x1b[K');
      if (isDone) out.write(`${step.title}: done in ${seconds()}\n`);
      if (partial !== '') lines.push(partial);
      resolve({ isDone, output: lines.join('\n') });
    }

    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.once('error', (error) => {
      lines.push(`${step.command}: ${error.message}`);
      finish(false);
    });
    child.once('close', (code) => {
      if (child.pid !== undefined) finish(code === 0);
    });
  });
}
