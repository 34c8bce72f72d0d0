import { Command } from '@commander-js/extra-typings';
import { drawTable, parseCount, print, printJson, say } from '@oremill/runtime/cli';
import { TREND_RUNS_MAX, type Trend } from '@oremill/types';
import { showMetric } from '../gate/told-verdict.ts';
import { readTrends } from '../history/trends.ts';
import { CHART_COLUMNS, drawTrend } from './draw-trend.ts';
import { withState } from './with-state.ts';

export const trendsCommand = new Command('trends')
  .description('tell how figures of a repository have changed over its runs')
  .argument('<repository>')
  .option('--branch <name>', 'default: the target branch')
  .option('--metric <names>', 'with commas between them: tests.total,coverage.lines,steps.test.seconds')
  .option('--runs <count>', 'how many, from the newest', parseCount(1, TREND_RUNS_MAX), 200)
  .option('--cursor <cursor>', 'nextCursor of the page before')
  .option('--chart', 'draw each of them')
  .option('--json', 'print the points as JSON')
  .action(async (repository, { branch, chart, cursor, json, metric: metrics, runs }) => {
    const points = chart ? CHART_COLUMNS : runs;
    const told = await withState(({ state }) =>
      readTrends(state, repository, { branch, metrics, runs, points, cursor }),
    );
    if (json) return printJson(told);
    if (chart) print(told.trends.map(drawTrend).join('\n\n'));
    else print(drawTable(['figure', 'first', 'last', 'lowest', 'highest', 'runs'], told.trends.map(rowOf)));
    if (told.nextCursor) say(`there are more: --cursor ${told.nextCursor}`);
  });

function rowOf({ metric, points }: Trend): (string | number)[] {
  const show = (value: number | undefined) => (value === undefined ? '–' : showMetric(metric, value));
  const [first, last] = [points[0]?.value, points.at(-1)?.value];
  const low = points.length === 0 ? undefined : Math.min(...points.map((point) => point.low));
  const high = points.length === 0 ? undefined : Math.max(...points.map((point) => point.high));
  return [metric, show(first), show(last), show(low), show(high), points.length];
}
