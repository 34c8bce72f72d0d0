import { SegmentedControl, Tabs } from '@mantine/core';
import { formatCount, formatShare, type SampleStatistics, type StoredSample } from '@oremill/types';
import { useState } from 'react';
import { Facts } from '../../../components/facts.tsx';
import { Bytes, Count } from '../../../components/quantity.tsx';
import { Time } from '../../../components/time.tsx';
import { FieldsTable } from './fields-table.tsx';
import { SizeChart } from './size-chart.tsx';

const MEASURES = [
  { value: 'record', label: 'As it is' },
  { value: 'zlib', label: 'zlib' },
  { value: 'zstd', label: 'zstd' },
] as const;
const DRAWINGS = [
  { value: 'histogram', label: 'Each size' },
  { value: 'cumulative', label: 'Up to each size' },
];

type Measure = (typeof MEASURES)[number]['value'];

/** What the records of a sample are like: how many, how large, and what is in them. */
export function SampleView({ sample }: { sample: StoredSample }) {
  const { statistics } = sample;
  const [measure, setMeasure] = useState<Measure>('record');
  const [isCumulative, setIsCumulative] = useState(false);
  const distribution = statistics[measure] ?? statistics.record;
  return (
    <>
      <div className="panel-body">
        <Facts facts={factsOf(sample)} />
      </div>
      <Tabs defaultValue="sizes" keepMounted={false} classNames={{ tab: 'details-tab' }}>
        <Tabs.List>
          <Tabs.Tab value="sizes">Sizes</Tabs.Tab>
          <Tabs.Tab value="fields">Fields {formatCount(statistics.fields.length)}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="sizes">
          <div className="sample-measure">
            <SegmentedControl
              aria-label="Compression of what is measured"
              size="xs"
              data={MEASURES.filter(({ value }) => statistics[value] !== undefined)}
              value={measure}
              onChange={(next) => setMeasure(next as Measure)}
            />
            <SegmentedControl
              aria-label="What is drawn"
              size="xs"
              data={DRAWINGS}
              value={isCumulative ? 'cumulative' : 'histogram'}
              onChange={(next) => setIsCumulative(next === 'cumulative')}
            />
          </div>
          <SizeChart
            isCumulative={isCumulative}
            distribution={distribution}
            what={measure === 'record' ? 'records as they are' : `records, each compressed by ${measure}`}
          />
        </Tabs.Panel>
        <Tabs.Panel value="fields">
          <FieldsTable fields={statistics.fields} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function factsOf({ statistics, readAt }: StoredSample) {
  const { records, record, zlib, zstd, zstdDictionary, lines, tokens, isWhole } = statistics;
  return [
    {
      name: isWhole ? 'Records, all measured' : 'Records measured',
      value: <Count value={records} />,
    },
    { name: 'Lines', value: <Count value={lines} /> },
    { name: 'Mean size', value: <Bytes value={Math.round(record.mean)} /> },
    { name: 'Half are below', value: <Bytes value={Math.round(record.p50)} /> },
    { name: '99 of 100 below', value: <Bytes value={Math.round(record.p99)} /> },
    ...(zlib ? [{ name: 'zlib alone', value: ratio(zlib.mean, record.mean) }] : []),
    ...(zstd ? [{ name: 'zstd alone', value: ratio(zstd.mean, record.mean) }] : []),
    ...(zstdDictionary
      ? [{ name: 'zstd, dictionary', value: ratio(zstdDictionary.meanBytes, record.mean) }]
      : []),
    ...(tokens
      ? [{ name: 'Words, mean', value: <span className="number">{tokens.mean.toFixed(2)}</span> }]
      : []),
    ...(refusedCount(statistics) > 0
      ? [{ name: 'Left out', value: <Count value={refusedCount(statistics)} /> }]
      : []),
    { name: 'Measured', value: <Time at={readAt} /> },
  ];
}

function ratio(bytes: number, of: number) {
  return <span className="number">{formatShare(bytes / of)}</span>;
}

export function refusedCount({ refused }: SampleStatistics): number {
  return Object.values(refused).reduce((sum, count) => sum + count, 0);
}
