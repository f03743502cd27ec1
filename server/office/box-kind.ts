/** The kind that a pack gives to a region; only some packs do. */
import * as v from 'valibot';
import type { WireRecord } from '../../src/protocol/intake';

type Anomaly = NonNullable<WireRecord['anomaly']>;

const kindSchema = v.looseObject({ title: v.string(), confidence: v.number() });

/** The kind of a region; undefined where the pack gave none. */
export function kindOf(box: Anomaly['boxes'][number]): v.InferOutput<typeof kindSchema> | undefined {
  const { success, output } = v.safeParse(kindSchema, box['category']);
  return success ? output : undefined;
}
