import { type DatasetReport, formatBytes, formatCount } from '@oremill/types';
import './memory.css';
import { MemoryBar } from './memory-bar.tsx';

/** What one table can have: its addresses have 32 bits. */
const TABLE_BYTES_MAX = 2 ** 32;

/** The tables that a dataset consists of, where they are several, and how full each is. */
export function TableRows({ parts }: { parts: NonNullable<DatasetReport['parts']> }) {
  return (
    <ul className="memory-rows" aria-label="Tables">
      {parts.map(({ entries, totalBytes }, part) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place among the others.
        <li key={part}>
          <span>Table {part + 1}</span>
          <MemoryBar
            name={`Table ${part + 1}`}
            parts={[
              {
                name: 'taken',
                meaning: 'Taken from the system',
                color: 'var(--memory-values)',
                bytes: totalBytes,
                share: totalBytes / TABLE_BYTES_MAX,
                bytesAPair: undefined,
              },
            ]}
            width={totalBytes / TABLE_BYTES_MAX}
          />
          <span className="number small">
            {formatCount(entries)} entries, {formatBytes(totalBytes)} of at most 4 GiB
          </span>
        </li>
      ))}
    </ul>
  );
}
