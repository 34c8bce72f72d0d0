import { PageHeader } from '../../../components/page-header.tsx';
import { ChangesPanel } from './changes-panel.tsx';
import { TokensPanel } from './tokens-panel.tsx';

/** Who may do what, and who did what. */
export function AccessPage() {
  return (
    <div className="stack">
      <PageHeader title="Access" documentTitle="Access" />
      <TokensPanel />
      <ChangesPanel />
    </div>
  );
}
