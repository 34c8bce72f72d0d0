import type { RunStep, StepState } from '@oremill/types';

/** A step, or the cells of a matrix drawn as one. */
export interface StepGroup {
  readonly name: string;
  readonly needs: readonly string[];
  readonly cells: readonly RunStep[];
  readonly state: StepState;
}

/** Above this many the cells of each matrix are drawn as one. */
const STEPS_DRAWN_MAX = 60;
/** Above this many nothing is drawn: the list has them. */
export const GROUPS_DRAWN_MAX = 300;

/** What the graph draws: every step, or each matrix as one where there are many. */
export function foldSteps(steps: readonly RunStep[]): StepGroup[] {
  if (steps.length <= STEPS_DRAWN_MAX) {
    return steps.map((step) => ({ name: step.name, needs: step.needs, cells: [step], state: step.state }));
  }
  return [...Map.groupBy(steps, ({ name }) => matrixOf(name))].map(([name, cells]) => ({
    name,
    needs: [...new Set(cells.flatMap(({ needs }) => needs.map(matrixOf)))].filter((need) => need !== name),
    cells,
    state: worstOf(cells),
  }));
}

/** `test[node=22]` → `test`. */
function matrixOf(name: string): string {
  return name.replace(/\[.*\]$/s, '');
}

const WORST: readonly StepState[] = ['failed', 'running', 'cancelled', 'waiting', 'skipped', 'passed'];

function worstOf(cells: readonly RunStep[]): StepState {
  return WORST.find((state) => cells.some((cell) => cell.state === state)) ?? 'waiting';
}
