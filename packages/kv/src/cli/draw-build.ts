import { formatCount } from '@oremill/types';
import { Presets, SingleBar } from 'cli-progress';
import type { BuildProgress } from '../build/build-image.ts';

export interface BuildDrawing {
  readonly update: (progress: BuildProgress) => void;
  readonly end: () => void;
}

/** Loading reads the sources, which takes longer than writing what came of them. */
const LOAD_SHARE = 0.6;

/** A bar on stderr; nothing when nobody looks at a terminal. */
export function drawBuild(): BuildDrawing {
  if (!process.stderr.isTTY) return { update: () => {}, end: () => {} };
  const bar = new SingleBar(
    {
      format: '{bar} {percentage} %  {detail}',
      barsize: 24,
      clearOnComplete: true,
      hideCursor: true,
      stream: process.stderr,
    },
    Presets.shades_classic,
  );
  bar.start(1000, 0, { detail: 'looking at the sources' });
  return {
    update: ({ phase, entries, shareDone = 0, part, parts }) => {
      const ofPart = phase === 'load' ? shareDone * LOAD_SHARE : LOAD_SHARE + shareDone * (1 - LOAD_SHARE);
      const detail = parts === 1 ? phase : `${phase} part ${part + 1} of ${parts}`;
      bar.update(Math.floor(((part + ofPart) / parts) * 1000), {
        detail: `${detail}  ${formatCount(entries)} entries`,
      });
    },
    end: () => bar.stop(),
  };
}
