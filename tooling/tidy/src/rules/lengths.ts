import { isCode, type Problem, type SourceFile } from '../tree.ts';

/** Lines a file may have before it needs a reason; tables of cases make tests longer. */
function linesMax(path: string): number {
  return path.includes('/test/') ? 400 : 200;
}

/** Files that are longer for a reason, and how long they may be: path → lines. It only ever shrinks by itself. */
export type Baseline = Readonly<Record<string, number>>;

export function filesStayShort(files: readonly SourceFile[], baseline: Baseline): Problem[] {
  const lengths = lengthsOf(files);
  const tooLong = [...lengths].flatMap(([path, lines]) => {
    const allowed = Math.max(linesMax(path), baseline[path] ?? 0);
    if (lines <= allowed) return [];
    return [{ path, message: `has ${lines} lines, ${allowed} are allowed: has a second idea moved in?` }];
  });
  const loose = Object.keys(baseline)
    .filter((path) => (baseline[path] ?? 0) > Math.max(linesMax(path), lengths.get(path) ?? 0))
    .map((path) => ({ path, message: 'got shorter: run `node tooling/tidy/src/tidy.ts --tighten`' }));
  return [...tooLong, ...loose];
}

/** The baseline with what got shorter since. */
export function tighten(files: readonly SourceFile[], baseline: Baseline): Baseline {
  const lengths = lengthsOf(files);
  const entries = Object.entries(baseline)
    .map(([path, allowed]): [string, number] => [path, Math.min(allowed, lengths.get(path) ?? 0)])
    .filter(([path, allowed]) => allowed > linesMax(path));
  return Object.fromEntries(entries);
}

function lengthsOf(files: readonly SourceFile[]): Map<string, number> {
  const code = files.filter(({ path }) => isCode(path));
  return new Map(code.map(({ path, text }) => [path, text.split('\n').length - 1]));
}
