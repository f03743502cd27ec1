import { useQuery } from '@tanstack/react-query';
import { memo, useCallback, useEffect, useMemo, useState, type ReactElement } from 'react';
import type { ReportEntry, ReportPage, ReportPicture } from '../../words/report-document';
import { Notice } from '../../ui/notice';
import { ReportDrawing } from '../../ui/report/report-drawing';
import { ReportSheet } from '../../ui/report/report-sheet';
import { useWords } from '../../ui/words-context';
import { queryKeys } from '../local-queries';
import { useServices } from '../use-services';
import { EntryField } from './entry-field';
import { FindingFields } from './finding-fields';
import { useDrawnPages, type DrawNow } from './use-drawn-pages';

/**
 * The pages as they are printed, with the texts of each finding as fields. They are drawn a few at a time, then only a page that is
 * another object is drawn again.
 */
export const ReportPreview = memo(function ReportPreview(props: {
  readonly pages: readonly ReportPage[];
  readonly drawNow: DrawNow;
  /** Something besides a text was changed: the pages must be made again. */
  readonly onChanged: () => void;
  /** Whether every page is drawn, and every picture is there or known to be absent. */
  readonly onComplete: (isComplete: boolean) => void;
}): ReactElement {
  const { pages, onComplete } = props;
  const pictures = useMemo(() => picturesOf(pages), [pages]);
  const drawn = useDrawnPages(pages.length, props.drawNow);
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set());
  const addShown = useCallback((sha256: string) => setShown((before) => new Set(before).add(sha256)), []);
  const isComplete = drawn === pages.length && pictures.every(({ photo }) => shown.has(photo.sha256));
  useEffect(() => onComplete(isComplete), [isComplete, onComplete]);
  return <DrawnPages pages={pages} drawn={drawn} onChanged={props.onChanged} onShown={addShown} />;
});

/** Not drawn again when a picture is there. */
const DrawnPages = memo(function DrawnPages(props: {
  readonly pages: readonly ReportPage[];
  readonly drawn: number;
  readonly onChanged: () => void;
  readonly onShown: (sha256: string) => void;
}): ReactElement {
  const words = useWords();
  const { pages, drawn, onChanged, onShown } = props;
  return (
    <div
      className="report-paper"
      role="region"
      aria-label={words.say('report.preview')}
      aria-busy={drawn < pages.length}
    >
      {pages.slice(0, drawn).map((page) => (
        <PreviewPage key={page.key} page={page} onChanged={onChanged} onShown={onShown} />
      ))}
    </div>
  );
});

const PreviewPage = memo(function PreviewPage(props: {
  readonly page: ReportPage;
  readonly onChanged: () => void;
  readonly onShown: (sha256: string) => void;
}): ReactElement {
  const { page, onChanged, onShown } = props;
  return (
    <div className="report-page">
      <ReportSheet
        page={page}
        renderPicture={(picture) => (
          <StoredDrawing key={picture.photo.sha256} picture={picture} onShown={() => onShown(picture.photo.sha256)} />
        )}
        renderEntry={(entry: ReportEntry) => <EntryField key={entry.field} entry={entry} />}
      />
      {page.kind === 'finding' ? <FindingFields recordId={page.key} onChanged={onChanged} /> : null}
    </div>
  );
});

function picturesOf(pages: readonly ReportPage[]): readonly ReportPicture[] {
  return pages.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'picture'));
}

/** A picture from the storage. */
function StoredDrawing({
  picture,
  onShown,
}: {
  readonly picture: ReportPicture;
  readonly onShown: () => void;
}): ReactElement {
  const words = useWords();
  const { data: bytes } = usePhoto(picture);
  const src = useAddress(bytes ?? undefined, picture.photo.mime);
  const isSettled = src !== undefined || bytes === null;
  useEffect(() => {
    if (isSettled) onShown();
    // Reported once per picture.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isSettled]);
  if (bytes === null) return <Notice tone="unknown">{words.say('report.pictureAbsent')}</Notice>;
  return <ReportDrawing picture={picture} src={src} />;
}

function usePhoto({ photo }: ReportPicture) {
  const { inspections } = useServices();
  return useQuery({
    queryKey: queryKeys.bytes(photo),
    queryFn: async () => {
      const read = await inspections.read(photo);
      return read.ok ? read.value : null;
    },
    gcTime: 0,
    staleTime: Infinity,
  });
}

function useAddress(bytes: ArrayBuffer | undefined, mime: string): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (bytes === undefined) return;
    const created = URL.createObjectURL(new Blob([bytes], { type: mime }));
    // The address must be revoked, so it is created in an effect and set afterwards.
    // oxlint-disable-next-line react-hooks/set-state-in-effect
    setAddress(created);
    return () => URL.revokeObjectURL(created);
  }, [bytes, mime]);
  return bytes === undefined ? undefined : address;
}
