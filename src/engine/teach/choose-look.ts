/** Which looks a teaching compares, and which one it takes. */
import type { AnomalyTeachOptions, LookResult } from '../../domain/anomaly-teaching';
import { extentInput } from '../../domain/close-look';
import type { Pack, Tiles } from '../../domain/pack';
import type { Size } from '../../vision/fit';

/** A look: tiles, or the whole picture. */
export type Look = Tiles | undefined;

/** The looks to compare, the whole picture first. A base with rows has its own: cells of another look are not comparable with them. */
export function candidateLooks(
  pack: Pack,
  closeLook: AnomalyTeachOptions['closeLook'],
  picture: Size,
): readonly Look[] {
  if (pack.anomaly === undefined || pack.anomaly.bank.rows > 0) return [pack.input.tiles];
  if (closeLook === 'off') return [undefined];
  if (closeLook !== 'auto') return [tilesOf(pack, closeLook)];
  return [
    undefined,
    ...([2, 3] as const).map((side) => tilesOf(pack, side)).filter((tiles) => shows(pack, tiles, picture)),
  ];
}

/** Whether a look was chosen that the rows of the base do not have. */
export function isOtherLook({ anomaly, input: { tiles } }: Pack, closeLook: AnomalyTeachOptions['closeLook']): boolean {
  if (anomaly === undefined || anomaly.bank.rows === 0 || closeLook === 'auto') return false;
  return closeLook !== (tiles === undefined ? 'off' : tiles.columns);
}

/** `side × side` tiles that share a seventh of their cells. */
function tilesOf({ anomaly }: Pack, side: 2 | 3): Tiles {
  const { width, height } = anomaly?.patches.grid ?? { width: 28, height: 28 };
  return { columns: side, rows: side, overlap: 2 * Math.round(Math.min(width, height) / 14) };
}

/** Whether the picture has the pixels of the extent: more would only be enlarged. */
function shows({ input, anomaly }: Pack, tiles: Tiles, picture: Size): boolean {
  if (anomaly === undefined) return false;
  const extent = extentInput({ ...input, tiles }, anomaly.patches.grid);
  return picture.width >= extent.widthPx && picture.height >= extent.heightPx;
}

/** Smaller differences between AUROCs of a few pictures are not significant. */
const equalAuroc = 0.005;

/** A closer look is taken although the normals then differ more from each other, up to this factor and this much. */
const spreadFactor = 1.25;
const spreadSlack = 0.02;

/**
 * The index of the look to take. With faulty pictures: the highest AUROC, of equal ones the closest look. Without: the closest look in which normal pictures
 * do not differ clearly more from each other than as whole pictures.
 */
export function chooseLook(results: readonly LookResult[]): number {
  const best = Math.max(...results.map(({ auroc = 0 }) => auroc));
  const allowed = ({ spread }: LookResult): boolean =>
    spread <= spreadFactor * (results[0]?.spread ?? spread) + spreadSlack;
  const isGood = (result: LookResult): boolean =>
    result.auroc === undefined ? allowed(result) : result.auroc >= best - equalAuroc;
  return Math.max(0, results.findLastIndex(isGood));
}

/** Whether the closest look is taken whatever looks between it and the whole picture give. */
export function isClosestTaken(whole: LookResult, closest: LookResult): boolean {
  return chooseLook([whole, { spread: 0, auroc: 1 }, closest]) === 2;
}
