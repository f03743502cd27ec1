import { useEffect, useRef, useState, type ReactElement, type ReactNode, type RefObject } from 'react';
import type { Picture } from '../domain/picture';
import { Button } from './button';
import { zoomedClass, type Zoom } from './use-zoom';
import { useWords } from './words-context';
import { maxScale, zoomToRect, type PictureRect, type ZoomView } from './zoom';

/** A numbered rectangle on the picture. */
export interface PictureMark {
  readonly number: number;
  readonly title: string;
  readonly rect: PictureRect;
  /** Drawn dashed: a person added or changed it. */
  readonly isByPerson: boolean;
}

/** The selected mark. */
export interface MarkChoice {
  readonly chosen: number | undefined;
  readonly hovered: number | undefined;
  /** The mark to enlarge; a new object each time. */
  readonly toShow: { readonly number: number } | undefined;
  readonly onChoose: (number: number) => void;
  readonly onHover: (number: number | undefined) => void;
}

/** A picture on a canvas that can be enlarged at the pointer and moved, with numbered marks. */
export function PictureCanvas(props: {
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly zoom: Zoom;
  readonly picture: Picture | undefined;
  /** Another picture of the same place below it, visible where `opacity` is under 1. */
  readonly under?: Picture | undefined;
  readonly opacity?: number;
  readonly aspect: number;
  readonly description: string;
  readonly marks: readonly PictureMark[];
  readonly choice: MarkChoice;
  /** Controls that belong to the picture, next to those of the zoom. */
  readonly controls?: ReactNode;
  /** Lies over the picture; it is placed by the zoom itself. */
  readonly overlay?: ReactNode;
}): ReactElement {
  const words = useWords();
  const { frame, zoom, marks, choice } = props;
  const { view, zoomIn, zoomOut } = zoom;
  useShownMark(props);
  return (
    <figure className="picture-canvas">
      <div
        ref={frame}
        className={view.scale > 1 ? `picture-frame ${zoomedClass}` : 'picture-frame'}
        role="region"
        aria-label={props.description}
        tabIndex={0}
        style={{ aspectRatio: String(props.aspect), maxInlineSize: `calc(var(--picture-height) * ${props.aspect})` }}
        onKeyDown={zoom.onKeyDown}
      >
        <div className="picture-layers" style={{ transform: transformOf(view) }}>
          {props.under === undefined ? null : <Drawing picture={props.under} />}
          <Drawing picture={props.picture} description={props.description} opacity={props.opacity} />
        </div>
        {props.picture === undefined ? null : <MarkFrames marks={marks} choice={choice} view={view} />}
        {props.picture === undefined
          ? null
          : marks.map((mark) => <MarkButton key={mark.number} mark={mark} view={view} choice={choice} />)}
        {props.picture === undefined ? <p className="picture-waiting quiet">{words.say('result.drawing')}</p> : null}
        {props.overlay}
      </div>
      <figcaption className="picture-zoom">
        {props.controls}
        <span className="picture-zoom-buttons">
          <Button look="quiet" icon="zoom-out" isIconOnly disabled={view.scale === 1} onClick={zoomOut}>
            {words.say('result.zoomOut')}
          </Button>
          <span aria-live="polite">{words.say('result.zoom', { factor: words.number(view.scale, 1) })}</span>
          <Button look="quiet" icon="zoom-in" isIconOnly disabled={view.scale === maxScale} onClick={zoomIn}>
            {words.say('result.zoomIn')}
          </Button>
        </span>
      </figcaption>
    </figure>
  );
}

/** Enlarges a mark that was chosen elsewhere, and scrolls to the picture. */
function useShownMark({
  frame,
  zoom,
  marks,
  choice: { toShow },
}: {
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly zoom: Zoom;
  readonly marks: readonly PictureMark[];
  readonly choice: MarkChoice;
}): void {
  const [shown, setShown] = useState<typeof toShow>();
  const rect = marks.find(({ number }) => number === toShow?.number)?.rect;
  if (toShow !== shown && rect !== undefined) {
    setShown(toShow);
    zoom.setView(zoomToRect(rect));
  }
  useEffect(() => {
    if (toShow !== undefined) frame.current?.scrollIntoView({ block: 'nearest' });
  }, [frame, toShow]);
}

/** The rectangles of the marks; lines have the same width at every zoom. */
function MarkFrames(props: {
  readonly marks: readonly PictureMark[];
  readonly choice: MarkChoice;
  readonly view: ZoomView;
}): ReactElement {
  const { marks, choice } = props;
  const { scale, x, y } = props.view;
  // What the frame shows, in fractions of the picture.
  const shown = `${-x / scale} ${-y / scale} ${1 / scale} ${1 / scale}`;
  return (
    <svg className="picture-marks" viewBox={shown} preserveAspectRatio="none" aria-hidden="true">
      {marks.map(({ number, rect, isByPerson }) => (
        <g
          key={number}
          className={markClass(number, isByPerson, choice)}
          onPointerEnter={() => choice.onHover(number)}
          onPointerLeave={() => choice.onHover(undefined)}
          onClick={() => choice.onChoose(number)}
        >
          <rect className="picture-mark-rim" {...rect} />
          <rect className="picture-mark-line" {...rect} />
        </g>
      ))}
    </svg>
  );
}

function markClass(number: number, isByPerson: boolean, { chosen, hovered }: MarkChoice): string {
  const names = ['picture-mark-frame'];
  if (isByPerson) names.push('picture-mark-by-person');
  if (number === chosen) names.push('picture-mark-chosen');
  if (number === hovered) names.push('picture-mark-hovered');
  return names.join(' ');
}

/** The number at the upper left corner of its rectangle, the same size at every zoom. */
function MarkButton(props: {
  readonly mark: PictureMark;
  readonly view: ZoomView;
  readonly choice: MarkChoice;
}): ReactElement {
  const { number, title, rect } = props.mark;
  const { scale, x, y } = props.view;
  const { chosen, hovered, onChoose, onHover } = props.choice;
  const place = { left: percent(x + rect.x * scale), top: percent(y + rect.y * scale) };
  return (
    <button
      type="button"
      className={number === hovered ? 'picture-mark picture-mark-hovered' : 'picture-mark'}
      style={place}
      aria-label={title}
      aria-pressed={number === chosen}
      onClick={() => onChoose(number)}
      onPointerEnter={() => onHover(number)}
      onPointerLeave={() => onHover(undefined)}
    >
      <span>{number}</span>
    </button>
  );
}

function transformOf({ scale, x, y }: ZoomView): string {
  return `translate(${percent(x)}, ${percent(y)}) scale(${scale})`;
}

function percent(fraction: number): string {
  return `${100 * fraction}%`;
}

/** A canvas without a description is an addition to another one. */
function Drawing(props: {
  readonly picture: Picture | undefined;
  readonly description?: string;
  readonly opacity?: number | undefined;
}): ReactElement {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (props.picture !== undefined && ref.current !== null) draw(ref.current, props.picture);
  }, [props.picture]);
  const semantics =
    props.description === undefined
      ? { 'aria-hidden': true }
      : { role: 'img', 'aria-label': props.description, style: { opacity: props.opacity } };
  return <canvas ref={ref} {...semantics} />;
}

function draw(canvas: HTMLCanvasElement, picture: Picture): void {
  canvas.width = picture.width;
  canvas.height = picture.height;
  const image = new ImageData(new Uint8ClampedArray(picture.data), picture.width, picture.height);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
}
