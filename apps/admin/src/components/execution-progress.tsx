import { type Execution, formatShare } from '@oremill/types';
import { phaseProgress } from '../format/phase-progress.ts';
import { ProgressBar } from './progress-bar.tsx';

/** How far a running execution is: its step and phase, and the share of that. */
export function ExecutionProgress({ execution }: { execution: Execution }) {
  const { label, words, share } = phaseProgress(execution);
  return (
    <div style={{ minWidth: 120 }}>
      <div className="small number">
        {words}
        {share === undefined ? '' : ` ${formatShare(share)}`}
      </div>
      <ProgressBar share={share} label={`${execution.job}: ${label.toLowerCase()}`} />
    </div>
  );
}
