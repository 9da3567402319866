// The rule of breaking changes: what the last release promised still holds, or its end was announced.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { buildSchema, findBreakingChanges } from 'graphql';

const read = (file) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const announced = new Set(
  read('releases/announced.txt')
    .split('\n')
    .filter((line) => line.trim() && !line.startsWith('#'))
    .map((line) => line.slice(line.indexOf(' ') + 1)),
);

const breaking = (from, to) =>
  findBreakingChanges(buildSchema(from), buildSchema(to)).map((change) => change.description);

test('every breaking change since the last release is announced', () => {
  const unannounced = breaking(read('releases/schema.graphql'), read('schema.graphql')).filter(
    (change) => !announced.has(change),
  );
  assert.deepEqual(unannounced, [], 'announce them in releases/announced.txt, or keep what was promised');
});

test('a breaking change is seen', () => {
  const changed = read('schema.graphql').replace('  codigo: String!\n', '  codigo: Int!\n');
  assert.ok(breaking(read('schema.graphql'), changed).some((change) => change.includes('changed type from String!')));
});
