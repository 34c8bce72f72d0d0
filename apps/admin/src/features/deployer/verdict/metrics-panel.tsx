import type { Metrics } from '@oremill/types';
import { DataTable } from '../../../components/data-table.tsx';
import { Panel } from '../../../components/panel.tsx';
import { formatFigure } from './describe-gate.ts';

/** Every figure of the run, whether a gate is of it or not. */
export function MetricsPanel({ metrics }: { metrics: Metrics }) {
  const rows = Object.entries(metrics).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (rows.length === 0) return null;
  return (
    <Panel title="All figures">
      <DataTable
        label="All figures"
        rows={rows}
        rowKey={([name]) => name}
        columns={[
          { name: 'name', header: 'Figure', cell: ([name]) => <span className="mono">{name}</span> },
          {
            name: 'value',
            header: 'Value',
            align: 'end',
            cell: ([name, value]) => formatFigure(name, value),
          },
        ]}
      />
    </Panel>
  );
}
