import { Link } from '@tanstack/react-router';
import { Name } from '../../components/name.tsx';
import { findExecutionId } from '../../format/execution-id.ts';
import { baseName } from '../../format/shorten.ts';

/** Where a load's rows came from: the execution, when its output lies in a folder of this platform. */
export function LoadSource({ source }: { source: string }) {
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
