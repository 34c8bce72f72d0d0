import { isExcused } from '@oremill/webtest';
import { describe, expect, test } from 'vitest';
import { usePlatform } from './platform.ts';
import { failedGates, figuresOfGreen, stateOf } from './told.ts';

const isMissing = (await isExcused('languages')) || (await isExcused('jscpd')) || (await isExcused('maven'));

describe('from a push to a verdict', () => {
  const platform = usePlatform(['languages', 'jscpd', 'maven']);

  test.skipIf(isMissing)('a C++ program with make and GoogleTest', async () => {
    const { repository, first } = await platform().add('cpp-make');
    expect(figuresOfGreen(first)).toMatchObject({
      'tests.total': 2,
      'tests.failed': 0,
      'coverage.lines': 100,
    });

    const wrong = await platform().pushed(repository, 'failing-test', {
      'queue.cc': ['numbers_.front()', 'numbers_.back()'],
    });
    expect(failedGates(wrong)).toMatchObject([
      { metric: 'tests.failed', value: 1, movedBy: [expect.stringContaining('GivesNumbersInTheirOrder')] },
    ]);

    const untested = await platform().pushed(repository, 'untested', {
      'queue.cc': [
        'std::optional<int> Queue::pop',
        'int Queue::last() const {\n  return numbers_.back();\n}\n\nstd::optional<int> Queue::pop',
      ],
      'queue.h': ['  std::optional<int> pop();', '  int last() const;\n  std::optional<int> pop();'],
    });
    expect(failedGates(untested)).toMatchObject([
      {
        metric: 'coverage.lines',
        baseline: { value: 100, commit: first.commit },
        movedBy: [expect.stringContaining('queue.cc')],
      },
    ]);

    const broken = await platform().pushed(repository, 'broken-build', {
      'queue.cc': ['return first;', 'return fist;'],
    });
    expect(broken.state).toBe('failed');
    expect(stateOf(broken, 'build')).toBe('failed');
    expect(stateOf(broken, 'test')).toBe('skipped');
    expect(await platform().logOf(broken, 'build')).toMatch(/queue\.cc:\d+:\d+: error: .*fist/);
  });

  test.skipIf(isMissing)('a Java library with Maven', async () => {
    const { repository, first } = await platform().add('java-maven');
    expect(figuresOfGreen(first)).toMatchObject({
      'tests.total': 3,
      'tests.failed': 0,
      'duplication.blocks': 0,
    });

    const wrong = await platform().pushed(repository, 'failing-test', {
      'src/main/java/shop/Basket.java': ['entry.getValue() * ', ''],
    });
    expect(failedGates(wrong)).toMatchObject([
      { metric: 'tests.failed', value: 1, movedBy: [expect.stringContaining('eachPieceCosts')] },
    ]);
  });

  test.skipIf(isMissing)('a C++ library for Python by SWIG', async () => {
    const { repository, first } = await platform().add('swig-python');
    expect(figuresOfGreen(first)).toMatchObject({ 'tests.total': 4, 'tests.failed': 0 });

    const wrong = await platform().pushed(repository, 'failing-test', {
      'distance.cc': ['return -1', 'return -2'],
    });
    expect(failedGates(wrong)).toMatchObject([
      { metric: 'tests.failed', value: 1, movedBy: [expect.stringContaining('test_distance[ore-mill--1]')] },
    ]);
  });

  test.skipIf(isMissing)('a C# program by Mono', async () => {
    const { repository, first } = await platform().add('csharp-mono');
    expect(figuresOfGreen(first)).toMatchObject({ 'tests.total': 3, 'tests.failed': 0 });

    const wrong = await platform().pushed(repository, 'failing-test', { 'Roman.cs': ['"IV"', '"IIII"'] });
    const [gate] = failedGates(wrong);
    expect(gate).toMatchObject({ metric: 'tests.failed', value: 2 });
    expect(JSON.stringify(gate?.reasons)).toContain('expected IV, got IIII');
  });

  test.skipIf(isMissing)('a program in Objective-C', async () => {
    const { repository, first } = await platform().add('objective-c');
    expect(figuresOfGreen(first)).toMatchObject({ 'tests.total': 3, 'tests.failed': 0 });

    const wrong = await platform().pushed(repository, 'failing-test', {
      'Counter.m': ['count == limit', 'count > limit'],
    });
    expect(failedGates(wrong)).toMatchObject([
      { metric: 'tests.failed', value: 1, movedBy: [expect.stringContaining('stops at its limit')] },
    ]);
  });

  test('a monorepo in TypeScript with turbo, where the packages are tested that a push has changed, and those that need them', async () => {
    const { repository, first } = await platform().add('typescript-turbo');
    expect(figuresOfGreen(first)).toMatchObject({ 'tests.total': 4, 'tests.failed': 0 });

    const alone = await platform().pushed(repository, 'names-alone', {
      'packages/names/names.ts': ['name.slice(1);', 'name.slice(1).toLowerCase();'],
    });
    expect(figuresOfGreen(alone)).toMatchObject({ 'tests.total': 1 });
    expect([stateOf(alone, 'names'), stateOf(alone, 'cart'), stateOf(alone, 'prices')]).toEqual([
      'passed',
      'skipped',
      'skipped',
    ]);

    const wrong = await platform().pushed(repository, 'dearer', {
      'packages/prices/prices.ts': ['apple: 30', 'apple: 31'],
    });
    expect(failedGates(wrong)).toMatchObject([{ metric: 'tests.failed', value: 2 }]);
    expect([stateOf(wrong, 'names'), stateOf(wrong, 'cart'), stateOf(wrong, 'prices')]).toEqual([
      'skipped',
      'failed',
      'failed',
    ]);
  });
});
