import type { ReactElement } from 'react';
import { DataTable } from './data-table';
import { Facts, type Fact } from './facts';

interface Card {
  readonly why: string;
  readonly facts: readonly Fact[];
  readonly tables: readonly {
    readonly title: string;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
  }[];
  readonly limits: readonly string[];
}

/** A model card: facts, tables of figures, and limits. */
export function CardSections({
  card: { why, facts, tables, limits },
  limitsTitle,
}: {
  readonly card: Card;
  readonly limitsTitle: string;
}): ReactElement {
  return (
    <>
      <p className="small quiet">{why}</p>
      <Facts facts={facts} />
      {limits.length === 0 ? null : (
        <>
          <h3>{limitsTitle}</h3>
          <ul className="stack-tight">
            {limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        </>
      )}
      {tables.map(({ title, columns, rows }) => (
        <section key={title} className="stack-tight">
          <h3>{title}</h3>
          <DataTable
            label={title}
            isStacked
            columns={columns.map((column, at) => ({ title: column, isNumber: at > 0 }))}
            rows={rows.map((cells, at) => ({ key: String(at), cells }))}
          />
        </section>
      ))}
    </>
  );
}
