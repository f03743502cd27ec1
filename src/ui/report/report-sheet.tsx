import type { ReactElement, ReactNode } from 'react';
import type { ReportBlock, ReportEntry, ReportPage, ReportPicture } from '../../words/report-document';
import { Chip } from '../chip';
import { Facts } from '../facts';
import { ReportTable } from './report-table';

/** How a host draws what depends on it. */
export interface SheetParts {
  /** The picture, loaded as the host does it. */
  readonly renderPicture: (picture: ReportPicture) => ReactNode;
  /** A text that can be written here; absent: it is only shown. */
  readonly renderEntry?: (entry: ReportEntry) => ReactNode;
}

/** One page of a report, for screen and print. */
export function ReportSheet({ page, ...parts }: SheetParts & { readonly page: ReportPage }): ReactElement {
  return (
    <section className={`report-sheet report-${page.kind}`} data-report-page={page.key}>
      {page.blocks.map((block, index) => (
        <Block key={index} block={block} parts={parts} />
      ))}
    </section>
  );
}

function Block({ block, parts }: { readonly block: ReportBlock; readonly parts: SheetParts }): ReactNode {
  switch (block.kind) {
    case 'title':
      return (
        <header className="report-title">
          <h1>{block.text}</h1>
          {block.logo === undefined ? null : <img className="report-logo" src={block.logo} alt="" />}
        </header>
      );
    case 'heading':
      return <h2>{block.text}</h2>;
    case 'subheading':
      return <h3>{block.text}</h3>;
    case 'text':
      return <p className="report-text">{block.text}</p>;
    case 'warning':
      return <p className="report-warning">{block.text}</p>;
    case 'verdict':
      return (
        <p className="report-verdict">
          <Chip tone={block.tone}>{block.answer}</Chip> <span>{block.support}</span>
        </p>
      );
    case 'counts':
      return (
        <ul className="report-counts">
          {block.counts.map(({ title, count, tone }) => (
            <li key={title} className={`report-count tone-${tone}`}>
              <strong>{count}</strong> {title}
            </li>
          ))}
        </ul>
      );
    case 'facts':
      return <Facts facts={block.facts} />;
    case 'table':
      return <ReportTable table={block} />;
    case 'picture':
      return parts.renderPicture(block);
    case 'entry':
      return parts.renderEntry?.(block) ?? <ShownEntry entry={block} />;
    case 'signature':
      return <Signature title={block.title} lines={block.lines} />;
  }
}

/** A written text, or the suggestion in its place. */
export function ShownEntry({ entry }: { readonly entry: ReportEntry }): ReactElement {
  return (
    <div className="report-entry">
      <h3>{entry.label}</h3>
      <p className="report-text">{entry.value === '' ? entry.suggestion : entry.value}</p>
    </div>
  );
}

function Signature({ title, lines }: { readonly title: string; readonly lines: readonly string[] }): ReactElement {
  return (
    <div className="report-signature">
      <p>{title}</p>
      <div className="report-signature-lines">
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </div>
  );
}
