import type { ReactElement, ReactNode } from 'react';
import type { PixelRect } from '../../domain/picture';

interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** A picture with numbered rectangles on it. They repeat what a text beside it says, so that screen readers skip them. */
export function MarkedPicture(props: {
  readonly size: PictureSize;
  /** In pixels of a picture of that size. */
  readonly marks: readonly PixelRect[];
  /** False where there is one mark, which no text refers to by its number. */
  readonly isNumbered?: boolean;
  readonly children: ReactNode;
}): ReactElement {
  const { isNumbered = true } = props;
  const { width, height } = props.size;
  const share = (part: number, whole: number): string => `${(100 * part) / whole}%`;
  return (
    <div className="marked-picture" style={{ aspectRatio: String(width / height) }}>
      {props.children}
      {props.marks.map((mark, at) => (
        <span
          key={at}
          aria-hidden="true"
          className="marked-region"
          style={{
            left: share(mark.x, width),
            top: share(mark.y, height),
            width: share(mark.width, width),
            height: share(mark.height, height),
          }}
        >
          {isNumbered ? <span className="marked-number">{at + 1}</span> : null}
        </span>
      ))}
    </div>
  );
}
