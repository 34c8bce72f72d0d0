import { formatCount, type Trend } from '@oremill/types';
import { useNavigate } from '@tanstack/react-router';
import { Chart } from '../../../components/chart.tsx';
import { Panel } from '../../../components/panel.tsx';
import { formatFigure } from '../verdict/describe-gate.ts';

const TITLES: Readonly<Record<string, string>> = {
  'tests.total': 'Number of tests',
  'tests.failed': 'Failed tests',
  'run.seconds': 'Duration',
  'coverage.lines': 'Coverage of lines',
  'duplication.lines': 'Duplicated lines',
  'size.code': 'Lines of code',
  'findings.total': 'Findings',
};

/** Of these nobody can say which way is the better. */
const isNeutral = (metric: string) => metric.startsWith('size.') || metric === 'tests.total';

/** One figure over the runs of a branch, in their order; a point opens its run. */
export function TrendChart({ trend: { isMoreBetter, metric, points } }: { trend: Trend }) {
  const navigate = useNavigate();
  const format = (value: number) => formatFigure(metric, value);
  const title = TITLES[metric] ?? metric;
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const better = isNeutral(metric) ? '' : `; ${isMoreBetter ? 'more' : 'less'} is better`;
  const summary =
    points.length === 1
      ? `${format(last.value)} in run ${last.number}.`
      : `From ${format(first.value)} to ${format(last.value)} in ${formatCount(points.length)} points${better}.`;
  return (
    <Panel title={title}>
      <Chart
        summary={summary}
        xLabel="Run"
        xValues={points.map((_, index) => index)}
        formatX={(index) => (points[index] ? `#${points[index].number}` : '')}
        yLabel={title}
        series={[{ name: title, values: points.map(({ value }) => value) }]}
        formatY={format}
        onOpen={(index) => {
          const point = points[index];
          if (point) void navigate({ to: '/deployer/runs/$id', params: { id: point.runId } });
        }}
      />
    </Panel>
  );
}
