import type { ReactElement } from 'react';
import type { ReportBlock, ReportColumn } from '../../words/report-document';

/** A table whose heading is repeated on every sheet. It scrolls inside its box on a narrow screen. */
export function ReportTable({ table }: { readonly table: Extract<ReportBlock, { kind: 'table' }> }): ReactElement {
  const { label, columns, rows } = table;
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={label}>
      <table className="table table-stacked report-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" className={classOf(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, index) => (
            <Row key={index} cells={cells} columns={columns} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row(props: { readonly cells: readonly string[]; readonly columns: readonly ReportColumn[] }): ReactElement {
  const [name, ...others] = props.cells;
  return (
    <tr>
      <th scope="row">{name}</th>
      {others.map((cell, index) => (
        <td key={index} className={classOf(props.columns[index + 1])} data-label={props.columns[index + 1]?.title}>
          {cell}
        </td>
      ))}
    </tr>
  );
}

function classOf(column: ReportColumn | undefined): string | undefined {
  if (column?.isCode === true) return 'fact-code';
  return column?.isNumber === true ? 'table-number' : undefined;
}
