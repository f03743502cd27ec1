import type { Correction, Level } from '../../src/domain/correction';
import { toCorrection, type CorrectionEdit } from '../../src/domain/correction-edit';
import type { AnomalyBox } from '../../src/domain/inspection';
import type { InspectionRecord } from '../../src/domain/record';
import { madeProvenance, madeTimings } from './record-parts';

/** The levels of the thermal pack. */
export const madeLevels: readonly Level[] = [
  { level: 'Normal', levelTitle: 'Normal', action: 'pass', isAnomalous: false, rank: 0 },
  { level: 'Potential', levelTitle: 'Watch', action: 'monitor', isAnomalous: false, rank: 1 },
  { level: 'Overloway', levelTitle: 'Serious', action: 'inspect', isAnomalous: true, rank: 2 },
  { level: 'Faulty', levelTitle: 'Critical', action: 'critical', isAnomalous: true, rank: 3 },
];

/** The level of this rank. */
export function levelAt(rank: number): Level {
  const level = madeLevels[rank];
  if (level === undefined) throw new RangeError('there are four levels');
  return level;
}

/** A region of this severity, at `x`. */
export function regionAt(x: number, rank: number): AnomalyBox {
  const { level, levelTitle, action } = levelAt(rank);
  return { x, y: 10, width: 20, height: 30, score: 0.4 + rank / 10, level, levelTitle, action };
}

const raster = { sha256: 'c'.repeat(64), bytes: 12, mime: 'image/jpeg', width: 4, height: 3 };

/** A record of the thermal pack: critical, with one critical region and one serious one. */
export const thermalRecord: InspectionRecord = {
  id: '0b9ab5b6-6d5a-4a8e-9d52-0d5d5f2f0001',
  takenAt: '2026-11-21T06:59:00.000Z',
  utcOffsetMinutes: 0,
  fileName: 'pole-12.jpg',
  source: 'file',
  packTitle: 'Transformer thermal',
  picture: { width: 400, height: 300 },
  anomaly: {
    rawScore: 3,
    score: 0.83,
    isAnomalous: true,
    ...{ level: 'Faulty', levelTitle: 'Critical', action: 'critical' },
    levels: madeLevels.map(({ level }) => level),
    boxes: [regionAt(10, 3), regionAt(100, 2)],
    map: { ...raster, mime: 'application/x-float32' },
    mask: { ...raster, mime: 'application/x-bits' },
  },
  photo: raster,
  thumbnail: raster,
  timings: madeTimings,
  provenance: { ...madeProvenance, packId: 'transformer-thermal' },
};

/** The id of the n-th correction that `corrected` makes of a record. */
export function correctionId(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

/** The record after these acts of one person, a second apart. Acts on regions that are not there do nothing. */
export function corrected(record: InspectionRecord, ...edits: readonly CorrectionEdit[]): InspectionRecord {
  return edits.reduce((before, edit) => {
    const corrections: readonly Correction[] = before.corrections ?? [];
    const n = corrections.length + 1;
    const at = new Date(Date.UTC(2026, 10, 21, 7, 0, n)).toISOString();
    const added = toCorrection(before, edit, { id: correctionId(n), at, by: 'Asha' });
    return added === undefined ? before : { ...before, corrections: [...corrections, added] };
  }, record);
}
