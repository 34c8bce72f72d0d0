import assert from 'node:assert/strict';
import { test } from 'node:test';
import { priceOf } from './prices.ts';

test('an apple has a price', () => assert.equal(priceOf('apple'), 30));
test('a stone has none', () => assert.throws(() => priceOf('stone'), /nobody sells stone/));
