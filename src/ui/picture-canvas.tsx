import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { Picture } from '../domain/picture';
import { Button } from './button';
import { useZoom, zoomedClass } from './use-zoom';
import { useWords } from './words-context';
import { maxScale, zoomToRect, type PictureRect, type ZoomView } from './zoom';

/** A numbered rectangle on the picture. */
export interface PictureMark {
  readonly number: number;
  readonly title: string;
  readonly rect: PictureRect;
}

/** A picture on a canvas that can be enlarged at the pointer and moved, with numbered marks. */
export function PictureCanvas(props: {
  readonly picture: Picture | undefined;
  readonly aspect: number;
  readonly description: string;
  readonly marks: readonly PictureMark[];
  readonly isChosen: (number: number) => boolean;
  /** The mark to enlarge; a new object each time. */
  readonly chosen: { readonly number: number } | undefined;
  readonly onChoose: (number: number) => void;
}): ReactElement {
  const words = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const { view, setView, zoomIn, zoomOut, onKeyDown } = useZoom(frame);
  const { chosen, marks } = props;
  const [shown, setShown] = useState<typeof chosen>();
  const rect = marks.find(({ number }) => number === chosen?.number)?.rect;
  if (chosen !== shown && rect !== undefined) {
    setShown(chosen);
    setView(zoomToRect(rect));
  }
  useEffect(() => {
    if (chosen !== undefined) frame.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <figure className="picture-canvas">
      <div
        ref={frame}
        className={view.scale > 1 ? `picture-frame ${zoomedClass}` : 'picture-frame'}
        role="region"
        aria-label={props.description}
        tabIndex={0}
        style={{ aspectRatio: String(props.aspect), maxInlineSize: `calc(var(--picture-height) * ${props.aspect})` }}
        onKeyDown={onKeyDown}
      >
        <Drawing picture={props.picture} view={view} description={props.description} />
        {props.picture === undefined
          ? null
          : marks.map((mark) => (
              <MarkButton
                key={mark.number}
                mark={mark}
                view={view}
                isChosen={props.isChosen(mark.number)}
                onChoose={props.onChoose}
              />
            ))}
        {props.picture === undefined ? <p className="picture-waiting quiet">{words.say('result.drawing')}</p> : null}
      </div>
      <figcaption className="picture-zoom">
        <Button look="quiet" icon="zoom-out" isIconOnly disabled={view.scale === 1} onClick={zoomOut}>
          {words.say('result.zoomOut')}
        </Button>
        <span aria-live="polite">{words.say('result.zoom', { factor: words.number(view.scale, 1) })}</span>
        <Button look="quiet" icon="zoom-in" isIconOnly disabled={view.scale === maxScale} onClick={zoomIn}>
          {words.say('result.zoomIn')}
        </Button>
      </figcaption>
    </figure>
  );
}

/** The number at the upper left corner of its rectangle, the same size at every zoom. */
function MarkButton(props: {
  readonly mark: PictureMark;
  readonly view: ZoomView;
  readonly isChosen: boolean;
  readonly onChoose: (number: number) => void;
}): ReactElement {
  const { number, title, rect } = props.mark;
  const { scale, x, y } = props.view;
  const place = { left: percent(x + rect.x * scale), top: percent(y + rect.y * scale) };
  return (
    <button
      type="button"
      className="picture-mark"
      style={place}
      aria-label={title}
      aria-pressed={props.isChosen}
      onClick={() => props.onChoose(number)}
    >
      <span>{number}</span>
    </button>
  );
}

function percent(fraction: number): string {
  return `${100 * fraction}%`;
}

function Drawing(props: {
  readonly picture: Picture | undefined;
  readonly view: ZoomView;
  readonly description: string;
}): ReactElement {
  const ref = useRef<HTMLCanvasElement>(null);
  const { scale, x, y } = props.view;
  useEffect(() => {
    if (props.picture !== undefined && ref.current !== null) draw(ref.current, props.picture);
  }, [props.picture]);
  return (
    <canvas
      ref={ref}
      role="img"
      aria-label={props.description}
      style={{ transform: `translate(${percent(x)}, ${percent(y)}) scale(${scale})` }}
    />
  );
}

function draw(canvas: HTMLCanvasElement, picture: Picture): void {
  canvas.width = picture.width;
  canvas.height = picture.height;
  const image = new ImageData(new Uint8ClampedArray(picture.data), picture.width, picture.height);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
}
