import { type DatasetReport, formatBytes } from '@oremill/types';
import { Link } from '@tanstack/react-router';
import { Legend } from '../../components/legend.tsx';
import { Panel } from '../../components/panel.tsx';
import './memory.css';
import { MemoryBar } from './memory-bar.tsx';
import { memoryParts, memoryPartsOfAll } from './memory-parts.ts';

const SHOWN_MAX = 12;

/** All datasets on one axis, the largest first: where the memory of the store is. */
export function MemoryOverview({ datasets }: { datasets: readonly DatasetReport[] }) {
  const sorted = datasets
    .filter(({ memory }) => memory.totalBytes > 0)
    .toSorted((a, b) => b.memory.totalBytes - a.memory.totalBytes);
  const largest = sorted.slice(0, SHOWN_MAX);
  const [first] = largest;
  if (!first) return null;
  const totalBytes = datasets.reduce((sum, { memory }) => sum + memory.totalBytes, 0);
  const keptBytes = datasets.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0) - totalBytes;
  const beside = keptBytes === 0 ? '' : `, and ${formatBytes(keptBytes)} of versions to go back to`;
  return (
    <Panel title="Memory" aside={<span className="dim">{`${formatBytes(totalBytes)} in all${beside}`}</span>}>
      <div className="panel-body stack">
        <ul className="memory-rows">
          {largest.map(({ name, memory, entries }) => (
            <li key={name}>
              <Link to="/kv/datasets/$name" params={{ name }}>
                {name}
              </Link>
              <MemoryBar
                name={name}
                parts={memoryParts(memory, entries)}
                width={memory.totalBytes / first.memory.totalBytes}
              />
              <span className="number small">{formatBytes(memory.totalBytes)}</span>
            </li>
          ))}
        </ul>
        <Legend entries={memoryPartsOfAll(largest.map(({ memory }) => memory))} />
        {sorted.length > largest.length ? (
          <p className="dim small">The {largest.length} largest are drawn.</p>
        ) : null}
      </div>
    </Panel>
  );
}
