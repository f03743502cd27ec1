import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { Picture } from '../domain/picture';
import { Button } from './button';
import { useWords } from './words-context';

const zoomSteps = [1, 2, 4] as const;

/** A picture drawn on a canvas with two zoom steps. If it is larger than its frame, the frame scrolls. */
export function PictureCanvas(props: {
  readonly picture: Picture | undefined;
  readonly aspect: number;
  readonly description: string;
}): ReactElement {
  const words = useWords();
  const [step, setStep] = useState(0);
  const zoom = zoomSteps[step] ?? 1;
  return (
    <figure className="picture-canvas">
      <div
        className="picture-frame"
        role="region"
        aria-label={props.description}
        tabIndex={zoom > 1 ? 0 : -1}
        style={{ aspectRatio: String(props.aspect), maxInlineSize: `calc(var(--picture-height) * ${props.aspect})` }}
      >
        <Drawing picture={props.picture} zoom={zoom} description={props.description} />
        {props.picture === undefined ? <p className="picture-waiting quiet">{words.say('result.drawing')}</p> : null}
      </div>
      <figcaption className="picture-zoom">
        <Button look="quiet" icon="zoom-out" isIconOnly disabled={step === 0} onClick={() => setStep(step - 1)}>
          {words.say('result.zoomOut')}
        </Button>
        <span aria-live="polite">{words.say('result.zoom', { factor: zoom })}</span>
        <Button
          look="quiet"
          icon="zoom-in"
          isIconOnly
          disabled={step === zoomSteps.length - 1}
          onClick={() => setStep(step + 1)}
        >
          {words.say('result.zoomIn')}
        </Button>
      </figcaption>
    </figure>
  );
}

function Drawing(props: {
  readonly picture: Picture | undefined;
  readonly zoom: number;
  readonly description: string;
}): ReactElement {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (props.picture !== undefined && ref.current !== null) draw(ref.current, props.picture);
  }, [props.picture]);
  return <canvas ref={ref} role="img" aria-label={props.description} style={{ inlineSize: `${props.zoom * 100}%` }} />;
}

function draw(canvas: HTMLCanvasElement, picture: Picture): void {
  canvas.width = picture.width;
  canvas.height = picture.height;
  const image = new ImageData(new Uint8ClampedArray(picture.data), picture.width, picture.height);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
}
