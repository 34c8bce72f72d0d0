import type { DatasetReport, Fsync, ValueCompression } from '@oremill/types';
import { Facts } from '../../components/facts.tsx';
import { OutputSource } from '../../components/output-source.tsx';
import { Bytes, Count } from '../../components/quantity.tsx';
import { Time } from '../../components/time.tsx';
import { servedVersionOf } from './served-version.ts';

const COMPRESSIONS: Readonly<Record<ValueCompression, string>> = {
  none: 'none',
  zstd: 'zstd',
  'zstd-dictionary': 'zstd with a dictionary',
};

const FSYNCS: Readonly<Record<Fsync, string>> = {
  always: 'on the disk before it is acknowledged',
  everysec: 'on the disk within a second',
  off: 'when the system writes it',
};

/** What is served, how much, and how it is kept. */
export function DatasetFigures({ dataset }: { dataset: DatasetReport }) {
  const { entries, memory, memoryBytes, compression, isOrdered, fsync } = dataset;
  const served = servedVersionOf(dataset);
  return (
    <section className="panel panel-body" aria-label="Figures">
      <Facts
        facts={[
          { name: 'Entries', value: <Count value={entries} /> },
          { name: 'Memory', value: <Bytes value={memoryBytes} /> },
          ...(memoryBytes > memory.totalBytes
            ? [
                {
                  name: 'of that, versions to go back to',
                  value: <Bytes value={memoryBytes - memory.totalBytes} />,
                },
              ]
            : []),
          ...(served
            ? [
                { name: 'Served', value: `version ${served.number}` },
                { name: 'Published', value: <Time at={served.publishedAt} /> },
                { name: 'From', value: <OutputSource source={served.source} /> },
              ]
            : []),
          { name: 'Compression of values', value: COMPRESSIONS[compression] },
          { name: 'Keys in order', value: isOrdered ? 'yes' : 'no' },
          ...(fsync === undefined ? [] : [{ name: 'A write is', value: FSYNCS[fsync] }]),
        ]}
      />
    </section>
  );
}
