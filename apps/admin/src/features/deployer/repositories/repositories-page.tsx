import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { repositoriesQuery } from '../../../api/deployer-repositories.ts';
import { ActionButton } from '../../../components/action-button.tsx';
import { Async } from '../../../components/async.tsx';
import { CommandLine } from '../../../components/command-line.tsx';
import { Empty } from '../../../components/empty.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { Panel } from '../../../components/panel.tsx';
import { AddDialog } from './add-dialog.tsx';
import { RepositoriesTable } from './repositories-table.tsx';

/** What is watched, and how its target branch is. */
export function RepositoriesPage() {
  const repositories = useQuery(repositoriesQuery);
  const [isAdding, setIsAdding] = useState(false);
  return (
    <div className="stack">
      <PageHeader
        title="Repositories"
        documentTitle="Repositories"
        aside={
          <ActionButton
            needs="admin"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setIsAdding(true)}
          >
            Add a repository…
          </ActionButton>
        }
      />
      <Panel title="Watched for changes">
        <Async answer={repositories} lines={4}>
          {(items) => (items.length === 0 ? <NoRepositories /> : <RepositoriesTable repositories={items} />)}
        </Async>
      </Panel>
      {isAdding ? <AddDialog onClose={() => setIsAdding(false)} /> : null}
    </div>
  );
}

function NoRepositories() {
  return (
    <Empty title="No repository is watched yet.">
      <p>Add one by its address. Its target branch is built at once, then each push is noticed.</p>
      <CommandLine command="pnpm deployer repositories add bookmarks-web https://git.example.org/bookmarks-web.git" />
      <p>
        What is done with a commit stands in the repository itself, in <code>oremill.config.ts</code> or{' '}
        <code>oremill.yaml</code>:
      </p>
      <pre style={{ margin: 0 }}>{EXAMPLE}</pre>
    </Empty>
  );
}

const EXAMPLE = `steps:
  test:
    run: pytest --junitxml=report.xml`;
