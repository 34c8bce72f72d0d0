/** A thread that answers one question after the other about samples that are kept. */
import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '@oremill/runtime';
import { AppError, toErrorReply } from '@oremill/types';
import { CostService } from '../cost-service.ts';
import type { Answer, Question } from './cost-answers.ts';

const { folder } = workerData as { readonly folder: string };

parentPort?.on('message', (question: Question) => parentPort?.postMessage(answer(question)));

function answer({ method, parameters, nowMs }: Question): Answer {
  const cost = new CostService({ folder, clock: { ...systemClock, nowMs: () => nowMs } });
  try {
    const ask = cost[method].bind(cost) as (...given: readonly unknown[]) => unknown;
    return { kind: 'reply', reply: ask(...parameters) };
  } catch (error) {
    // What is our fault ends the thread, and is told whole.
    if (!(error instanceof AppError)) throw error;
    return { kind: 'refused', error: toErrorReply(error), status: error.status };
  }
}
