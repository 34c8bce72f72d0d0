import { dirname } from 'node:path/posix';
import type { Problem, SourceFile } from '../tree.ts';

interface Part {
  readonly what: string;
  readonly pattern: RegExp;
}

const CLAIM: Part = { what: 'a title and a claim below it', pattern: /^# \S.*\n\n[A-Z`*]/ };
const PACKAGE_PARTS: readonly Part[] = [
  CLAIM,
  { what: 'a code block that shows its use', pattern: /^```\w*$/m },
  { what: '"Read the source in this order"', pattern: /read the source in this order/i },
];

const FLOW: Part = { what: 'the flow as an arrow (→)', pattern: /→/ };

/** Every package has a README; those that are published in the shape of DESIGN.md. */
export function packagesIntroduceThemselves(files: readonly SourceFile[]): Problem[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return [...texts.keys()]
    .filter((path) => /^[^/]+\/[^/]+\/package\.json$/.test(path))
    .flatMap((manifest) => {
      const path = `${dirname(manifest)}/README.md`;
      const text = texts.get(path);
      if (text === undefined) return [{ path, message: 'is missing' }];
      const isEngine = texts.has(`${dirname(manifest)}/src/plugin.ts`);
      const parts = path.startsWith('packages/') ? [...PACKAGE_PARTS, ...(isEngine ? [FLOW] : [])] : [CLAIM];
      return parts
        .filter(({ pattern }) => !pattern.test(text))
        .map(({ what }) => ({ path, message: `lacks ${what}` }));
    });
}
