/** The views of one picture, by name. */
import type { VerdictWithRasters } from '../../domain/inspection';
import type { Picture } from '../../domain/picture';
import { heatColour } from '../../vision/heat';
import type { ViewSource } from './shown-inspection';
import { renderBounded, renderFiltered, renderMask, renderOverlay } from '../../vision/views';

/** The photo itself and the four pictures made from it. */
export type ViewName = 'original' | 'overlay' | 'mask' | 'filtered' | 'boxes';

/** Every view, in the order of the tabs. */
export const viewNames: readonly ViewName[] = ['overlay', 'boxes', 'mask', 'filtered', 'original'];

const renderers: Readonly<Record<ViewName, (photo: Picture, source: ViewSource) => Picture>> = {
  original: (photo) => photo,
  overlay: renderOverlay,
  mask: (photo, source) => renderMask(photo, withFilledMask(source)),
  filtered: (photo, source) => renderFiltered(photo, withFilledMask(source)),
  boxes: renderBounded,
};

/** Draws one view from the stored photo. */
export function drawView(view: ViewName, photo: Picture, source: ViewSource): Picture {
  return renderers[view](photo, source);
}

function withFilledMask({ verdict, rasters, filledMask }: ViewSource): VerdictWithRasters {
  if (rasters === undefined) return { verdict };
  return { verdict, rasters: { ...rasters, mask: filledMask ?? rasters.mask } };
}

const legendSteps = 32;

/** The heat map's colours as stops of a CSS gradient, 0 to 1. Each step has hard edges, because the colours change abruptly at the threshold. */
export function heatStops(): readonly string[] {
  return Array.from({ length: legendSteps }, (_, step) => {
    const { red, green, blue } = heatColour((step + 0.5) / legendSteps);
    return `rgb(${red} ${green} ${blue}) ${(100 * step) / legendSteps}% ${(100 * (step + 1)) / legendSteps}%`;
  });
}
