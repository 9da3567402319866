"""A Python client: checks its query against schema.graphql, reads every page, and adds exact decimals."""

import os
import pathlib
from decimal import Decimal

from gql import Client, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXTransport

RAIZ = pathlib.Path(__file__).parents[3]

PAGINA = gql(
    """
    query Pagina($cursor: String) {
      entidades(first: 3, after: $cursor, filtro: { reportaron: true }) {
        totalCount
        nodes { codigo }
        pageInfo { hasNextPage endCursor }
      }
    }
    """
)

EJECUCIONES = gql(
    """
    query Servidores {
      dotacion(dimensiones: [FAMILIA, ROL], entidades: { codigo: { igual: "DEMO-MANUAL" } }) {
        filas { servidores }
        total { servidores }
      }
    }
    """
)


def entidades(cliente):
    """Every entity that has reported, page after page."""
    cursor = None
    while True:
        pagina = cliente.execute(PAGINA, variable_values={"cursor": cursor})["entidades"]
        yield from (nodo["codigo"] for nodo in pagina["nodes"])
        if not pagina["pageInfo"]["hasNextPage"]:
            return
        cursor = pagina["pageInfo"]["endCursor"]


def main():
    transporte = HTTPXTransport(url=os.environ["QUIPU_URL"] + "/graphql", timeout=30)
    with Client(transport=transporte, schema=(RAIZ / "schema.graphql").read_text()) as cliente:
        codigos = list(entidades(cliente))
        # The pages hold three each, so the list took more than one; every entity of the demonstration is in it, once.
        assert len(codigos) > 3 and len(codigos) == len(set(codigos)), codigos
        assert all(codigo.startswith("DEMO-") for codigo in codigos), codigos

        dotacion = cliente.execute(EJECUCIONES)["dotacion"]
        suma = sum(Decimal(fila["servidores"]) for fila in dotacion["filas"] if fila["servidores"] is not None)
        assert suma == Decimal(dotacion["total"]["servidores"]) == Decimal("8.3359375"), suma

        try:
            cliente.execute(PAGINA, variable_values={"cursor": "no es un cursor"})
        except TransportQueryError as error:
            assert error.errors[0]["extensions"]["code"] == "CURSOR_INVALIDO", error
        else:
            raise AssertionError("a cursor of no list was taken")
    print(f"python: {len(codigos)} entidades, {suma} servidores")


if __name__ == "__main__":
    main()
