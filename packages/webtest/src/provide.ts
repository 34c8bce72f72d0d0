// `node src/provide.ts`: provides what browser tests need, and prints what is missing as JSON. `npm test` runs it
// once before the tests, so that none of them waits for a download.
import { readConfig } from './config.ts';
import { provideSystemParts } from './system-parts.ts';

const missing = await provideSystemParts(readConfig(), (text) => process.stderr.write(`${text}\n`));
process.stdout.write(`${JSON.stringify({ missing })}\n`);
