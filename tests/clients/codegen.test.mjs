// The code generator reads schema.graphql and an operation, and what it writes compiles.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'node:test';

test('generated types compile', () => {
  const run = spawnSync('npm', ['run', '--silent', 'codegen'], { cwd: import.meta.dirname, encoding: 'utf8' });
  assert.equal(run.status, 0, run.stdout + run.stderr);
  const types = readFileSync(new URL('codegen/generado/operaciones.ts', import.meta.url), 'utf8');
  assert.match(types, /export type BrechasQuery /);
});

test('the same operation runs', async () => {
  const query = readFileSync(new URL('codegen/brechas.graphql', import.meta.url), 'utf8');
  const response = await fetch(`${process.env.QUIPU_URL}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables: { entidades: ['DEMO-MANUAL'] } }),
  });
  const { data } = await response.json();
  assert.equal(data.dotacion.total.brecha, 2);
});
