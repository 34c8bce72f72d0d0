import { type Execution, type Finding, formatCount } from '@oremill/types';
import { ApiFailure } from '../../api/failure.ts';
import { Failure } from '../../components/failure.tsx';
import { Note } from '../../components/note.tsx';

/** How it ended, when that needs words: why, what is left of it, and the next step. */
export function ExecutionOutcome({
  execution,
  finding,
}: {
  execution: Execution;
  /** Of its diagnosis: knows more of what to do next than the error, which came up deep inside. */
  finding: Finding | undefined;
}) {
  if (execution.state === 'running' || execution.state === 'succeeded') return null;
  if (execution.state === 'failed' && execution.error) {
    const hint = finding?.hint ?? execution.error.hint;
    const reply = hint === undefined ? execution.error : { ...execution.error, hint };
    return <Failure error={new ApiFailure(reply, 422)} />;
  }
  const read = `${formatCount(execution.progress.records)} records were read before it ended.`;
  return (
    <Note tone="idle">
      <p>
        <strong>{REASONS[execution.state]}</strong> {read} Nothing of it was published: no half-written output
        is left.
      </p>
      {execution.state === 'failed' ? (
        <p>Run it again on the same input with the button above.</p>
      ) : (
        <p>{describeKept(execution)}</p>
      )}
    </Note>
  );
}

const REASONS = {
  interrupted: 'The process that ran it ended without a word: a kill, a crash or a power cut.',
  stopped: 'Somebody stopped it.',
  failed: 'It failed and left no reason.',
} as const;

function describeKept({ steps }: Execution): string {
  const done = steps.reduce(
    (sum, { mapTasksDone, reduceTasksDone }) => sum + mapTasksDone + reduceTasksDone,
    0,
  );
  if (done === 0) return 'No task was finished: resume it, or run it again.';
  const tasks = done === 1 ? '1 finished task is kept' : `${formatCount(done)} finished tasks are kept`;
  return `${tasks}: resume it, and only the rest is done.`;
}
