/** Measures of a picture besides its verdict, which show what has changed when a pack no longer fits. */
export interface SceneMeasures {
  /** The 0.98 quantile of the luma, 0–255. */
  readonly light: number;
  /** Mean red minus mean blue, -255 to 255: the colour of the light. */
  readonly warmth: number;
  /** Luma between the quantiles 0.02 and 0.98, 0–255. */
  readonly contrast: number;
  /** 0 (sharp) to 1. */
  readonly blur: number;
  /** The share of the middle of the picture that the subject fills. */
  readonly fill: number;
  /** Width divided by height. */
  readonly aspect: number;
}

export type SceneMeasure = keyof SceneMeasures;

/** A measure whose median is outside the range of the pictures that the pack knows. */
export interface SceneChange {
  readonly measure: SceneMeasure;
  /** Medians. */
  readonly before: number;
  readonly now: number;
}

/** Recent pictures are less usual than those that the pack was calibrated on. */
export interface Drift {
  /** Number of recent pictures, and how many of them score higher than nearly all of the known ones. */
  readonly recent: number;
  readonly high: number;
  /** The largest change first; empty where light, distance and camera are as before. */
  readonly changes: readonly SceneChange[];
}
