import { Select } from '@mantine/core';
import type { KvStats } from '@oremill/types';
import { useState } from 'react';
import { DataTable, type TableColumn } from '../../../components/data-table.tsx';
import { Empty } from '../../../components/empty.tsx';
import { Panel } from '../../../components/panel.tsx';
import { Count } from '../../../components/quantity.tsx';
import { formatMicroseconds } from '../../../format/microseconds.ts';
import type { KvSample } from '../../../live/kv-course.ts';
import { RateChart } from './rate-chart.tsx';

type Latency = KvStats['latencies'][number];

const COLUMNS: readonly TableColumn<Latency>[] = [
  {
    name: 'command',
    header: 'Command',
    isTight: true,
    cell: ({ command }) => <span className="mono">{command}</span>,
  },
  { name: 'calls', header: 'Calls', align: 'end', cell: ({ calls }) => <Count value={calls} /> },
  { name: 'p50', header: 'p50', align: 'end', cell: ({ p50Us }) => <Microseconds value={p50Us} /> },
  { name: 'p99', header: 'p99', align: 'end', cell: ({ p99Us }) => <Microseconds value={p99Us} /> },
  { name: 'max', header: 'Longest', align: 'end', cell: ({ maxUs }) => <Microseconds value={maxUs} /> },
];

function Microseconds({ value }: { value: number }) {
  return <span className="number">{formatMicroseconds(value)}</span>;
}

/** How long commands take inside the store: all of them as a table, one of them over time. */
export function LatenciesPanel({ stats, samples }: { stats: KvStats; samples: readonly KvSample[] }) {
  const [chosen, setChosen] = useState<string>();
  const latencies = stats.latencies.toSorted((a, b) => b.calls - a.calls);
  const command = latencies.find((one) => one.command === chosen)?.command ?? latencies[0]?.command;
  if (command === undefined) {
    return (
      <Panel title="Latencies">
        <Empty title="No command has run yet.">
          <p>How long each takes stands here once programs talk to the store.</p>
        </Empty>
      </Panel>
    );
  }
  const course = (quantile: 'p50Us' | 'p99Us') =>
    samples.map(({ latencies: known }) => known.get(command)?.[quantile] ?? null);
  return (
    <div className="columns">
      <Panel title="Latencies since the start">
        <DataTable label="Latencies" columns={COLUMNS} rows={latencies} rowKey={(one) => one.command} />
      </Panel>
      <RateChart
        title={`Latency of ${command}`}
        rates={samples}
        series={[
          { name: 'p50', values: course('p50Us') },
          { name: 'p99', values: course('p99Us') },
        ]}
        format={formatMicroseconds}
        isCount
        aside={
          <Select
            aria-label="Command of the chart"
            size="xs"
            w={160}
            data={latencies.map((one) => one.command)}
            value={command}
            onChange={(next) => setChosen(next ?? undefined)}
            allowDeselect={false}
            searchable
            comboboxProps={{ transitionProps: { duration: 0 } }}
          />
        }
      />
    </div>
  );
}
