import { formatCount, formatRate, formatShare, type KvStats } from '@oremill/types';
import { useQuery } from '@tanstack/react-query';
import { kvCourseQuery } from '../../../api/kv.ts';
import { Async } from '../../../components/async.tsx';
import { Copy } from '../../../components/copy.tsx';
import { Facts } from '../../../components/facts.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { Bytes, Count } from '../../../components/quantity.tsx';
import { Time } from '../../../components/time.tsx';
import { Unknown } from '../../../components/unknown.tsx';
import { formatFrequency } from '../../../format/microseconds.ts';
import { type KvCourse, type KvRate, kvRatesOf } from '../../../live/kv-course.ts';
import { HotKeysPanel } from './hot-keys-panel.tsx';
import { LatenciesPanel } from './latencies-panel.tsx';
import { RateChart } from './rate-chart.tsx';

/** How fast the store is at this moment: commands, hits, bytes, latencies, and the keys that are asked for most. */
export function StatsPage() {
  const course = useQuery(kvCourseQuery);
  return (
    <div className="stack">
      <PageHeader title="Live" documentTitle="Key-value store, live" />
      <Async answer={course} lines={12}>
        {(data) => <StatsView course={data} />}
      </Async>
    </div>
  );
}

function StatsView({ course: { stats, samples } }: { course: KvCourse }) {
  const rates = kvRatesOf(samples);
  const pick = (select: (rate: KvRate) => number) => rates.map(select);
  return (
    <>
      <section className="panel panel-body" aria-label="Figures">
        <StatsFigures stats={stats} rate={rates.at(-1)} />
      </section>
      <div className="columns">
        <RateChart
          title="Commands"
          rates={rates}
          series={[{ name: 'Commands', values: pick(({ commands }) => commands) }]}
          format={formatFrequency}
        />
        <RateChart
          title="Hits and misses"
          rates={rates}
          series={[
            { name: 'Hits', values: pick(({ hits }) => hits) },
            { name: 'Misses', values: pick(({ misses }) => misses) },
          ]}
          format={formatFrequency}
        />
        <RateChart
          title="Traffic"
          rates={rates}
          series={[
            { name: 'Sent', values: pick(({ sentBytes }) => sentBytes) },
            { name: 'Received', values: pick(({ receivedBytes }) => receivedBytes) },
          ]}
          format={formatRate}
        />
        <RateChart
          title="Connections"
          rates={samples}
          series={[{ name: 'Connections', values: samples.map(({ connections }) => connections) }]}
          format={(count) => formatCount(Math.round(count))}
          isCount
        />
      </div>
      <LatenciesPanel stats={stats} samples={samples} />
      <HotKeysPanel stats={stats} />
    </>
  );
}

function StatsFigures({ stats, rate }: { stats: KvStats; rate: KvRate | undefined }) {
  const { hits, misses, commands, connections, memoryBytes, address, startedAt } = stats;
  return (
    <Facts
      facts={[
        {
          name: 'Now',
          value: rate ? (
            <span className="number">{formatFrequency(rate.commands)}</span>
          ) : (
            <Unknown reason="a rate needs two readings, two seconds apart" />
          ),
        },
        { name: 'Commands in all', value: <Count value={commands} /> },
        {
          name: 'Found',
          value:
            hits + misses === 0 ? (
              <Unknown reason="nothing was asked for yet" />
            ) : (
              <span className="number">{formatShare(hits / (hits + misses))}</span>
            ),
        },
        { name: 'Connections', value: <Count value={connections} /> },
        { name: 'Memory of all datasets', value: <Bytes value={memoryBytes} /> },
        {
          name: 'RESP port',
          value:
            address === undefined ? (
              <Unknown reason="the store listens on no port of its own" />
            ) : (
              <span className="row" style={{ gap: 2, display: 'inline-flex' }}>
                <span className="mono">{address}</span>
                <Copy text={address} what="address" />
              </span>
            ),
        },
        { name: 'Started', value: <Time at={startedAt} /> },
      ]}
    />
  );
}
