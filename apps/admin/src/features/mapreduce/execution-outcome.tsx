import { type Execution, formatCount } from '@oremill/types';
import { ApiFailure } from '../../api/failure.ts';
import { Failure } from '../../components/failure.tsx';
import { Note } from '../../components/note.tsx';

/** How it ended, when that needs words: why, what is left of it, and the next step. */
export function ExecutionOutcome({ execution }: { execution: Execution }) {
  if (execution.state === 'running' || execution.state === 'succeeded') return null;
  if (execution.state === 'failed' && execution.error) {
    return <Failure error={new ApiFailure(execution.error, 422)} />;
  }
  const read = `${formatCount(execution.progress.records)} records were read before it ended.`;
  return (
    <Note tone="idle">
      <p>
        <strong>{REASONS[execution.state]}</strong> {read} Nothing of it was published: no half-written output
        is left.
      </p>
      <p>Run it again on the same input with the button above.</p>
    </Note>
  );
}

const REASONS = {
  interrupted: 'The process that ran it ended without a word: a kill, a crash or a power cut.',
  stopped: 'Somebody stopped it.',
  failed: 'It failed and left no reason.',
} as const;
