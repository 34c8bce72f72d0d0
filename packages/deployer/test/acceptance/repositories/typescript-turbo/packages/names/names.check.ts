import assert from 'node:assert/strict';
import { test } from 'node:test';
import { titled } from './names.ts';

test('a name begins with a capital', () => assert.equal(titled('apple'), 'Apple'));
