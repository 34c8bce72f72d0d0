import { isDeepStrictEqual } from 'node:util';
import type { Contender, ContenderResult, Content, Measured, Work, WorkResult } from './bench.ts';

export interface MeasureOptions {
  readonly rounds: number;
  readonly onStep: (step: string) => void;
}

/**
 * Measures the contenders in turn, round after round, so that what else the machine does hits all of them. The first
 * round warms up and is not counted. Throws as soon as one comes to other contents than the first.
 */
export async function measureWork(work: Work, { rounds, onStep }: MeasureOptions): Promise<WorkResult> {
  const measurements = new Map<Contender, Measured['figures'][]>();
  let reference: { name: string; content: Content } | undefined;
  for (const contender of work.contenders) measurements.set(contender, []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const contender of work.contenders) {
      if (contender.missing !== undefined || (contender.isSlow && round !== Math.min(1, rounds))) continue;
      onStep(`${work.name}: ${contender.name}, round ${round} of ${rounds}`);
      const { figures, content } = await contender.measure();
      checkFigures(work, contender, figures);
      reference ??= { name: contender.name, content };
      checkContent(work, contender, content, reference);
      // With no round that counts, the warm-up is all there is.
      if (round > 0 || rounds === 0) measurements.get(contender)?.push(figures);
    }
  }
  const contenders = [...measurements].map(
    ([{ name, missing }, all]): ContenderResult => ({ name, missing, measurements: all }),
  );
  return { work, content: reference?.content ?? {}, contenders };
}

function checkContent(
  work: Work,
  { name }: Contender,
  content: Content,
  reference: { readonly name: string; readonly content: Content },
): void {
  if (isDeepStrictEqual(content, reference.content)) return;
  const other = `${name} has ${JSON.stringify(content)}`;
  throw new Error(`${work.name}: ${other}, ${reference.name} has ${JSON.stringify(reference.content)}`);
}

function checkFigures(work: Work, { name }: Contender, figures: Measured['figures']): void {
  for (const [figure, value] of Object.entries(figures)) {
    const isKnown = work.figures.some((known) => known.name === figure);
    if (isKnown && Number.isFinite(value)) continue;
    throw new Error(`${work.name}: ${name} has measured ${value} as ${figure}`);
  }
}
