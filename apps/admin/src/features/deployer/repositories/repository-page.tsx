import type { Repository } from '@oremill/types';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { repositoriesQuery } from '../../../api/deployer-repositories.ts';
import { Async } from '../../../components/async.tsx';
import { CommandLine } from '../../../components/command-line.tsx';
import { type Fact, Facts } from '../../../components/facts.tsx';
import { Name } from '../../../components/name.tsx';
import { Note } from '../../../components/note.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { Panel } from '../../../components/panel.tsx';
import { Time } from '../../../components/time.tsx';
import { LostPage } from '../../../frame/lost-page.tsx';
import { LastRun, noticedBy } from './repositories-table.tsx';
import { RepositoryActions } from './repository-actions.tsx';

const route = getRouteApi('/signed-in/deployer/repositories/$name');

/** One repository: how its changes are noticed, and what can be done with it. */
export function RepositoryPage() {
  const { name } = route.useParams();
  const repositories = useQuery(repositoriesQuery);
  const repository = repositories.data?.find((one) => one.name === name);
  if (repositories.data && !repository) return <LostPage />;
  return (
    <Async answer={{ ...repositories, data: repository }} lines={8}>
      {(data) => <RepositoryView repository={data} />}
    </Async>
  );
}

function RepositoryView({ repository }: { repository: Repository }) {
  const { name, lookError, url, targetBranch } = repository;
  const isOnThisMachine = url.startsWith('/') || url.startsWith('file:');
  return (
    <div className="stack">
      <PageHeader title={name} documentTitle={name} aside={<RepositoryActions repository={repository} />}>
        <div className="row">
          <LastRun {...repository} />
          <Link to="/deployer/runs" search={{ repository: name }}>
            All runs
          </Link>
          <Link to="/deployer/trends" search={{ repository: name, branch: targetBranch }}>
            Trends
          </Link>
        </div>
      </PageHeader>
      {lookError ? (
        <Note tone="warning">
          <p>
            <strong style={{ overflowWrap: 'anywhere' }}>{lookError.message}</strong>
          </p>
          {lookError.hint === undefined ? null : <p>{lookError.hint}</p>}
        </Note>
      ) : null}
      <section className="panel panel-body" aria-label="Facts">
        <Facts facts={factsOf(repository)} />
      </section>
      <Panel title="Notice a push at once">
        <div className="panel-body stack-tight">
          {isOnThisMachine ? (
            <>
              <p>
                A hook in the bare repository tells of each push. A hook that is there already goes on to run.
              </p>
              <CommandLine command={`pnpm deployer hook install ${name}`} />
            </>
          ) : (
            <>
              <p>
                Have the forge send its pushes to this address, signed with a secret that this machine can
                read. Name the forge in it: github, gitlab, gitea, forgejo or bitbucket.
              </p>
              <CommandLine command={`${location.origin}/deployer/hooks/github/${name}`} />
            </>
          )}
        </div>
      </Panel>
    </div>
  );
}

function factsOf(repository: Repository): Fact[] {
  const { url, targetBranch, createdAt, createdBy, lookedAt, nextLookAt } = repository;
  return [
    { name: 'Address', value: <Name text={url} lengthMax={100} /> },
    { name: 'Target branch', value: <Name text={targetBranch} lengthMax={60} /> },
    { name: 'Noticed by', value: noticedBy(repository) },
    ...(lookedAt === undefined ? [] : [{ name: 'Last look', value: <Time at={lookedAt} /> }]),
    ...(nextLookAt === undefined ? [] : [{ name: 'Next look', value: <Time at={nextLookAt} /> }]),
    {
      name: 'Added',
      value: (
        <>
          <Time at={createdAt} /> by {createdBy}
        </>
      ),
    },
  ];
}
