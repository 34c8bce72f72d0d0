import { Button } from '@mantine/core';
import type { StoredSample } from '@oremill/types';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { sampleQuery } from '../../api/cost.ts';
import { failureOf } from '../../api/failure.ts';
import { Async } from '../../components/async.tsx';
import { Copy } from '../../components/copy.tsx';
import { Name } from '../../components/name.tsx';
import { Note } from '../../components/note.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { EstimateView } from './estimate-view.tsx';
import { SampleChooser } from './sample/sample-chooser.tsx';
import { SampleView } from './sample/sample-view.tsx';

const route = getRouteApi('/signed-in/cost');

/** What will it cost to keep data like this, how sure is that, and which medium wins? */
export function EstimatePage() {
  const { sample: id, from } = route.useSearch();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const [isChoosing, setIsChoosing] = useState(false);
  const sample = useQuery({ ...sampleQuery(id ?? ''), enabled: id !== undefined });
  const isGone = sample.error !== null && failureOf(sample.error).reply.code === 'SAMPLE_MISSING';
  const isChooserShown = id === undefined || isChoosing || isGone;

  const choose = (chosen: StoredSample, isFromPlatform: boolean) => {
    client.setQueryData(['samples', chosen.id], chosen);
    void client.invalidateQueries({ queryKey: ['samples'], exact: true });
    setIsChoosing(false);
    void navigate({
      search: ({ from: _from, explain: _explain, ...others }) => ({
        ...others,
        sample: chosen.id,
        // All of it is there, and nothing is said of more: that alone is what it costs to keep.
        ...(isFromPlatform ? { scenario: { records: `${chosen.statistics.lines} record`, rate: '' } } : {}),
      }),
    });
  };

  return (
    <div className="stack">
      <PageHeader
        title="Estimate"
        documentTitle="Estimate"
        aside={id === undefined ? null : <Copy text={() => location.href} what="link" label="Copy link" />}
      >
        <p className="dim">What data like a sample cost to keep, in each medium, and how sure that is.</p>
      </PageHeader>
      {isGone ? (
        <Note tone="warning">
          <p>
            <strong>The sample of this link is gone.</strong> The platform keeps the last 200, and somebody
            may have forgotten it. Send its records again: the same records get the same link.
          </p>
        </Note>
      ) : null}
      <Panel
        title="Sample"
        aside={
          id !== undefined && !isGone ? (
            <Button variant="default" size="compact-sm" onClick={() => setIsChoosing(!isChoosing)}>
              {isChoosing ? 'Keep this one' : 'Take another'}
            </Button>
          ) : null
        }
      >
        {isChooserShown ? (
          <div className="panel-body">
            <SampleChooser from={from} onChosen={choose} />
          </div>
        ) : (
          <Async answer={sample} lines={10}>
            {(data) => (
              <>
                <p className="panel-body" style={{ paddingBottom: 0 }}>
                  <strong>
                    <Name text={data.statistics.name} />
                  </strong>
                </p>
                <SampleView sample={data} />
              </>
            )}
          </Async>
        )}
      </Panel>
      {sample.data && !isGone && id !== undefined ? (
        <EstimateView sampleId={id} hasWords={sample.data.statistics.heaps !== undefined} />
      ) : null}
    </div>
  );
}
