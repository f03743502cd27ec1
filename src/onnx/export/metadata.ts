/** What the caller of an exported file must know, as the `metadata_props` of the model. */
import { extentInput } from '../../domain/close-look';
import { textIn } from '../../domain/localised-text';
import type { Pack, PackInput } from '../../domain/pack';
import { message } from '../protobuf';

const language = 'en';

/** Names and texts; those that are not plain texts are JSON. */
export function exportMetadata(pack: Pack, extent: PackInput): Readonly<Record<string, string>> {
  const { input, anomaly, grade, preconditions, notice } = pack;
  return {
    pack_id: pack.id,
    pack_version: pack.version,
    title: textIn(pack.title, language),
    summary: textIn(pack.summary, language),
    ...(notice === undefined ? {} : { notice: textIn(notice, language) }),
    licence: pack.licence,
    input_size: `${extent.widthPx}x${extent.heightPx}`,
    input_fit: JSON.stringify(input.fit),
    input_colour: 'red, green, blue; 0 to 255; float32; NCHW',
    normalisation: JSON.stringify({
      in_graph: true,
      ...{ colour: input.colour, scale: input.scale, mean: input.mean, std: input.std },
    }),
    ...(input.tiles === undefined ? {} : { tiles: JSON.stringify({ in_graph: true, ...input.tiles }) }),
    ...(anomaly === undefined
      ? {}
      : {
          threshold: '0.5',
          calibration: JSON.stringify(anomaly.calibration),
          severity: JSON.stringify(bandsOf(pack)),
        }),
    ...(grade === undefined
      ? {}
      : { labels: JSON.stringify(grade.labels.map(({ name }) => name)), reject: JSON.stringify(grade.reject) }),
    preconditions: JSON.stringify(preconditions ?? []),
    how_to_use: howToUse(pack, extent),
  };
}

function bandsOf({ anomaly }: Pack) {
  return (anomaly?.severity ?? []).map(({ name, title, upTo }) => ({ name, title: textIn(title, language), upTo }));
}

/** In plain words, for a person who opens the file. */
function howToUse(pack: Pack, extent: PackInput): string {
  const { input, anomaly, grade, preconditions } = pack;
  const wholePart = hasWholeInput(pack)
    ? ` "whole" is the same picture resized to ${input.widthPx} x ${input.heightPx}.`
    : '';
  const parts = [
    `Apply the EXIF orientation, convert to 8-bit sRGB, and resize the picture to ${extent.widthPx} x ${extent.heightPx} with an antialiased triangle filter (PIL: Image.BILINEAR); ${fitText(input)}.`,
    `Give it as "picture", float32 [1, 3, ${extent.heightPx}, ${extent.widthPx}], red, green, blue, 0 to 255.${wholePart} The graph normalises it.`,
    anomaly === undefined
      ? ''
      : '"score" is 0 to 1; from 0.5 the picture is anomalous. "map" has the size of "picture"; places from 0.5 are marked. "raw_score" is the distance before calibration.',
    grade === undefined ? '' : '"probabilities" are in the order of "labels".',
    grade === undefined || grade.reject.length === 0
      ? ''
      : 'The rules in "reject" are not in the graph: a picture that they reject has no grade.',
    preconditions === undefined
      ? ''
      : 'The rules in "preconditions" are not in the graph: Fieldgrade gives no result for a picture that does not meet them.',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function fitText({ fit }: PackInput): string {
  switch (fit.kind) {
    case 'stretch':
      return 'the whole picture, stretched';
    case 'cover':
      return `first cut out the centred part with that aspect ratio and ${fit.portion} of the largest possible extent`;
    case 'contain':
      return `keep its aspect ratio, centre it, and fill the rest with the colour ${fit.pad.join(', ')}`;
  }
}

/** Whether the file has a second input: the whole picture beside its close look. */
export function hasWholeInput({ input, grade }: Pack): boolean {
  return input.tiles !== undefined && grade !== undefined;
}

/** The input block of the picture that the caller gives. */
export function givenInput({ input, anomaly }: Pack): PackInput {
  return anomaly === undefined ? input : extentInput(input, anomaly.patches.grid);
}

/** `metadata_props` of a model. */
export function metadataMessages(metadata: Readonly<Record<string, string>>): readonly Uint8Array[] {
  return Object.entries(metadata).map(([key, value]) => message([1, key], [2, value]));
}
