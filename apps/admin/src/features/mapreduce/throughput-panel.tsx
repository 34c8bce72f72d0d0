import { type Execution, formatRate } from '@oremill/types';
import { Chart } from '../../components/chart.tsx';
import { Panel } from '../../components/panel.tsx';
import { ratesOf } from '../../live/rate-samples.ts';
import { useLive } from '../../live/use-live.ts';

const POINTS_MIN = 3;

/** The course of the rate. It is drawn from what this page heard: the platform keeps only the final figures. */
export function ThroughputPanel({ execution }: { execution: Execution }) {
  const samples = useLive((state) => state.samples.get(execution.id));
  const rates = ratesOf(samples ?? []);
  if (rates.length < POINTS_MIN) {
    return execution.state === 'running' ? (
      <Panel title="Throughput">
        <p className="panel-body dim">The course of the rate appears here as the input is read.</p>
      </Panel>
    ) : null;
  }
  const speeds = rates.map(({ bytesPerSecond }) => bytesPerSecond);
  const summary = `Input read per second, as heard by this page: average ${formatRate(execution.progress.bytesPerSecond)}, at most ${formatRate(Math.max(...speeds))}.`;
  return (
    <Panel title="Throughput">
      <Chart
        summary={summary}
        xLabel="Time since the start"
        xValues={rates.map(({ elapsedMs }) => elapsedMs / 1000)}
        formatX={(seconds) => `${seconds.toFixed(1)} s`}
        yLabel="Rate"
        series={[{ name: 'Rate', values: speeds }]}
        formatY={formatRate}
      />
    </Panel>
  );
}
