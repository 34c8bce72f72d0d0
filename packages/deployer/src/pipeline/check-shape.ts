import { type Pipeline, pipelineSchema } from '@oremill/types';
import type { z } from 'zod';
import { namesAt, pipelineJsonSchema } from './json-schema.ts';
import { didYouMean } from './near-name.ts';
import type { PartPath, Problem } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** Whether what was read has the shape of a pipeline; each thing that is wrong says what to write instead. */
export function checkShape(value: unknown): { pipeline: Pipeline } | { problems: Problem[] } {
  const parsed = pipelineSchema.safeParse(value, { reportInput: true });
  if (parsed.success) return { pipeline: parsed.data };
  return { problems: parsed.error.issues.flatMap((issue) => explain(issue, issue.path as PartPath)) };
}

function explain(issue: Issue, path: PartPath): Problem[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(path, key));
    case 'invalid_key':
      return [{ path, isOfKey: true, message: issue.issues.map(({ message }) => message).join(', ') }];
    case 'invalid_type':
      return [{ path, message: wrongType(typeName(issue.expected), issue.input) }];
    case 'invalid_value': {
      const values = issue.values.map(String);
      const near = typeof issue.input === 'string' ? didYouMean(issue.input, values) : '';
      return [{ path, message: `${wrongType(orOf(values), issue.input)}${near}` }];
    }
    case 'too_small':
    case 'too_big':
      return [{ path, message: wrongSize(issue) }];
    case 'invalid_union':
      return explainUnion(issue, path);
    case 'invalid_format':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'custom':
      // A rule of ours, which says what it wants.
      return [{ path, message: issue.message }];
  }
}

function unknownKey(path: PartPath, key: string): Problem {
  const names = namesAt(pipelineJsonSchema(), path);
  const near = didYouMean(key, names) || `; there may be ${names.join(', ')}`;
  return { path: [...path, key], isOfKey: true, message: `nothing is called "${key}" here${near}` };
}

/** A union has issues for each of its forms: the form that is meant is explained, where that can be told. */
function explainUnion(issue: Extract<Issue, { code: 'invalid_union' }>, path: PartPath): Problem[] {
  const ofOtherType = issue.errors.filter(([first]) => first?.path.length === 0 && isTypeIssue(first));
  const forms = issue.errors.filter((form) => !ofOtherType.includes(form));
  if (forms.length === 0) {
    const expected = ofOtherType
      .map(([first]) => first && expectedBy(first))
      .filter((one) => one !== undefined);
    return [{ path, message: wrongType(orOf([...new Set(expected)]), issue.input) }];
  }
  const meant = forms.find((form) => unknownKeysOf(form).length === 0);
  if (meant !== undefined) return meant.flatMap((one) => explain(one, [...path, ...(one.path as PartPath)]));
  const [first = [], ...others] = forms.map(unknownKeysOf);
  const unknown = first.filter((key) => others.every((keys) => keys.includes(key)));
  if (unknown.length > 0) return unknown.map((key) => unknownKey(path, key));
  return [
    { path, message: `${[...new Set(forms.flatMap(unknownKeysOf))].join(' and ')} do not go together` },
  ];
}

function isTypeIssue({ code }: Issue): boolean {
  return code === 'invalid_type' || code === 'invalid_value';
}

function expectedBy(issue: Issue): string | undefined {
  if (issue.code === 'invalid_type') return typeName(issue.expected);
  return issue.code === 'invalid_value' ? orOf(issue.values.map(String)) : undefined;
}

function unknownKeysOf(form: readonly Issue[]): string[] {
  return form.flatMap((one) => (one.code === 'unrecognized_keys' && one.path.length === 0 ? one.keys : []));
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of names',
  record: 'a map of names',
};

function typeName(type: string): string {
  return TYPE_NAMES[type] ?? type;
}

function wrongType(expected: string, input: unknown): string {
  if (input === undefined || input === null) return `is missing; it has to be ${expected}`;
  if (typeof input === 'object') {
    return `has to be ${expected}, and is ${typeName(Array.isArray(input) ? 'array' : 'object')}`;
  }
  const shown = JSON.stringify(input);
  const quotes = expected === typeName('string') ? `: write "${shown}"` : '';
  return `has to be ${expected}, and is ${shown}${quotes}`;
}

function wrongSize(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): string {
  const least = issue.code === 'too_small';
  const bound = `${least ? 'at least' : 'at most'} ${String(least ? issue.minimum : issue.maximum)}`;
  const what = { string: ' characters', array: ' entries' }[issue.origin as string] ?? '';
  return `has to ${what === '' ? 'be' : 'have'} ${bound}${what}`;
}

function orOf(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
