/** What a region was taken for: a device sends it where its pack names kinds of regions. */
import * as v from 'valibot';
import type { WireRecord } from '../../src/protocol/intake';
import { formatPercent } from './tone';

type Anomaly = NonNullable<WireRecord['anomaly']>;

const kindSchema = v.looseObject({ title: v.string(), confidence: v.number() });

function kindOf(box: Anomaly['boxes'][number]): v.InferOutput<typeof kindSchema> | undefined {
  const { success, output } = v.safeParse(kindSchema, box['category']);
  return success ? output : undefined;
}

/** "Rust (34 %)", or undefined. */
export function boxKindInWords(box: Anomaly['boxes'][number]): string | undefined {
  const kind = kindOf(box);
  return kind && `${kind.title} (${formatPercent(kind.confidence)})`;
}

/** Whether any region is taken for something. */
export function hasKinds({ boxes }: Anomaly): boolean {
  return boxes.some((box) => kindOf(box) !== undefined);
}
