/** Boxes that people drew around faults with another tool, and what is wrong with such a file. */
import * as v from 'valibot';
import { finiteSchema } from './common-schemas';
import { parseJson } from './json';
import type { FractionRect } from './pack';
import { parseSchema, type SchemaFault } from './parse-schema';
import { fail, succeed, type Result } from './result';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** One box in pixels of the picture `name`, which may have a path. */
export interface MarkedBox extends Size {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** The size that the file states for the picture; absent where it states none. */
  readonly picture?: Size;
}

/** Why the boxes of a file are not used. */
export type BoxFault =
  | { readonly kind: 'not-json'; readonly detail: string }
  /** `at`: the field of the document that is missing or wrong. */
  | ({ readonly kind: 'not-coco' } & SchemaFault)
  | { readonly kind: 'no-box-columns'; readonly columns: readonly string[] }
  /** `line`: of a table, from 1. */
  | { readonly kind: 'bad-box-line'; readonly line: number }
  /** The box is empty, or does not lie in the picture. */
  | { readonly kind: 'box-outside'; readonly name: string };

const size = v.pipe(finiteSchema, v.minValue(1));

/** The fields of the COCO object detection format that say where the boxes are. */
const cocoSchema = v.looseObject({
  images: v.array(v.looseObject({ id: finiteSchema, file_name: v.string(), width: size, height: size })),
  annotations: v.array(
    v.looseObject({
      image_id: finiteSchema,
      bbox: v.tuple([finiteSchema, finiteSchema, finiteSchema, finiteSchema]),
    }),
  ),
});

/** The boxes of a COCO document, as `cocoDocument` and annotation tools write it. */
export function readCocoBoxes(text: string): Result<readonly MarkedBox[], BoxFault> {
  const json = parseJson(text);
  if (!json.ok) return json;
  const parsed = parseSchema(cocoSchema, json.value);
  if (!parsed.ok) return fail({ kind: 'not-coco', ...parsed.fault });
  const { images, annotations } = parsed.value;
  const pictures = new Map(images.map((image) => [image.id, image]));
  const boxes: MarkedBox[] = [];
  for (const [at, { image_id, bbox }] of annotations.entries()) {
    const image = pictures.get(image_id);
    if (image === undefined)
      return fail({ kind: 'not-coco', at: `annotations[${at}].image_id`, wanted: 'the id of an image' });
    const [x, y, width, height] = bbox;
    boxes.push({ name: image.file_name, x, y, width, height, picture: { width: image.width, height: image.height } });
  }
  return succeed(boxes);
}

/** The box in fractions of the picture, cut at its edges; tools round to a pixel beyond them. */
export function boxFractions(box: MarkedBox, picture: Size): Result<FractionRect, BoxFault> {
  const { width, height } = box.picture ?? picture;
  const [left, top] = [Math.max(0, box.x), Math.max(0, box.y)];
  const [right, bottom] = [Math.min(width, box.x + box.width), Math.min(height, box.y + box.height)];
  if (right <= left || bottom <= top) return fail({ kind: 'box-outside', name: box.name });
  return succeed({
    x: left / width,
    y: top / height,
    width: (right - left) / width,
    height: (bottom - top) / height,
  });
}
