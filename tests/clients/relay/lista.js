// A page of Relay: a query, a fragment of its own for each row, and a list that goes on by itself.

const { graphql } = require('relay-runtime');

exports.consulta = graphql`
  query listaQuery {
    ...lista_entidades
  }
`;

exports.lista = graphql`
  fragment lista_entidades on Query
  @argumentDefinitions(cuantas: { type: "Int", defaultValue: 2 }, cursor: { type: "String" })
  @refetchable(queryName: "listaSiguienteQuery") {
    entidades(first: $cuantas, after: $cursor, filtro: { reportaron: true })
      @connection(key: "lista_entidades") {
      edges {
        node {
          id
          ...lista_fila
        }
      }
    }
  }
`;

exports.fila = graphql`
  fragment lista_fila on Entidad {
    codigo
    nombre
    macroprocesos(first: 1) {
      totalCount
    }
  }
`;
