import { PageHeader } from '../../components/page-header.tsx';
import { AttentionPanel } from './attention-panel.tsx';
import { CountsPanel } from './counts-panel.tsx';
import { FirstSteps } from './first-steps.tsx';
import { NewestPanel } from './newest-panel.tsx';
import { NowPanel } from './now-panel.tsx';
import { useRunning } from './use-running.ts';

/** What runs now, what came of it, and what to do first. */
export function OverviewPage() {
  const running = useRunning();
  const live = running.executions.length;
  return (
    <div className="stack">
      <PageHeader title="Overview" documentTitle={live === 0 ? 'Overview' : `(${live}) Overview`} />
      <FirstSteps />
      <AttentionPanel />
      <CountsPanel />
      <NowPanel running={running} />
      <NewestPanel />
    </div>
  );
}
