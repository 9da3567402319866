// Apollo Client: pages join into one list, and an object that two queries name is kept once, under its id.

import assert from 'node:assert/strict';
import test from 'node:test';
import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

let requests = 0;
const client = new ApolloClient({
  link: new HttpLink({
    uri: `${process.env.QUIPU_URL}/graphql`,
    fetch: (...request) => {
      requests += 1;
      return fetch(...request);
    },
  }),
  cache: new InMemoryCache({
    typePolicies: { Query: { fields: { entidades: relayStylePagination(['filtro', 'orden']) } } },
  }),
});

const PAGINA = gql`
  query Pagina($cursor: String) {
    entidades(first: 3, after: $cursor, filtro: { reportaron: true }) {
      totalCount
      edges { cursor node { id codigo nombre } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

test('the next page joins the first', async () => {
  const { data } = await client.query({ query: PAGINA });
  assert.equal(data.entidades.edges.length, 3);
  assert.equal(data.entidades.pageInfo.hasNextPage, true);
  const list = client.watchQuery({ query: PAGINA });
  await list.fetchMore({ variables: { cursor: data.entidades.pageInfo.endCursor } });
  const joined = client.readQuery({ query: PAGINA }).entidades;
  assert.equal(joined.edges.length, joined.totalCount);
  assert.equal(new Set(joined.edges.map((edge) => edge.node.id)).size, joined.totalCount);
});

test('what is in the cache is not asked again', async () => {
  const before = requests;
  await client.query({ query: PAGINA });
  assert.equal(requests, before);
});

test('two queries share the object of one id', async () => {
  const codigo = 'DEMO-MANUAL';
  const UNA = gql`query Una($codigo: String!) { entidad(codigo: $codigo) { id codigo nivelGobierno } }`;
  const { data } = await client.query({ query: UNA, variables: { codigo } });
  const id = client.cache.identify(data.entidad);
  const kept = client.cache.extract()[id];
  assert.equal(kept.nivelGobierno, data.entidad.nivelGobierno, 'from this query');
  assert.match(kept.nombre, /Manual/, 'from the list before');
});

test('a refusal carries its code', async () => {
  const query = gql`query Pagina { entidades(first: 100000) { totalCount } }`;
  await assert.rejects(client.query({ query }), (error) => {
    assert.equal(error.errors[0].extensions.code, 'PAGINA_FUERA_DE_RANGO');
    return true;
  });
});
