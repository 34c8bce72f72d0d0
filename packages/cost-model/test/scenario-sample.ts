import { seededRandom } from '@oremill/runtime';
import { readSample, type Sample } from '../src/read-sample.ts';
import { contentOf } from '../src/sample/open-content.ts';
import { rulesSchema } from '../src/statistics/rules.ts';

/** Records of JSON with texts of words by Zipf's law; sizes by a function of chance; and some without text between. */
export function sampleOf(
  count: number,
  sizeOf: (random: () => number) => number = (random) => 20 + random() * 60,
  withoutText = 0,
  compresses = true,
): Promise<Sample> {
  const random = seededRandom(11);
  const lines = Array.from({ length: count }, (_, id) => {
    const words = Array.from(
      { length: Math.ceil(sizeOf(random) / 5) },
      () => `w${Math.floor((1 - random()) ** -1.05)}`,
    );
    return `${JSON.stringify({ id, text: words.join(' ') })}\n`;
  });
  for (let id = 0; id < withoutText; id += 1) lines.push(`${JSON.stringify({ id, nothing: 'here' })}\n`);
  const content = contentOf('test', undefined, async function* () {
    yield Buffer.from(lines.join(''));
  });
  return readSample([content], {
    rules: rulesSchema.parse({ text: 'text' }),
    seed: 1,
    keptMax: 2000,
    measuresAll: false,
    compresses,
  });
}
