import type { Gate } from '@oremill/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadBest, saveBest } from '../../src/gate/best.ts';
import { judge } from '../../src/gate/judge.ts';
import { GateProject } from './gate-project.ts';
import { useWorld } from './world.ts';

const world = useWorld();

test('runs that end together, in any order, leave the best of all, and nothing worse than it passes afterwards', async () => {
  const { repositoryId } = await GateProject.make(world(), 'ratchet');
  const { state } = world();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('coverage.lines', 'findings.total'),
      fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 0, max: 100 }),
      fc.nat(5),
      async (metric, values, next, tolerance) => {
        await state.deleteFrom('best').execute();
        const gates: Gate[] = [{ metric, against: 'best', tolerance }];
        const place = { repositoryId, branch: 'main' };
        await Promise.all(
          values.map((value, index) =>
            saveBest(state, place, gates, { metrics: { [metric]: value }, commit: `c${index}` }),
          ),
        );
        const isMore = metric === 'coverage.lines';
        const best = await loadBest(state, repositoryId, 'main');
        expect(best[metric]?.value).toBe(isMore ? Math.max(...values) : Math.min(...values));
        expect(values[Number(best[metric]?.commit?.slice(1))]).toBe(best[metric]?.value);
        const { outcome } = judge({ gates, now: { metrics: { [metric]: next }, reports: [] }, best });
        const lost = isMore ? Math.max(...values) - next : next - Math.min(...values);
        expect(outcome).toBe(lost <= tolerance ? 'passed' : 'failed');
      },
    ),
    { numRuns: 40 },
  );
});
