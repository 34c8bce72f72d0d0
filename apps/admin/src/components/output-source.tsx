import { Link } from '@tanstack/react-router';
import { findExecutionId } from '../format/execution-id.ts';
import { baseName } from '../format/shorten.ts';
import { Name } from './name.tsx';

/** What a load or a version was made of: the execution, when its output lies in a folder of this platform. */
export function OutputSource({ source }: { source: string }) {
  const id = findExecutionId(source);
  if (id === undefined) {
    return (
      <span title={source}>
        <Name text={baseName(source)} lengthMax={32} />
      </span>
    );
  }
  return (
    <Link to="/mapreduce/executions/$id" params={{ id }}>
      execution <span className="mono">{id.slice(-8)}</span>
    </Link>
  );
}
