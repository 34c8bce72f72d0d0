import { styleText } from 'node:util';
import { say, writeOut } from '@oremill/runtime/cli';
import type { LogLine } from '@oremill/types';
import type { LocalStep } from '../local/run-local.ts';

const COLORS = ['cyan', 'magenta', 'yellow', 'blue', 'green'] as const;

export interface StepShow {
  onLine(step: string, line: Omit<LogLine, 'line'>): void;
  onStep(step: LocalStep): void;
}

/** Shows steps while they are done: each line with the name of its step before it. */
export function showSteps(names: readonly string[], toStderr: boolean): StepShow {
  const width = Math.max(...names.map((name) => name.length));
  let ended = 0;
  const title = (name: string) => {
    const color = COLORS[names.indexOf(name) % COLORS.length] ?? 'cyan';
    return styleText(color, `[${name}]`.padEnd(width + 2), { stream: process.stderr });
  };
  const write = toStderr ? (text: string) => process.stderr.write(text) : writeOut;
  return {
    onLine: (step, { stream, text }) =>
      stream === 'engine' ? say(`${title(step)} · ${text}`) : write(`${title(step)} ${text}\n`),
    onStep({ name, reason, seconds, state }) {
      if (state === 'running') return say(`${title(name)} begins`);
      ended += 1;
      const time = seconds === undefined ? '' : ` after ${seconds.toFixed(1)} s`;
      const why = reason === undefined ? '' : `: ${reason}`;
      say(`${title(name)} ${state}${time}${why} (${ended} of ${names.length})`);
    },
  };
}
