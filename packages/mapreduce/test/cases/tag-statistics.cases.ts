/** What becomes of one input line of the main job. */
export interface LineCase {
  readonly rule: 1 | 2 | 3 | 4;
  readonly title: string;
  readonly line: string | Buffer;
  /** The row; or `skipped`, or `uncounted`. */
  readonly outcome: { readonly row: string } | 'skipped' | 'uncounted';
}

const UPDATED = 'Sun, 06 Sep 2009 11:36:20 +0000';
const DATE = 'Sun\tSep\t2009\t11\t36\t20';
/** The row of one tag `abc`, id `i` and the date above. */
const ROW = `i\t${DATE}\t1\t3.0\t3.0\t0\t0\t0\t1\t0\t0\t0\t0\t0\t0`;

function bookmark(change: Record<string, unknown> = {}): string {
  return JSON.stringify({ id: 'i', tags: [{ term: 'abc' }], updated: UPDATED, ...change });
}

function tagged(...terms: string[]): string {
  return bookmark({ tags: terms.map((term) => ({ term })) });
}

function without(name: 'id' | 'tags' | 'updated', change: Record<string, unknown> = {}): string {
  return bookmark({ ...change, [name]: undefined });
}

/** The row of these numbers after id and date. */
function statistics(...numbers: (number | string)[]): { row: string } {
  return { row: ['i', DATE, ...numbers].join('\t') };
}

function skip(rule: 1 | 3, title: string, line: string | Buffer): LineCase {
  return { rule, title, line, outcome: 'skipped' };
}

function keep(title: string, line: string | Buffer, outcome: { row: string } = { row: ROW }): LineCase {
  return { rule: 4, title, line, outcome };
}

export const lineCases: readonly LineCase[] = [
  // 1. Not UTF-8, not JSON, blank, or not an object.
  skip(1, 'a byte that is never in UTF-8', Buffer.from('{"id":"\xff"}', 'latin1')),
  skip(
    1,
    'invalid UTF-8 in a string that does not matter, without tags',
    Buffer.from('{"title":"\xc3("}', 'latin1'),
  ),
  skip(1, 'a surrogate encoded as UTF-8', Buffer.from('{"title":"\xed\xa0\x80"}', 'latin1')),
  skip(1, 'an overlong encoding', Buffer.from('{"title":"\xc0\xaf"}', 'latin1')),
  skip(
    1,
    'UTF-8 cut short',
    Buffer.concat([Buffer.from('{"title":"'), Buffer.from([0xe2, 0x82]), Buffer.from('"}')]),
  ),
  skip(1, 'a byte order mark', `\ufeff${bookmark()}`),
  skip(1, 'no text at all', ''),
  skip(1, 'only spaces', '  '),
  skip(1, 'only the CR of a CRLF', '\r'),
  skip(1, 'NaN', '{"id":"i","n":NaN}'),
  skip(1, 'Infinity', '{"n":-Infinity}'),
  skip(1, 'single quotes', "{'id':'i'}"),
  skip(1, 'a comma too many', '{"id":"i",}'),
  skip(1, 'a leading zero', '{"n":01}'),
  skip(1, 'a raw control character in a string', '{"id":"a\u0001"}'),
  skip(1, 'a raw tab in a string', '{"id":"a\tb"}'),
  skip(1, 'a space that is not JSON white space', `${bookmark()}\u00a0`),
  skip(1, 'an object that is cut short', bookmark().slice(0, -1)),
  skip(1, 'two objects', '{}{}'),
  skip(1, 'an array', '[{"tags":[]}]'),
  skip(1, 'a string', '"tags"'),
  skip(1, 'a number', '42'),
  skip(1, 'null', 'null'),
  skip(1, 'true', 'true'),

  // 2. An object without tags, whatever else is wrong with it.
  { rule: 2, title: 'an empty object', line: '{}', outcome: 'uncounted' },
  { rule: 2, title: 'no tags', line: without('tags'), outcome: 'uncounted' },
  {
    rule: 2,
    title: 'no tags, and nothing else as it should be',
    line: without('tags', { id: 7, updated: null }),
    outcome: 'uncounted',
  },
  {
    rule: 2,
    title: 'tags only in the prototype that JSON cannot set',
    line: '{"__proto__":{"tags":[]}}',
    outcome: 'uncounted',
  },
  { rule: 2, title: 'a name that looks like tags', line: '{"Tags":[],"tags ":null}', outcome: 'uncounted' },

  // 3. tags, updated and id must be as they should be, and so must the output fields.
  skip(3, 'tags is null', bookmark({ tags: null })),
  skip(3, 'tags is empty', bookmark({ tags: [] })),
  skip(3, 'tags is a string', bookmark({ tags: 'abc' })),
  skip(3, 'tags is an object', bookmark({ tags: { 0: { term: 'a' }, length: 1 } })),
  skip(
    3,
    'the last of two tags counts, and is empty',
    '{"tags":[{"term":"a"}],"id":"i","updated":"a b c d e:f:g","tags":[]}',
  ),
  skip(3, 'a tag is a string', bookmark({ tags: [{ term: 'a' }, 'b'] })),
  skip(3, 'a tag is null', bookmark({ tags: [null] })),
  skip(3, 'a tag is an array', bookmark({ tags: [['a']] })),
  skip(3, 'a tag has no term', bookmark({ tags: [{ label: 'a' }] })),
  skip(3, 'a term is a number', bookmark({ tags: [{ term: 5 }] })),
  skip(3, 'a term is null', bookmark({ tags: [{ term: 'a' }, { term: null }] })),
  skip(3, 'no updated', without('updated')),
  skip(3, 'updated is null', bookmark({ updated: null })),
  skip(3, 'updated is a number', bookmark({ updated: 1252237000 })),
  skip(3, 'updated is empty', bookmark({ updated: '' })),
  skip(3, 'updated has four parts', bookmark({ updated: 'Sun, 06 Sep 11:36:20' })),
  skip(3, 'a comma does not separate', bookmark({ updated: 'Sun,06,Sep,2009,11:36:20' })),
  skip(3, 'the fifth part has two parts', bookmark({ updated: 'Sun, 06 Sep 2009 11:36' })),
  skip(
    3,
    'the time is the sixth part, after two spaces',
    bookmark({ updated: 'Sun,  06 Sep 2009 11:36:20' }),
  ),
  skip(3, 'a no-break space does not separate', bookmark({ updated: 'Sun,\u00a006 Sep 2009 11:36:20' })),
  skip(3, 'no id', without('id')),
  skip(3, 'id is a number', bookmark({ id: 7 })),
  skip(3, 'id is null', bookmark({ id: null })),
  skip(3, 'a tab in the id', bookmark({ id: 'a\tb' })),
  skip(3, 'a newline in the id', bookmark({ id: 'a\nb' })),
  skip(3, 'a CR in the id', bookmark({ id: 'a\r' })),
  skip(3, 'a lone surrogate in the id', '{"id":"a\\ud83d","tags":[{"term":"a"}],"updated":"a b c d 1:2:3"}'),
  skip(
    3,
    'a lone low surrogate in the id',
    '{"id":"\\ude00a","tags":[{"term":"a"}],"updated":"a b c d 1:2:3"}',
  ),
  skip(3, 'a tab in the weekday', bookmark({ updated: 'S\tn, 06 Sep 2009 11:36:20' })),
  skip(3, 'a newline in the second', bookmark({ updated: 'Sun, 06 Sep 2009 11:36:20\n' })),
  skip(3, 'a lone surrogate in the year', '{"id":"i","tags":[{"term":"a"}],"updated":"a b c \\udc00 1:2:3"}'),

  // 4. All others.
  keep('a plain bookmark', bookmark()),
  keep('a CRLF line ending', `${bookmark()}\r`),
  keep('JSON white space around it', ` \t${bookmark()} `),
  keep('the last of two names counts', `{"id":0,"tags":null,${bookmark().slice(1)}`),
  keep(
    'the last of two terms counts',
    '{"id":"i","updated":"Sun, 06 Sep 2009 11:36:20","tags":[{"term":7,"term":"abc"}]}',
  ),
  keep('names spelt with escapes', bookmark().replace('"tags"', '"\\u0074ags"')),
  keep('a name __proto__ beside the others', bookmark().replace('{', '{"__proto__":{"tags":null},')),
  keep(
    'other fields may be anything',
    bookmark({ title: 'a\tb\n\ud800', source: null }).replace('{', '{"n":1e999,'),
  ),
  keep('an empty id', bookmark({ id: '' }), { row: ROW.slice(1) }),
  keep('NUL in the id', bookmark({ id: 'i\u0000' }), { row: ROW.replace('i', 'i\u0000') }),
  keep('any Unicode in the id', bookmark({ id: 'ü😀\u2028' }), { row: ROW.replace('i', 'ü😀\u2028') }),
  keep('commas are deleted, they do not separate', bookmark({ updated: 'a,b c d e 1:2:3' }), {
    row: ROW.replace(DATE, 'ab\td\te\t1\t2\t3'),
  }),
  keep('commas are deleted wherever they are', bookmark({ updated: ',a,b x, c d, 1,0:2:3,' }), {
    row: ROW.replace(DATE, 'ab\tc\td\t10\t2\t3'),
  }),
  keep('empty parts are taken as they are', bookmark({ updated: '    ::' }), {
    row: ROW.replace(DATE, '\t\t\t\t\t'),
  }),
  keep('further parts are ignored', bookmark({ updated: 'a b c d 1:2:3:4 e f' }), {
    row: ROW.replace(DATE, 'a\tc\td\t1\t2\t3'),
  }),
  keep('parts that are no date', bookmark({ updated: 'Someday 99 Never 0 25:61:99 noon' }), {
    row: ROW.replace(DATE, 'Someday\tNever\t0\t25\t61\t99'),
  }),
  keep(
    'a tab where no output field is: in the day, the zone, behind the second',
    bookmark({ updated: 'Sun, 0\t6 Sep 2009 11:36:20:\n +\t0' }),
  ),
  keep(
    'two halves of a pair with a comma between them',
    '{"id":"i","tags":[{"term":"abc"}],"updated":"\\ud83d,\\ude00 b c d 1:2:3"}',
    {
      row: ROW.replace(DATE, '😀\tc\td\t1\t2\t3'),
    },
  ),
  keep('an empty term has length 0', tagged(''), statistics(1, '0.0', '0.0', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
  keep(
    'nine code points are counted, ten are not',
    tagged('123456789', '1234567890'),
    statistics(2, '9.0', '4.5', 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
  ),
  keep(
    'only long terms',
    tagged('a term as long as it gets'),
    statistics(1, '0.0', '0.0', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
  ),
  keep(
    'code points count, not UTF-16 units',
    tagged('😀😀😀😀😀😀😀😀😀'),
    statistics(1, '9.0', '9.0', 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
  ),
  keep(
    'ten code points of two units each',
    tagged('😀😀😀😀😀😀😀😀😀😀'),
    statistics(1, '0.0', '0.0', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
  ),
  keep(
    'code points count, not graphemes',
    tagged('e\u0301'),
    statistics(1, '2.0', '2.0', 0, 0, 1, 0, 0, 0, 0, 0, 0, 0),
  ),
  keep(
    'a lone surrogate in a term is one code point',
    bookmark({ tags: [{ term: '\ud83d' }] }),
    statistics(1, '1.0', '1.0', 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
  ),
  keep(
    'a tab in a term is one code point',
    tagged('\t'),
    statistics(1, '1.0', '1.0', 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
  ),
  keep(
    'an average that has no short form',
    tagged('a', 'b', 'cc'),
    statistics(3, '4.0', '1.3333333333333333', 0, 2, 1, 0, 0, 0, 0, 0, 0, 0),
  ),
  keep(
    'the average is over all tags',
    tagged('abcde', 'abcd', 'abcd', 'a long long term'),
    statistics(4, '13.0', '3.25', 0, 0, 0, 0, 2, 1, 0, 0, 0, 0),
  ),
  keep(
    'a term that comes twice counts twice',
    tagged('ab', 'ab'),
    statistics(2, '4.0', '2.0', 0, 0, 2, 0, 0, 0, 0, 0, 0, 0),
  ),
];
