import type { ReactElement, ReactNode } from 'react';
import type { ReportBlock, ReportEntry, ReportPage, ReportPicture } from '../../words/report-document';
import { Chip } from '../chip';
import { Facts } from '../facts';
import { ReportTable } from './report-table';

/** The parts of a page that each host draws in its own way. */
export interface SheetParts {
  /** The picture, loaded by the host. */
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
    case 'picture':
      return parts.renderPicture(block);
    case 'entry':
      return parts.renderEntry?.(block) ?? <ShownEntry entry={block} />;
    default:
      return <PlainBlock block={block} />;
  }
}

function PlainBlock({ block }: { readonly block: Exclude<ReportBlock, ReportPicture | ReportEntry> }): ReactElement {
  switch (block.kind) {
    case 'title':
      return <Title title={block} />;
    case 'verdict':
      return (
        <p className="report-verdict">
          <Chip tone={block.tone}>{block.answer}</Chip> <span>{block.support}</span>
        </p>
      );
    case 'counts':
      return <Counts counts={block.counts} />;
    case 'facts':
      return <Facts facts={block.facts} />;
    case 'table':
      return <ReportTable table={block} />;
    case 'signature':
      return <Signature title={block.title} lines={block.lines} />;
    default:
      return <TextBlock block={block} />;
  }
}

function Title({ title: { text, logo } }: { readonly title: Extract<ReportBlock, { kind: 'title' }> }): ReactElement {
  return (
    <header className="report-title">
      <h1>{text}</h1>
      {logo === undefined ? null : <img className="report-logo" src={logo} alt="" />}
    </header>
  );
}

type TextKind = 'heading' | 'subheading' | 'text' | 'warning';

function TextBlock({ block }: { readonly block: Extract<ReportBlock, { kind: TextKind }> }): ReactElement {
  if (block.kind === 'heading') return <h2>{block.text}</h2>;
  if (block.kind === 'subheading') return <h3>{block.text}</h3>;
  return <p className={block.kind === 'text' ? 'report-text' : 'report-warning'}>{block.text}</p>;
}

function Counts({ counts }: { readonly counts: Extract<ReportBlock, { kind: 'counts' }>['counts'] }): ReactElement {
  return (
    <ul className="report-counts">
      {counts.map(({ title, count, tone }) => (
        <li key={title} className={`report-count tone-${tone}`}>
          <strong>{count}</strong> {title}
        </li>
      ))}
    </ul>
  );
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
