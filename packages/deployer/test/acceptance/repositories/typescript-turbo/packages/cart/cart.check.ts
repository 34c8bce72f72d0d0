import assert from 'node:assert/strict';
import { test } from 'node:test';
import { totalOf } from './cart.ts';

test('all that is in it costs', () => assert.equal(totalOf(['apple', 'apple', 'pear']), 105));
