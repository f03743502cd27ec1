import type { ReactElement } from 'react';
import { outlineShare } from '../../vision/frame-measures';

const inset = `${((1 - outlineShare) / 2) * 100}%`;

/** The corners inside which the sheet belongs. Solid where nothing is wrong, dashed otherwise. */
export function Outline({ isGood }: { readonly isGood: boolean }): ReactElement {
  return (
    <div className={isGood ? 'camera-outline camera-outline-good' : 'camera-outline'} style={{ inset }} aria-hidden />
  );
}
