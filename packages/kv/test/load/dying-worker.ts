/** A worker that says it is there and dies of the first thing that it is told. */
import { parentPort } from 'node:worker_threads';
import { TAG } from '../../src/load/messages.ts';

parentPort?.on('message', () => process.exit(3));
parentPort?.postMessage({ tag: TAG, kind: 'ready' });
