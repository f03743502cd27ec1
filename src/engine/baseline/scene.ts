/** Whether the pack knows the scene of the baselines, and how a picture is judged if it does not. */
import { without } from '../../domain/without';
import { isUnknownScene } from '../../domain/baseline';
import { preconditionValues, refusalBy } from '../preconditions';
import type { UnpackedPack } from '../unpack';
import type { Comparison } from './compare';

/**
 * [Note: an unknown scene] A scene is unknown if the pack would refuse every baseline as unlike everything that it knows. Then neither its bank nor
 * its own map is used: the picture is judged by its distances to the baselines alone. Faults that people marked still count.
 */
export function judgedBy(comparisons: readonly Comparison[], unpacked: UnpackedPack): UnpackedPack {
  const { pack } = unpacked;
  if (pack.anomaly === undefined || comparisons.length === 0 || unpacked.bank === undefined) return unpacked;
  const isKnown = comparisons.some(({ baseline: { features } }) => {
    const values = preconditionValues(pack, { ...unpacked, ...features, cells: features.cells, bank: unpacked.bank });
    return !isUnknownScene({ refused: refusalBy(pack, values) });
  });
  if (isKnown) return unpacked;
  const faults = unpacked.examples?.faults;
  return {
    ...without(without(unpacked, 'bank'), 'examples'),
    ...(faults && { examples: { faults } }),
    pack: { ...pack, anomaly: without(pack.anomaly, 'map') },
  };
}
