import { isExcused } from '@oremill/webtest';
import { beforeAll, describe, expect, test } from 'vitest';
import { usePlatform } from './platform.ts';
import type { PushedRepository } from './pushed-repository.ts';
import { failedGates, figuresOfGreen, stateOf } from './told.ts';

const isMissing =
  (await isExcused('languages')) || (await isExcused('jscpd')) || (await isExcused('chromium'));

describe.skipIf(isMissing)('a web service in Python', () => {
  const platform = usePlatform(['languages', 'jscpd'], true);
  let repository: PushedRepository;

  beforeAll(async () => {
    const added = await platform().add('python-web');
    repository = added.repository;
    expect(figuresOfGreen(added.first)).toMatchObject({
      'tests.total': 10,
      'tests.failed': 0,
      'coverage.lines': expect.closeTo(75.6, 0),
      'findings.total': 0,
      'duplication.blocks': 0,
    });
  });

  test('goes red by a test that fails, which is named', async () => {
    const edits = { 'greetings.py': ['return "evening"', 'return "night"'] } as const;
    const run = await platform().pushed(repository, 'failing-test', edits);
    const [gate, ...others] = failedGates(run);
    expect(others).toEqual([]);
    expect(gate).toMatchObject({ metric: 'tests.failed', value: 2, limit: 0, toPass: 'mend 2 failed tests' });
    expect(gate?.movedBy.join('\n')).toMatch(/test_part_of_day\[18-evening\]/);
    expect(stateOf(run, 'test')).toBe('failed');
    expect(stateOf(run, 'browser')).toBe('skipped');
  });

  test('goes red by code that no test runs, with the file and the commit it is compared with', async () => {
    const farewell =
      'def farewell(name):\n    """Says goodbye."""\n    who = name.strip()\n    return f"bye, {who}"\n\n\ndef greeting';
    const run = await platform().pushed(repository, 'untested', {
      'greetings.py': ['def greeting', farewell],
    });
    const [gate, ...others] = failedGates(run);
    expect(others).toEqual([]);
    expect(gate).toMatchObject({
      metric: 'coverage.lines',
      baseline: { of: 'base', commit: run.verdict?.base },
      movedBy: [expect.stringContaining('greetings.py')],
      toPass: expect.stringMatching(/^have tests run \d more line/),
    });
  });

  test('goes red by code that is there twice, with both places', async () => {
    const copy = `def day_part(hour):
    """Of the day."""
    if hour < 12:
        return "morning"
    if hour < 18:
        return "afternoon"
    return "evening"


def make_app`;
    const tested =
      'from service import day_part, make_app\n\n\ndef test_day_part():\n    assert [day_part(hour)[0] for hour in (1, 13, 20)] == ["m", "a", "e"]';
    const run = await platform().pushed(repository, 'duplicate', {
      'service.py': ['def make_app', copy],
      'tests/test_service.py': ['from service import make_app', tested],
    });
    const [gate, ...others] = failedGates(run);
    expect(others).toEqual([]);
    expect(gate).toMatchObject({ metric: 'duplication.blocks', value: 1, limit: 0 });
    expect(JSON.stringify(gate)).toMatch(/greetings\.py/);
    expect(JSON.stringify(gate)).toMatch(/service\.py/);
  });

  test('goes red by a new finding, with rule and line', async () => {
    const edits = {
      'greetings.py': ['\n\n\ndef part_of_day', '\n\nimport json\n\n\ndef part_of_day'],
    } as const;
    const run = await platform().pushed(repository, 'finding', edits);
    const [gate, ...others] = failedGates(run);
    expect(others).toEqual([]);
    expect(gate).toMatchObject({
      metric: 'findings.total',
      of: 'new',
      value: 1,
      reasons: [{ what: expect.stringContaining('unused-import'), place: { file: 'greetings.py', line: 3 } }],
    });
  });

  test('goes red by a form that only a browser knows to be broken, with a picture and a trace', async () => {
    const edits = { 'service.py': ['<input name="name">', '<input name="nme">'] } as const;
    const run = await platform().pushed(repository, 'broken-form', edits);
    expect(failedGates(run)).toMatchObject([
      {
        metric: 'tests.failed',
        value: 1,
        movedBy: [expect.stringContaining('the form that is sent is answered')],
      },
    ]);
    expect(stateOf(run, 'test')).toBe('passed');
    const browser = run.steps.find(({ name }) => name === 'browser');
    expect(browser?.artifacts).toMatchObject([{ name: 'evidence', files: 5 }]);
    expect(await platform().logOf(run, 'browser')).toMatch(/\[\[ATTACHMENT\|.*trace\.zip\]\]/);
  });
});
