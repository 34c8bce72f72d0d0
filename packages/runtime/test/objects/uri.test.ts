import { expect, it } from 'vitest';
import { joinUri, parseUri } from '../../src/objects/index.ts';

it.each([
  ['a/b c%20', { kind: 'file', path: 'a/b c%20', isUrl: false }],
  ['10:30.log', { kind: 'file', path: '10:30.log', isUrl: false }],
  ['file:///a%20b/%2B', { kind: 'file', path: '/a b/+', isUrl: true }],
  ['s3://my.bucket-1/a/../b//c%20?#', { kind: 's3', bucket: 'my.bucket-1', key: 'a/../b//c%20?#' }],
  ['s3://bucket', { kind: 's3', bucket: 'bucket', key: '' }],
])('reads %j', (uri, location) => {
  expect(parseUri(uri)).toEqual(location);
});

it.each([
  '',
  'a\0b',
  's3:bucket/key',
  's3:///key',
  's3://UPPER/key',
  's3://x/key',
  `s3://bucket/${'k'.repeat(1025)}`,
  'https://host/x',
  'file://host/x',
  'file:///a%2Fb',
])('refuses %j', (uri) => {
  expect(() => parseUri(uri)).toThrow(expect.objectContaining({ code: 'URI_INVALID' }));
});

it.each([
  ['a/b/', 'c d', 'a/b/c d'],
  ['file:///a%20b', 'c#%', 'file:///a%20b/c%23%25'],
  ['s3://bucket', 'c#%', 's3://bucket/c#%'],
  ['s3://bucket/a/', 'b', 's3://bucket/a/b'],
])('in %j, %j is %j', (folder, name, uri) => {
  expect(joinUri(folder, name)).toBe(uri);
});
