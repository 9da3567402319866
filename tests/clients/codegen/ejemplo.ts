// Compiled against the generated types: a wrong name or a figure taken for a number would not compile.

import type { BrechasQuery, BrechasQueryVariables } from './generado/operaciones.js';

export const variables: BrechasQueryVariables = { entidades: ['DEMO-MANUAL'] };

export function faltan({ dotacion }: BrechasQuery): string[] {
  return dotacion.filas
    .filter((fila) => (fila.brecha ?? 0) > 0)
    .map((fila) => `${fila.clave.familia?.nombre ?? 'sin familia'}: ${fila.brecha} (${fila.servidores ?? '—'} servidores)`);
}

// Decimals are exact, and travel as text.
export const texto: string | null | undefined = ({} as BrechasQuery).dotacion?.filas[0]?.servidores;
