import { IconPlayerPlay } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { RequestDialog } from './request-dialog.tsx';
import { RunsPanel } from './runs-panel.tsx';

const route = getRouteApi('/signed-in/deployer/runs');

/** What happened to my commit? */
export function RunsPage() {
  const [isAsking, setIsAsking] = useState(false);
  const { repository, branch } = route.useSearch();
  return (
    <div className="stack">
      <PageHeader
        title="Runs"
        documentTitle="Runs"
        aside={
          <ActionButton
            needs="operator"
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            onClick={() => setIsAsking(true)}
          >
            Start a run…
          </ActionButton>
        }
      />
      <RunsPanel />
      {isAsking ? (
        <RequestDialog repository={repository} branch={branch} onClose={() => setIsAsking(false)} />
      ) : null}
    </div>
  );
}
