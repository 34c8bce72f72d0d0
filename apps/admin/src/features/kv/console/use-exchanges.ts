import type { TextOrBytes } from '@oremill/types';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { runCommand } from '../../../api/kv.ts';

export interface Exchange {
  readonly id: number;
  readonly dataset: string | undefined;
  /** As it was typed; of a command with a password only its name. */
  readonly line: string;
  readonly reply?: unknown;
  /** There was no reply at all. */
  readonly error?: unknown;
  readonly elapsedMs: number;
}

const EXCHANGES_MAX = 100;

export interface Exchanges {
  readonly list: readonly Exchange[];
  readonly isRunning: boolean;
  readonly run: (given: {
    words: readonly TextOrBytes[];
    line: string;
    dataset: string | undefined;
  }) => Promise<unknown>;
  readonly clear: () => void;
}

/** Commands that were sent from this page, with what came back; one at a time. */
export function useExchanges(): Exchanges {
  const [list, setList] = useState<readonly Exchange[]>([]);
  const [isRunning, setIsRunning] = useState(false);
  const count = useRef(0);
  const client = useQueryClient();

  const run: Exchanges['run'] = async ({ words, line, dataset }) => {
    const startMs = performance.now();
    const add = (outcome: { reply: unknown } | { error: unknown }) => {
      count.current += 1;
      const exchange = {
        id: count.current,
        dataset,
        line,
        elapsedMs: performance.now() - startMs,
        ...outcome,
      };
      setList((before) => [...before, exchange].slice(-EXCHANGES_MAX));
    };
    setIsRunning(true);
    try {
      const reply = await runCommand(words, dataset);
      add({ reply });
      // It may have been a write: what other pages show of the store is old.
      for (const key of ['datasets', 'keys', 'entry']) void client.invalidateQueries({ queryKey: [key] });
      return reply;
    } catch (error) {
      add({ error });
      return undefined;
    } finally {
      setIsRunning(false);
    }
  };
  return { list, isRunning, run, clear: () => setList([]) };
}
