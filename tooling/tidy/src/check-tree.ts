import { environmentIsReadAtTheDoor, s3IsReachedThroughObjects } from './rules/doors.ts';
import { noTestIsLeftOut, nothingIsUnfinished } from './rules/leftovers.ts';
import { type Baseline, filesStayShort } from './rules/lengths.ts';
import { namesSayAnIdea, onlyDoorsAreCalledIndex } from './rules/names.ts';
import { packagesIntroduceThemselves } from './rules/readmes.ts';
import { roomsGoForward } from './rules/rooms.ts';
import type { Problem, Rule, SourceFile } from './tree.ts';

const RULES: readonly Rule[] = [
  roomsGoForward,
  environmentIsReadAtTheDoor,
  s3IsReachedThroughObjects,
  namesSayAnIdea,
  onlyDoorsAreCalledIndex,
  noTestIsLeftOut,
  nothingIsUnfinished,
  packagesIntroduceThemselves,
];

/** All that is against the rules of DESIGN.md and STYLE.md which a text scan can see. */
export function checkTree(files: readonly SourceFile[], baseline: Baseline): Problem[] {
  return [...RULES.flatMap((rule) => rule(files)), ...filesStayShort(files, baseline)];
}

/** `packages/a/src/b.ts:12: what is wrong` */
export function formatProblem({ path, line, message }: Problem): string {
  return `${path}${line === undefined ? '' : `:${line}`}: ${message}`;
}
