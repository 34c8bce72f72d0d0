import { Button, Select } from '@mantine/core';
import type { TextOrBytes } from '@oremill/types';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { commandDocsQuery, datasetsQuery } from '../../../api/kv.ts';
import { Failure } from '../../../components/failure.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { Panel } from '../../../components/panel.tsx';
import { readDocs } from './command-docs.ts';
import { describeLoss, isDestructive, isSecret, nameOf, selectedBy } from './command-rules.ts';
import './console.css';
import { ConsoleInput } from './console-input.tsx';
import { DestructiveReview } from './destructive-review.tsx';
import { ExchangeLog } from './exchange-log.tsx';
import { addToHistory, keepHistory, readHistory } from './history.ts';
import { describePrompt } from './prompt.ts';
import { isErrorReply } from './reply-tree.ts';
import { useExchanges } from './use-exchanges.ts';

const route = getRouteApi('/signed-in/kv/commands');

interface Command {
  readonly words: readonly TextOrBytes[];
  readonly line: string;
}

/** Commands as in redis-cli, one at a time, with their replies as trees. */
export function ConsolePage() {
  const { dataset: asked } = route.useSearch();
  const navigate = route.useNavigate();
  const datasets = useQuery(datasetsQuery);
  const told = useQuery(commandDocsQuery);
  const docs = useMemo(() => readDocs(told.data), [told.data]);
  const exchanges = useExchanges();
  const [history, setHistory] = useState(readHistory);
  const [reviewed, setReviewed] = useState<Command>();

  const items = datasets.data ?? [];
  const dataset = items.find(({ name }) => name === asked) ?? items[0];
  const speakTo = (name: string) => void navigate({ search: { dataset: name }, replace: true });

  const send = async ({ words, line }: Command) => {
    const reply = await exchanges.run({
      words,
      line: isSecret(words) ? `${nameOf(words)} …` : line,
      dataset: dataset?.name,
    });
    const selected = selectedBy(words);
    if (selected !== undefined && reply !== undefined && !isErrorReply(reply)) speakTo(selected);
  };
  const run = (command: Command) => {
    if (!isSecret(command.words)) {
      const lines = addToHistory(history, command.line);
      setHistory(lines);
      keepHistory(lines);
    }
    if (isDestructive(command.words)) setReviewed(command);
    else void send(command);
  };

  return (
    <div className="stack">
      <PageHeader title="Console" documentTitle="Console" />
      {datasets.error ? <Failure error={datasets.error} onRetry={() => void datasets.refetch()} /> : null}
      <Panel
        title="Commands"
        aside={
          <>
            <Select
              aria-label="Dataset that it speaks to"
              size="xs"
              w={200}
              placeholder="no dataset yet"
              data={items.map(({ name }) => name)}
              value={dataset?.name ?? null}
              onChange={(name) => name !== null && speakTo(name)}
              allowDeselect={false}
              searchable
              comboboxProps={{ transitionProps: { duration: 0 } }}
            />
            <Button
              variant="default"
              size="xs"
              disabled={exchanges.list.length === 0}
              onClick={exchanges.clear}
            >
              Clear
            </Button>
          </>
        }
      >
        <ExchangeLog exchanges={exchanges.list} />
        <ConsoleInput
          prompt={describePrompt(dataset)}
          docs={docs}
          history={history}
          isBusy={exchanges.isRunning}
          onRun={run}
        />
      </Panel>
      {reviewed ? (
        <DestructiveReview
          command={nameOf(reviewed.words)}
          loss={describeLoss(reviewed.words, dataset)}
          onConfirm={() => {
            setReviewed(undefined);
            void send(reviewed);
          }}
          onClose={() => setReviewed(undefined)}
        />
      ) : null}
    </div>
  );
}
