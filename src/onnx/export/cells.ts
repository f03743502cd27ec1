/** From the dense outputs of the network to one vector per cell. The same as `learning/patch-cells.ts`, as operators. */
import { joinedGrid, tileSpans } from '../../domain/close-look';
import type { OutputShapes } from '../../domain/onnx-export';
import type { PackAnomaly, PackInput, PatchTap } from '../../domain/pack';
import type { GraphBuilder } from '../graph-builder';
import { nameInExport } from './reuse-network';

/** What the cells are made of. `anomaly` and `input` are those of the pack, before its tiles are joined. */
export interface CellTerms {
  readonly anomaly: PackAnomaly;
  readonly input: PackInput;
  readonly shapes: OutputShapes;
}

/** `[cells, columns]` of all tiles together. */
export function addCells(builder: GraphBuilder, terms: CellTerms): string {
  const { taps } = terms.anomaly.patches;
  const parts = taps.map((tap) => addTap(builder, tap, terms));
  const joined = parts.length === 1 ? parts[0] : builder.add('Concat', parts, { attributes: { axis: 3 } });
  return joinTiles(builder, joined ?? '', terms);
}

/** The pack's own map on the grid: `[cells, kinds]`. */
export function addOwnMap(builder: GraphBuilder, output: string, terms: CellTerms): string {
  return joinTiles(builder, addTap(builder, { output, neighbourhood: 1, norm: 'none', weight: 1 }, terms), terms);
}

/** `[tiles, rows, columns, channels]` on the grid. */
function addTap(builder: GraphBuilder, tap: PatchTap, terms: CellTerms): string {
  const shape = planarShape(terms.shapes[tap.output] ?? [], terms.input.layout);
  const mean = windowMean(builder, planar(builder, tap.output, terms), tap.neighbourhood);
  const cells = builder.add('Transpose', [toGrid(builder, mean, shape, terms)], { attributes: { perm: [0, 2, 3, 1] } });
  return scaled(builder, cells, shape.channels, tap);
}

interface PlanarShape {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

function planarShape(dims: readonly number[], layout: PackInput['layout']): PlanarShape {
  const [, second = 1, third = 1, fourth = 1] = dims;
  if (dims.length === 3) return { channels: 1, height: second, width: third };
  if (dims.length < 3) return { channels: second, height: 1, width: 1 };
  return layout === 'nchw'
    ? { channels: second, height: third, width: fourth }
    : { height: second, width: third, channels: fourth };
}

/** `[tiles, channels, height, width]` of the tiles alone, without the whole picture behind them. */
function planar(builder: GraphBuilder, output: string, { input, shapes }: CellTerms): string {
  const name = ofTiles(builder, nameInExport(output), input);
  const dims = shapes[output] ?? [];
  const { channels, height, width } = planarShape(dims, input.layout);
  if (dims.length < 4) return builder.reshape(name, [tileCount(input), channels, height, width]);
  return input.layout === 'nchw' ? name : builder.add('Transpose', [name], { attributes: { perm: [0, 3, 1, 2] } });
}

function ofTiles(builder: GraphBuilder, name: string, input: PackInput): string {
  if (input.tiles === undefined) return name;
  return builder.add('Slice', [
    name,
    builder.integers([0]),
    builder.integers([tileCount(input)]),
    builder.integers([0]),
  ]);
}

function tileCount({ tiles }: PackInput): number {
  return tiles === undefined ? 1 : tiles.columns * tiles.rows;
}

/** Mean over a `side × side` window with stride 1; at the border over the part inside. */
function windowMean(builder: GraphBuilder, plane: string, side: number): string {
  if (side === 1) return plane;
  const reach = (side - 1) / 2;
  return builder.add('AveragePool', [plane], {
    attributes: { kernel_shape: [side, side], pads: [reach, reach, reach, reach], count_include_pad: 0 },
  });
}

/** Mean over blocks if the tap is larger by a whole factor, otherwise bilinear. */
function toGrid(builder: GraphBuilder, plane: string, shape: PlanarShape, { anomaly, input }: CellTerms): string {
  const { grid } = anomaly.patches;
  if (shape.width === grid.width && shape.height === grid.height) return plane;
  const factor = { x: shape.width / grid.width, y: shape.height / grid.height };
  if (!Number.isInteger(factor.x) || !Number.isInteger(factor.y))
    return addResize(builder, plane, [tileCount(input), shape.channels, grid.height, grid.width]);
  const block = [factor.y, factor.x];
  return builder.add('AveragePool', [plane], { attributes: { kernel_shape: block, strides: block } });
}

/** Bilinear, with half-pixel centres and clamped edges, as `math/bilinear.ts`. */
export function addResize(
  builder: GraphBuilder,
  raster: string,
  dims: readonly number[],
  options: { readonly output?: string } = {},
): string {
  const attributes = { mode: 'linear', coordinate_transformation_mode: 'half_pixel' };
  return builder.add('Resize', [raster, '', '', builder.integers(dims)], { attributes, ...options });
}

/** Divided by the length of the vector where the tap says so, times its weight. */
function scaled(builder: GraphBuilder, cells: string, channels: number, { norm, weight }: PatchTap): string {
  const weighted = weight === 1 ? cells : builder.add('Mul', [cells, builder.floats([], [weight])]);
  if (norm === 'none') return weighted;
  return builder.add('Div', [weighted, addLength(builder, cells, channels)]);
}

/** The length of each vector of single precision, with 1e-12 added: `[…, 1]`. */
function addLength(builder: GraphBuilder, vectors: string, columns: number): string {
  const squares = builder.add('Mul', [vectors, vectors]);
  const sums = builder.add('MatMul', [squares, builder.floats([columns, 1], Array<number>(columns).fill(1))]);
  return builder.add('Add', [builder.add('Sqrt', [sums]), builder.floats([], [1e-12])]);
}

/** `[cells, columns]`: of each tile the cells that it gives. */
function joinTiles(builder: GraphBuilder, cells: string, { anomaly, input: { tiles } }: CellTerms): string {
  const { grid } = anomaly.patches;
  if (tiles === undefined) return builder.reshape(cells, [grid.width * grid.height, -1]);
  const { width, height } = joinedGrid(grid, tiles);
  return builder.reshape(addJoined(builder, cells, tiles, grid), [width * height, -1]);
}

function addJoined(
  builder: GraphBuilder,
  cells: string,
  tiles: NonNullable<PackInput['tiles']>,
  grid: PackAnomaly['patches']['grid'],
): string {
  const rows = tileSpans(tiles.rows, grid.height, tiles.overlap).map((down, row) => {
    const parts = tileSpans(tiles.columns, grid.width, tiles.overlap).map((across, column) => {
      const tile = row * tiles.columns + column;
      return builder.add('Slice', [
        cells,
        builder.integers([tile, down.firstGiven, across.firstGiven]),
        builder.integers([tile + 1, down.endGiven, across.endGiven]),
        builder.integers([0, 1, 2]),
      ]);
    });
    return builder.add('Concat', parts, { attributes: { axis: 2 } });
  });
  return builder.add('Concat', rows, { attributes: { axis: 1 } });
}
