import { parentPort, workerData } from 'node:worker_threads';
import { type ConfigToCheck, checkConfig } from './check-config.ts';

parentPort?.postMessage(await checkConfig((workerData as { task: ConfigToCheck }).task));
