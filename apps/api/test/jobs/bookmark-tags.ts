import { jsonLines, type MapTask, text } from '@oremill/mapreduce';
import { z } from 'zod';

const bookmark = z.object({
  id: z.string(),
  updated: z.string().optional(),
  tags: z.array(z.object({ term: z.string() })).optional(),
});

export interface Tagged {
  readonly updated: string | undefined;
  readonly terms: readonly string[];
}

/** What the jobs beside this file have in common: the tags of each bookmark, by its id. */
export const common = {
  summary: 'The tags of each bookmark',
  input: jsonLines(bookmark),
  key: text,
  mapper({ id, updated, tags = [] }: z.infer<typeof bookmark>, task: Pick<MapTask<string, Tagged>, 'emit'>) {
    task.emit(id, { updated, terms: tags.map(({ term }) => term) });
  },
};
