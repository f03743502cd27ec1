import { useWindowVirtualizer, type VirtualItem, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactElement, type RefObject } from 'react';
import type { InspectionSummary } from '../../domain/inspection-summary';
import { useWords } from '../../ui/words-context';
import type { HistoryLine, HistoryLayout } from './history-layout';
import { layOut } from './history-layout';
import { HistoryTableHead, type HistoryTableHeadProps } from './history-table-head';
import { PictureCard } from './picture-card';
import type { PictureProps } from './picture-card';
import { PictureListRow } from './picture-list-row';
import { PictureTableRow } from './picture-table-row';
import type { KnownAs } from '../../services/delivery';
import type { RowLoader } from './row-loader';
import { shownMap } from './picture-facts';
import type { ThumbnailCache } from './thumbnail-cache';
import { useThumbnails } from './use-thumbnails';
import type { HistoryData } from './use-history-data';
import type { PictureActions } from './use-picture-actions';

/** `grid`: cards. `list`: rows of a phone. `table`: rows of a desktop. */
type ResultsLook = 'grid' | 'list' | 'table';

export interface HistoryResultsProps extends HistoryTableHeadProps {
  readonly data: HistoryData;
  readonly look: ResultsLook;
  /** The place of the picture that has the keyboard focus. */
  readonly current: number;
  readonly selected: ReadonlySet<string>;
  readonly going: ReadonlySet<string>;
  readonly isMapShown: boolean;
  readonly actions: PictureActions;
  readonly device: KnownAs | undefined;
  readonly hrefOf: (id: string) => string;
  readonly assetOf: (summary: InspectionSummary) => string;
  /** Where the caller reads the layout for keys and ranges. */
  readonly onLayout: (layout: HistoryLayout, columns: number) => void;
}

type ShownResults = HistoryResultsProps & { readonly cache: ThumbnailCache };

/** The heights of a phone's rows by list: going back finds the scroll position again. */
const measured = new WeakMap<RowLoader, VirtualItem[]>();

/** Room for the next lines while the window scrolls fast. */
const overscanLines = 6;
/** Rows that are read beyond those that are shown, so that they are there before they come into view. */
const readAhead = 60;

/** The list itself: only the lines in and near the window exist. */
export function HistoryResults(props: HistoryResultsProps): ReactElement {
  const words = useWords();
  const { data, look, current, onLayout } = props;
  const cache = useThumbnails();
  const list = useRef<HTMLDivElement>(null);
  const measures = useMeasures(list, look) ?? notMeasured;
  const { columns, top, lineHeights } = measures;
  const layout = useMemo(() => layOut(data.groups, Math.max(1, columns)), [data.groups, columns]);
  const virtualizer = useLines(layout, measures, props);
  const lines = virtualizer.getVirtualItems();
  useEffect(() => onLayout(layout, columns), [layout, columns, onLayout]);
  useReadLines(layout, [lines[0]?.index, lines.at(-1)?.index], { ...props, cache });
  useFollowCurrent(list, current, () => virtualizer.scrollToIndex(layout.lineOf(current), { align: 'auto' }));
  return (
    <div
      ref={list}
      className={`history-results history-results-${look}`}
      role={look === 'table' ? 'table' : 'list'}
      aria-label={words.say('history.list')}
      {...(look === 'table' && { 'aria-rowcount': layout.pictureCount + 1 })}
    >
      {look === 'table' ? <HistoryTableHead {...props} /> : null}
      <div
        role={look === 'table' ? 'rowgroup' : 'none'}
        className="history-lines"
        style={{ blockSize: virtualizer.getTotalSize() }}
      >
        {lines.map(({ index, start }) => (
          <div
            key={index}
            // Rows of a phone are as high as their text. Cards and table rows have one height, which is known.
            ref={look === 'list' ? virtualizer.measureElement : undefined}
            data-index={index}
            role={look === 'table' ? 'row' : 'none'}
            className={`history-line history-line-${layout.lineAt(index).kind}`}
            style={{
              transform: `translateY(${String(start - top)}px)`,
              ...(look !== 'list' && { blockSize: lineHeights[layout.lineAt(index).kind] }),
              ...(look === 'grid' && { '--columns': columns }),
            }}
          >
            <Line {...props} cache={cache} line={layout.lineAt(index)} />
          </div>
        ))}
      </div>
    </div>
  );
}

/** The lines of the window. */
function useLines(
  layout: HistoryLayout,
  { columns, top, lineHeights }: Measures,
  { data, look }: HistoryResultsProps,
): Virtualizer<Window, Element> {
  const virtualizer = useWindowVirtualizer({
    // The first lines are created at their right size.
    count: columns === 0 ? 0 : layout.lineCount,
    estimateSize: (line) => lineHeights[layout.lineAt(line).kind],
    overscan: overscanLines,
    scrollMargin: top,
    initialMeasurementsCache: measured.get(data.loader) ?? [],
    scrollPaddingStart: 160,
    scrollPaddingEnd: 160,
  });
  // The rows of a phone are measured when they are created and when they change.
  useEffect(() => {
    if (look !== 'list') virtualizer.measure();
  }, [virtualizer, look, lineHeights, columns]);
  useEffect(
    () => () => {
      if (look === 'list') measured.set(data.loader, virtualizer.measurementsCache);
    },
    [virtualizer, look, data.loader],
  );
  return virtualizer;
}

/** Reads the rows and pictures of the lines from the first to the last. */
function useReadLines(
  layout: HistoryLayout,
  [first, last]: readonly [number | undefined, number | undefined],
  { data, cache, isMapShown }: ShownResults,
): void {
  useEffect(() => {
    if (first === undefined || last === undefined) return;
    readLines(data, layout, first, last);
    const rows = rowsOf(data, layout, first, last);
    void cache.ensure(
      rows.map(({ thumbnail }) => thumbnail),
      isMapShown ? rows.map(shownMap).filter((map) => map !== undefined) : [],
    );
  }, [data, layout, first, last, cache, isMapShown]);
}

/** Reads the rows of the lines in view. */
function readLines({ loader }: HistoryData, layout: HistoryLayout, first: number, last: number): void {
  const counts = new Map<string, number>();
  for (let index = first; index <= last && index < layout.lineCount; index += 1) {
    const line = layout.lineAt(index);
    if (line.kind === 'pictures') counts.set(line.section, line.from + line.count);
  }
  for (const [section, count] of counts) void loader.ensure(section, count + (counts.size === 1 ? readAhead : 0));
}

/** The rows of the lines in view, as far as they are read. */
function rowsOf({ loader }: HistoryData, layout: HistoryLayout, first: number, last: number): InspectionSummary[] {
  const rows: InspectionSummary[] = [];
  for (let index = first; index <= last && index < layout.lineCount; index += 1) {
    const line = layout.lineAt(index);
    if (line.kind === 'pictures') {
      rows.push(...loader.section(line.section).rows.slice(line.from, line.from + line.count));
    }
  }
  return rows;
}

function Line({ line, ...props }: ShownResults & { readonly line: HistoryLine }): ReactElement {
  const { look, data } = props;
  if (line.kind === 'day') return <DayHeading {...line} look={look} />;
  const { rows } = data.loader.section(line.section);
  const places = Array.from({ length: line.count }, (_, offset) => offset);
  return (
    <>
      {places.map((offset) => {
        const summary = rows[line.from + offset];
        const place = line.place + offset;
        if (summary === undefined) return <Placeholder key={place} look={look} />;
        return <Picture key={summary.id} {...props} summary={summary} place={place} />;
      })}
    </>
  );
}

function DayHeading({
  day,
  count,
  look,
}: {
  readonly day: string;
  readonly count: number;
  readonly look: ResultsLook;
}): ReactElement {
  const words = useWords();
  const text = words.say('history.dayCount', { day: words.day(day), count });
  return look === 'table' ? (
    <span role="cell" className="history-day">
      {text}
    </span>
  ) : (
    <div role="listitem">
      <h2 className="history-day">{text}</h2>
    </div>
  );
}

function Picture({
  summary,
  place,
  ...props
}: ShownResults & { readonly summary: InspectionSummary; readonly place: number }): ReactElement {
  const picture: PictureProps = {
    summary,
    place,
    href: props.hrefOf(summary.id),
    isCurrent: place === props.current,
    isSelected: props.selected.has(summary.id),
    isGoing: props.going.has(summary.id),
    isMapShown: props.isMapShown,
    cache: props.cache,
    actions: props.actions,
    device: props.device,
  };
  if (props.look === 'grid') return <PictureCard {...picture} />;
  if (props.look === 'list') return <PictureListRow {...picture} />;
  return <PictureTableRow {...picture} asset={props.assetOf(summary)} />;
}

/** A row that is not read yet, of the same size. */
function Placeholder({ look }: { readonly look: ResultsLook }): ReactElement {
  const words = useWords();
  const role = look === 'table' ? 'cell' : 'listitem';
  return (
    <span role={role} className={`history-placeholder history-placeholder-${look}`}>
      <span className="visually-hidden">{words.say('app.loading')}</span>
    </span>
  );
}

/** Moves the focus with the current picture, if the focus is in the list; the line may have to be created first. */
function useFollowCurrent(list: RefObject<HTMLDivElement | null>, current: number, scroll: () => void): void {
  const shown = useRef(current);
  useEffect(() => {
    const element = list.current;
    if (element === null || shown.current === current) return;
    const link = element.querySelector<HTMLElement>(`[data-place="${String(current)}"]`);
    if (link === null) {
      scroll();
      return;
    }
    shown.current = current;
    if (document.activeElement === link) return;
    link.focus({ preventScroll: true });
    link.scrollIntoView({ block: 'nearest' });
  });
}

/** Width of a card at least, and heights of lines, in rem. */
const cardRem = 6.25;
const gapRem = 0.5;
const heightsRem = { day: 2.5, list: 6.5, table: 3.25, caption: 3.25 } as const;

interface Measures {
  readonly columns: number;
  readonly top: number;
  readonly lineHeights: Readonly<Record<HistoryLine['kind'], number>>;
}

const notMeasured: Measures = { columns: 0, top: 0, lineHeights: { day: 0, pictures: 0 } };

/** How many columns fit, where the list begins on the page, and how high its lines are. */
function useMeasures(list: RefObject<HTMLDivElement | null>, look: ResultsLook): Measures | undefined {
  const [measures, setMeasures] = useState<Measures>();
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const measure = (): void => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const { width, top } = element.getBoundingClientRect();
      const gap = gapRem * rem;
      const columns = look === 'grid' ? Math.max(2, Math.floor((width + gap) / (cardRem * rem + gap))) : 1;
      const card = (width - gap * (columns - 1)) / columns;
      const pictures = look === 'grid' ? card * 0.75 + heightsRem.caption * rem : heightsRem[look] * rem;
      const next = { columns, top: top + window.scrollY, lineHeights: { day: heightsRem.day * rem, pictures } };
      setMeasures((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [list, look]);
  return measures;
}
