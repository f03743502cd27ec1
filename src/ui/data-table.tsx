import type { ReactElement, ReactNode } from 'react';

/** One column. `isNumber` aligns its cells at the end. */
export interface TableColumn {
  readonly title: string;
  readonly isNumber?: boolean;
}

/** One row: the first cell names it. `cells[i]` belongs to `columns[i]`. */
export interface TableRow {
  readonly key: string;
  readonly cells: readonly ReactNode[];
}

/**
 * A table that scrolls inside its own box where it is too wide, by keyboard too. With `isStacked` its rows become blocks on a
 * phone, each cell below the title of its column.
 */
export function DataTable(props: {
  readonly label: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  readonly total?: readonly ReactNode[];
  readonly isStacked?: boolean;
}): ReactElement {
  const { label, columns, rows, total } = props;
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={label}>
      <table className={props.isStacked === true ? 'table table-stacked' : 'table'}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" className={alignmentOf(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <Row key={key} columns={columns} cells={cells} />
          ))}
        </tbody>
        {total === undefined ? null : (
          <tfoot>
            <Row columns={columns} cells={total} />
          </tfoot>
        )}
      </table>
    </div>
  );
}

function Row(props: { readonly columns: readonly TableColumn[]; readonly cells: readonly ReactNode[] }): ReactElement {
  const [name, ...others] = props.cells;
  return (
    <tr>
      <th scope="row">{name}</th>
      {others.map((cell, index) => {
        const column = props.columns[index + 1];
        return (
          <td key={column?.title ?? index} className={alignmentOf(column)} data-label={column?.title}>
            {cell}
          </td>
        );
      })}
    </tr>
  );
}

function alignmentOf(column: TableColumn | undefined): string | undefined {
  return column?.isNumber === true ? 'table-number' : undefined;
}
