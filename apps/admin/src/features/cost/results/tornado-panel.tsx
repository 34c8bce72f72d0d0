import { Select } from '@mantine/core';
import { type Driver, formatCount, type MediumEstimate } from '@oremill/types';
import { useState } from 'react';
import { DataTable, type TableColumn } from '../../../components/data-table.tsx';
import { Empty } from '../../../components/empty.tsx';
import { Panel } from '../../../components/panel.tsx';
import { Unknown } from '../../../components/unknown.tsx';
import { formatUsd } from '../../../format/money.ts';

/** Which input drives the spread of a month's cost, the widest first, and how many more records would halve it. */
export function TornadoPanel({ media }: { media: readonly MediumEstimate[] }) {
  const [chosen, setChosen] = useState<string>();
  const medium = media.find((one) => one.medium === chosen) ?? media[0];
  if (medium === undefined) return null;
  const { drivers, usdMonth } = medium;
  const low = Math.min(...drivers.map((driver) => driver.low));
  const high = Math.max(...drivers.map((driver) => driver.high));
  const columns: readonly TableColumn<Driver>[] = [
    { name: 'label', header: 'Input', cell: ({ label }) => label },
    {
      name: 'bar',
      header: 'Cost of the last month',
      cell: (driver) => <Bar {...{ driver, low, high, expected: usdMonth.expected }} />,
    },
    {
      name: 'range',
      header: 'Between',
      align: 'end',
      isTight: true,
      cell: (driver) => `${formatUsd(driver.low)} – ${formatUsd(driver.high)}`,
    },
    {
      name: 'halve',
      header: 'To halve it',
      cell: ({ recordsToHalve }) =>
        recordsToHalve === undefined ? (
          <Unknown reason="it is assumed, not measured: narrow the assumption" />
        ) : (
          <span className="small">{formatCount(recordsToHalve)} more records would halve it</span>
        ),
    },
  ];
  return (
    <Panel
      title="What drives the spread"
      aside={
        media.length > 1 ? (
          <Select
            aria-label="Medium whose spread is told"
            size="xs"
            w={140}
            data={media.map((one) => one.medium)}
            value={medium.medium}
            onChange={(next) => setChosen(next ?? undefined)}
            allowDeselect={false}
            comboboxProps={{ transitionProps: { duration: 0 } }}
          />
        ) : undefined
      }
    >
      {drivers.length === 0 ? (
        <Empty title="Nothing varies: all records of the sample have one size, and all that is assumed is one number." />
      ) : (
        <DataTable
          label="What drives the spread"
          columns={columns}
          rows={drivers}
          rowKey={({ label }) => label}
        />
      )}
    </Panel>
  );
}

const WIDTH = 160;

function Bar({
  driver,
  low,
  high,
  expected,
}: {
  driver: Driver;
  low: number;
  high: number;
  expected: number;
}) {
  const at = (usd: number) => (high > low ? ((usd - low) / (high - low)) * (WIDTH - 2) + 1 : WIDTH / 2);
  return (
    <svg className="tornado" viewBox={`0 0 ${WIDTH} 16`} width={WIDTH} height={16} aria-hidden="true">
      <rect
        className="plot-bar"
        x={at(driver.low)}
        y={3}
        width={Math.max(2, at(driver.high) - at(driver.low))}
        height={10}
      />
      <line className="plot-mark" x1={at(expected)} x2={at(expected)} y1={0} y2={16} />
    </svg>
  );
}
