/** From the tensors that a caller gives to the input of the network: normalised, and cut into tiles. */
import { tileSpans } from '../../domain/close-look';
import type { Pack, PackInput, Tiles } from '../../domain/pack';
import type { GraphBuilder } from '../graph-builder';
import { nameInExport } from './reuse-network';

/** Names of the inputs of an exported file. */
export const exportInputs = { picture: 'picture', whole: 'whole' } as const;

/** Feeds the network: one picture, or the tiles of a picture and, where `hasWhole`, the whole picture behind them. */
export function addInput(builder: GraphBuilder, { input, network, anomaly }: Pack, hasWhole: boolean): void {
  const output = nameInExport(network.input);
  const grid = anomaly?.patches.grid;
  if (input.tiles === undefined || grid === undefined) {
    addNormalised(builder, exportInputs.picture, input, output);
    return;
  }
  const tiles = cutTiles(builder, input.tiles, {
    width: { cells: grid.width, px: input.widthPx },
    height: { cells: grid.height, px: input.heightPx },
  });
  const parts = [...tiles, ...(hasWhole ? [exportInputs.whole] : [])];
  addNormalised(builder, builder.add('Concat', parts, { attributes: { axis: 0 } }), input, output);
}

interface Axis {
  readonly cells: number;
  readonly px: number;
}

/** Row by row, as the engine runs them. */
function cutTiles(
  builder: GraphBuilder,
  { columns, rows, overlap }: Tiles,
  { width, height }: { readonly width: Axis; readonly height: Axis },
): readonly string[] {
  const starts = (count: number, { cells, px }: Axis) =>
    tileSpans(count, cells, overlap).map(({ start }) => (start * px) / cells);
  return starts(rows, height).flatMap((y) =>
    starts(columns, width).map((x) =>
      builder.add('Slice', [
        exportInputs.picture,
        builder.integers([y, x]),
        builder.integers([y + height.px, x + width.px]),
        builder.integers([2, 3]),
      ]),
    ),
  );
}

/** `[N, 3, H, W]`, red, green, blue, 0–255, to `(value × scale − mean) / std` in the colours and layout of the network. */
function addNormalised(builder: GraphBuilder, picture: string, input: PackInput, output: string): void {
  const { mean, std, scale, layout } = input;
  const channels = [1, mean.length, 1, 1];
  const scaled = builder.add('Mul', [inColours(builder, picture, input), builder.floats([], [scale])]);
  const centred = builder.add('Sub', [scaled, builder.floats(channels, mean)]);
  const isPlanar = layout === 'nchw';
  const divided = builder.add('Div', [centred, builder.floats(channels, std)], isPlanar ? { output } : {});
  if (!isPlanar) builder.add('Transpose', [divided], { attributes: { perm: [0, 2, 3, 1] }, output });
}

function inColours(builder: GraphBuilder, picture: string, { colour }: PackInput): string {
  switch (colour) {
    case 'rgb':
      return picture;
    case 'bgr':
      return builder.add('Gather', [picture, builder.integers([2, 1, 0])], { attributes: { axis: 1 } });
    case 'grey':
      // The luma of ITU-R BT.601, as in `vision/luma.ts`.
      return builder.add('Conv', [picture, builder.floats([1, 3, 1, 1], [0.299, 0.587, 0.114])]);
  }
}
