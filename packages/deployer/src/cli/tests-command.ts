import { Command, Option } from '@commander-js/extra-typings';
import { drawTable, parseCount, print, printJson, say } from '@oremill/runtime/cli';
import { PAGE_LIMIT_MAX, type TestHabit } from '@oremill/types';
import { testTitle } from '../gate/told-verdict.ts';
import { listTests } from '../history/tests.ts';
import { withState } from './with-state.ts';

export const testsCommand = new Command('tests')
  .description('tell which tests of a repository are flaky, or slow, by their last runs')
  .argument('<repository>')
  .addOption(
    new Option('--order <order>', 'which come first')
      .choices(['flakiest', 'slowest'] as const)
      .default('flakiest' as const),
  )
  .option('--branch <name>', 'default: all branches')
  .option('--limit <count>', 'tests to print at most', parseCount(1, PAGE_LIMIT_MAX), 20)
  .option('--cursor <cursor>', 'nextCursor of the page before')
  .option('--json', 'print the page as JSON')
  .action(async (repository, { json, ...query }) => {
    const page = await withState(({ clock, state }) => listTests(state, clock.nowMs(), repository, query));
    if (json) return printJson(page);
    const columns = ['test', 'runs', 'failed', 'seconds, median', 'most', 'flaky'];
    print(drawTable(columns, page.items.map(rowOf)));
    if (page.nextCursor) say(`there are more: --cursor ${page.nextCursor}`);
  });

function rowOf(test: TestHabit): (string | number)[] {
  const show = (seconds: number | undefined) => (seconds === undefined ? '–' : seconds.toFixed(3));
  const { runs, failures, secondsMedian, secondsMax, flaky = '', quarantine } = test;
  const held =
    quarantine === undefined
      ? ''
      : `quarantine ${quarantine.isOver ? 'is over' : `until ${quarantine.until.slice(0, 10)}`}`;
  const why = [held, flaky].filter((part) => part !== '').join('; ');
  return [testTitle(test), runs, failures, show(secondsMedian), show(secondsMax), why];
}
