// Relay: its compiler takes schema.graphql and a paginated list; its runtime runs what was compiled.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import test, { before } from 'node:test';
import relay from 'relay-runtime';

const require = createRequire(import.meta.url);
const compiled = (name) => require(`./relay/__generated__/${name}.graphql.js`);

before(() => {
  const run = spawnSync('npm', ['run', '--silent', 'relay'], { cwd: import.meta.dirname, encoding: 'utf8' });
  assert.equal(run.status, 0, run.stdout + run.stderr);
});

const environment = new relay.Environment({
  store: new relay.Store(new relay.RecordSource()),
  network: relay.Network.create(async ({ text }, variables) => {
    const response = await fetch(`${process.env.QUIPU_URL}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query: text, variables }),
    });
    return response.json();
  }),
});

/** The rows that the list holds now. */
function rows(data) {
  const selector = relay.getSelector(compiled('lista_entidades'), data);
  return environment.lookup(selector).data.entidades;
}

test('the list goes on from page to page in one connection', async () => {
  const data = await relay.fetchQuery(environment, compiled('listaQuery'), {}).toPromise();
  const first = rows(data);
  assert.equal(first.edges.length, 2);
  assert.equal(first.pageInfo.hasNextPage, true);
  await relay
    .fetchQuery(environment, compiled('listaSiguienteQuery'), { cuantas: 2, cursor: first.pageInfo.endCursor })
    .toPromise();
  const both = rows(data);
  assert.equal(both.edges.length, 4);
  const fila = environment.lookup(relay.getSelector(compiled('lista_fila'), both.edges[3].node)).data;
  assert.ok(fila.codigo.startsWith('DEMO-') && fila.macroprocesos.totalCount > 0, JSON.stringify(fila));
});

test('an object can be asked again by its id', async () => {
  const data = await relay.fetchQuery(environment, compiled('listaQuery'), {}).toPromise();
  const { id } = rows(data).edges[0].node;
  const response = await fetch(`${process.env.QUIPU_URL}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'query($id: ID!) { node(id: $id) { __typename id } }', variables: { id } }),
  });
  assert.deepEqual((await response.json()).data.node, { __typename: 'Entidad', id });
});
