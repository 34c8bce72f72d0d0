import { pipelineSchema } from '@oremill/types';
import { expect, test } from 'vitest';
import { definePipeline } from '../../src/pipeline/define-pipeline.ts';

test('what refers to what is there is taken as it is', () => {
  const pipeline = definePipeline({
    secrets: { TOKEN: { env: 'SHOP_TOKEN' } },
    services: { database: { command: 'postgres', ready: { port: 'PORT' } } },
    caches: { packages: { paths: ['node_modules'], key: ['package-lock.json'] } },
    steps: {
      build: { run: 'make', caches: ['packages'], artifacts: { program: ['out/*'], docs: ['docs/**'] } },
      test: {
        run: ['make', 'test'],
        needs: ['build'],
        services: ['database'],
        secrets: ['TOKEN'],
        uses: ['program', 'docs'],
        matrix: { node: ['22', '24'] },
      },
    },
    gates: [
      { metric: 'coverage.lines', atLeast: 80 },
      { metric: 'findings.total', against: 'best' },
      { metric: 'steps.build.seconds', atMost: 60 },
      { metric: 'steps.test[node=22].seconds', atMost: 60 },
    ],
  });
  expect(pipelineSchema.parse(pipeline).steps.test?.uses).toEqual(['program', 'docs']);
});

// The compiler refuses each of these, and says so where it does not.
export const refused = [
  // @ts-expect-error There is no step bild.
  definePipeline({ steps: { build: { run: 'x' }, test: { run: 'x', needs: ['bild'] } } }),
  // @ts-expect-error There is no service at all.
  definePipeline({ steps: { test: { run: 'x', services: ['database'] } } }),
  // @ts-expect-error There is no cache at all.
  definePipeline({ steps: { test: { run: 'x', caches: ['packages'] } } }),
  // @ts-expect-error There is no secret PASSWORD.
  definePipeline({ secrets: { TOKEN: { env: 'A' } }, steps: { test: { run: 'x', secrets: ['PASSWORD'] } } }),
  // @ts-expect-error No step has an artifact dist.
  definePipeline({ steps: { a: { run: 'x', artifacts: { out: ['x'] } }, b: { run: 'x', uses: ['dist'] } } }),
  // @ts-expect-error There is no artifact at all.
  definePipeline({ steps: { test: { run: 'x', uses: ['dist'] } } }),
  // @ts-expect-error There is no such figure.
  definePipeline({ steps: { test: { run: 'x' } }, gates: [{ metric: 'coverage.line', atLeast: 80 }] }),
  // @ts-expect-error There is no step of which this is the time.
  definePipeline({ steps: { test: { run: 'x' } }, gates: [{ metric: 'steps.tset.seconds', atMost: 80 }] }),
  // @ts-expect-error A step has no such property.
  definePipeline({ steps: { test: { run: 'x', need: [] } } }),
  // @ts-expect-error A step runs something.
  definePipeline({ steps: { test: {} } }),
  // @ts-expect-error A gate has a limit.
  definePipeline({ steps: { test: { run: 'x' } }, gates: [{ metric: 'tests.failed' }] }),
  // @ts-expect-error A pipeline has steps.
  definePipeline({}),
];
