import { type Execution, formatShare } from '@oremill/types';
import { shareDone } from '../format/time-left.ts';
import { ProgressBar } from './progress-bar.tsx';

/** How far a running execution is: the share of its input, then the phase that follows. */
export function ExecutionProgress({ execution }: { execution: Execution }) {
  const { progress } = execution;
  const share = progress.phase === 'plan' ? undefined : shareDone(progress);
  const isMapping = progress.phase === 'map' && share !== undefined;
  return (
    <div style={{ minWidth: 120 }}>
      <div className="small number">
        {progress.phase}
        {isMapping ? ` ${formatShare(share)}` : ''}
        {progress.phase === 'reduce' ? ` ${progress.reducersDone} of ${progress.reducers}` : ''}
      </div>
      <ProgressBar share={share} label={`${execution.job}: input read`} />
    </div>
  );
}
