import type { Verdict } from '@oremill/types';
import { Link } from '@tanstack/react-router';
import { Status } from '../../../components/status.tsx';
import { Unknown } from '../../../components/unknown.tsx';

/** How many gates of a run have passed; leads to the verdict. */
export function GateMarks({ id, verdict }: { id: string; verdict: Verdict | undefined }) {
  if (!verdict) return <Unknown reason="it has no verdict" />;
  const { gates, outcome } = verdict;
  if (gates.length === 0) return <Unknown reason="its pipeline has no gate" />;
  const red = gates.filter(({ state }) => state === 'failed' || state === 'no-value').length;
  const word = red === 0 ? `${gates.length} of ${gates.length}` : `${red} of ${gates.length} red`;
  return (
    <Link to="/deployer/runs/$id/verdict" params={{ id }}>
      <Status
        look={outcome === 'passed' ? { role: 'ok', shape: 'check' } : { role: 'failed', shape: 'cross' }}
        word={word}
      />
    </Link>
  );
}
