import { PageHeader } from '../../components/page-header.tsx';
import { ExecutionsPanel } from './executions-panel.tsx';
import { StartPanel } from './start/start-panel.tsx';

/** What can be run here, and what became of it. */
export function JobsPage() {
  return (
    <div className="stack">
      <PageHeader title="Jobs" documentTitle="Jobs" />
      <StartPanel />
      <ExecutionsPanel />
    </div>
  );
}
