import { seededRandom } from '@oremill/runtime';

/** Lines for tests: JSON with a text mostly, and every kind that is refused. */
export function linesOf(count: number, seed = 1): string {
  const random = seededRandom(seed);
  const word = () => Math.floor((1 - random()) ** -2).toString(36);
  return Array.from({ length: count }, (_, id) => {
    const chance = random();
    if (chance < 0.05) return '# a remark';
    if (chance < 0.1) return '{"id":';
    if (chance < 0.15) return JSON.stringify({ id, text: 'oneword' });
    const text = Array.from({ length: 2 + random() * 12 }, word).join(' ');
    return JSON.stringify({ id, text, user: { name: word(), followers: Math.floor(random() * 1000) } });
  })
    .map((line) => `${line}\n`)
    .join('');
}
