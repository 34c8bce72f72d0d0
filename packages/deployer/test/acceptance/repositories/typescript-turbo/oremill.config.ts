import { definePipeline } from '@oremill/deployer';

const testOf = (name: string) => ({
  run: `mkdir -p build && node --test --test-reporter=junit --test-reporter-destination=build/${name}.xml packages/${name}/${name}.check.ts`,
  reports: [`build/${name}.xml`],
  affected: { turbo: `@shop/${name}` },
});

export default definePipeline({
  steps: { prices: testOf('prices'), cart: testOf('cart'), names: testOf('names') },
  gates: [{ metric: 'tests.failed', atMost: 0 }],
});
