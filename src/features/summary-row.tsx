import type { ReactElement, ReactNode } from 'react';
import { Link } from 'wouter';
import type { InspectionSummary } from '../domain/inspection-summary';
import { FileName } from '../ui/file-name';
import { PictureRow } from '../ui/picture-row';
import { useWords } from '../ui/words-context';
import { summariseVerdict } from '../words/verdict-text';
import { StoredThumbnail } from './stored-thumbnail';

/** The `link` of a picture row that leads to the result of an inspection. */
export function inspectionLink(id: string): (children: ReactNode) => ReactElement {
  return linkTo(`/inspection/${id}`);
}

function linkTo(href: string): (children: ReactNode) => ReactElement {
  return (children) => (
    <Link href={href} className="picture-row-link">
      {children}
    </Link>
  );
}

/** A saved inspection as a row: its picture, answer and file name. */
export function SummaryRow(props: { readonly summary: InspectionSummary; readonly href: string }): ReactElement {
  const words = useWords();
  const { thumbnail, fileName } = props.summary;
  const { answer, support, tone } = summariseVerdict(words, props.summary);
  return (
    <PictureRow
      picture={<StoredThumbnail thumbnail={thumbnail} />}
      title={answer}
      tone={tone}
      support={support}
      note={<FileName name={fileName} />}
      link={linkTo(props.href)}
    />
  );
}
