// `node src/provide.ts`: provides what tests need from the system, and prints as JSON what is missing and which folders
// belong before the PATH. `npm test` runs it once before the tests, so that none of them waits for a download.
import { readConfig } from './config.ts';
import { provideSystemParts } from './system-parts.ts';

const parts = await provideSystemParts(readConfig(), (text) => process.stderr.write(`${text}\n`));
process.stdout.write(`${JSON.stringify(parts)}\n`);
