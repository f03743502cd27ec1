import { useEffect, useRef, type KeyboardEvent, type PointerEvent, type ReactElement } from 'react';
import type { PixelRect } from '../../domain/picture';
import { useWords } from '../../ui/words-context';
import type { ZoomView } from '../../ui/zoom';
import { grabClass } from '../../ui/use-zoom';
import { moveRect, rectBetween, resizeRect, type Corner } from '../../vision/box-edit';
import type { Size } from '../../vision/fit';

const corners: readonly Corner[] = ['north-west', 'north-east', 'south-west', 'south-east'];

/** One press of an arrow key, as a share of the picture's longer side. */
const keyStep = 0.01;

interface DraftProps {
  readonly rect: PixelRect;
  readonly picture: Size;
  readonly view: ZoomView;
  readonly onChange: (rect: PixelRect) => void;
  readonly onSave: () => void;
  readonly onCancel: () => void;
  /** True for a new region: dragging anywhere on the picture draws it. */
  readonly canDraw: boolean;
}

/** A region while it is drawn, moved or resized: by pointer, touch or keyboard. It is stored only when it is saved. */
export function DraftBox(props: DraftProps): ReactElement {
  const words = useWords();
  const body = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    body.current?.focus({ preventScroll: true });
    // The button that starts it lies far below the picture on a phone.
    body.current?.closest('figure')?.scrollIntoView({ block: 'nearest' });
  }, []);
  const { rect, picture, onChange } = props;
  const move = useDrag(rect, props, (from, by) => moveRect(from, by, picture));
  return (
    <>
      {props.canDraw ? <DrawingGround {...props} /> : null}
      <div className="draft" style={placeOf(props)}>
        <button
          ref={body}
          type="button"
          className={`draft-body ${grabClass}`}
          aria-label={words.say('correction.draftKeys')}
          onKeyDown={(event) => onDraftKey(event, props)}
          {...move}
        />
        {corners.map((corner) => (
          <CornerHandle key={corner} corner={corner} {...props} onChange={onChange} />
        ))}
      </div>
    </>
  );
}

function CornerHandle({ corner, ...props }: DraftProps & { readonly corner: Corner }): ReactElement {
  const drag = useDrag(props.rect, props, (from, by) => resizeRect(from, corner, by, props.picture));
  return <span className={`draft-corner draft-${corner} ${grabClass}`} aria-hidden="true" {...drag} />;
}

/** The whole picture: a drag over it draws the region. */
function DrawingGround({ picture, view, onChange }: DraftProps): ReactElement {
  const from = useRef<Point>(undefined);
  return (
    <div
      className={`draft-ground ${grabClass}`}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = pointOnPicture(event, view, picture);
      }}
      onPointerMove={(event) => {
        if (from.current !== undefined)
          onChange(rectBetween(from.current, pointOnPicture(event, view, picture), picture));
      }}
      onPointerUp={() => (from.current = undefined)}
      onPointerCancel={() => (from.current = undefined)}
    />
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Pointer handlers that change the rectangle by the distance from where the drag began. */
function useDrag(
  rect: PixelRect,
  { picture, view, onChange }: Pick<DraftProps, 'picture' | 'view' | 'onChange'>,
  change: (from: PixelRect, by: Point) => PixelRect,
) {
  const start = useRef<{ readonly at: Point; readonly rect: PixelRect }>(undefined);
  const end = (): void => (start.current = undefined);
  return {
    onPointerDown: (event: PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = { at: pointOnPicture(event, view, picture), rect };
    },
    onPointerMove: (event: PointerEvent) => {
      if (start.current === undefined) return;
      const { at, rect: from } = start.current;
      const now = pointOnPicture(event, view, picture);
      onChange(change(from, { x: now.x - at.x, y: now.y - at.y }));
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}

/** In pixels of the picture. */
function pointOnPicture({ clientX, clientY, currentTarget }: PointerEvent, view: ZoomView, picture: Size): Point {
  const frame = currentTarget.closest('.picture-frame');
  if (frame === null) throw new Error('a draft lies in the frame of a picture');
  const { left, top, width, height } = frame.getBoundingClientRect();
  return {
    x: (((clientX - left) / width - view.x) / view.scale) * picture.width,
    y: (((clientY - top) / height - view.y) / view.scale) * picture.height,
  };
}

const arrows: Readonly<Partial<Record<string, Point>>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Arrows move, with Shift they resize at the lower right corner; Enter saves, Escape discards. */
function onDraftKey(event: KeyboardEvent, { rect, picture, onChange, onSave, onCancel }: DraftProps): void {
  const arrow = arrows[event.key];
  if (arrow === undefined && event.key !== 'Enter' && event.key !== 'Escape') return;
  event.preventDefault();
  event.stopPropagation();
  if (arrow === undefined) {
    (event.key === 'Enter' ? onSave : onCancel)();
    return;
  }
  const step = Math.max(1, Math.round(keyStep * Math.max(picture.width, picture.height)));
  const by = { x: arrow.x * step, y: arrow.y * step };
  onChange(event.shiftKey ? resizeRect(rect, 'south-east', by, picture) : moveRect(rect, by, picture));
}

function placeOf({ rect, picture, view }: DraftProps) {
  const across = view.scale / picture.width;
  const down = view.scale / picture.height;
  return {
    left: `${100 * (view.x + rect.x * across)}%`,
    top: `${100 * (view.y + rect.y * down)}%`,
    width: `${100 * rect.width * across}%`,
    height: `${100 * rect.height * down}%`,
  };
}
