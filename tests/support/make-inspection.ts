import type { Verdict, VerdictRasters } from '../../src/domain/inspection';
import type { InspectedPicture, LoadedPack } from '../../src/inspector/contract';

/** A verdict with everything in it: grade, score, boxes. */
export const madeVerdict: Verdict = {
  picture: { width: 4, height: 3 },
  grade: {
    label: 'rss1',
    title: 'RSS 1',
    group: 'good',
    confidence: 0.75,
    probabilities: [
      { label: 'rss1', title: 'RSS 1', probability: 0.75 },
      { label: 'rss2', title: 'RSS 2', probability: 0.25 },
    ],
    indicative: true,
  },
  anomaly: {
    rawScore: 3.5,
    score: 0.625,
    isAnomalous: true,
    level: 'watch',
    levelTitle: 'Watch',
    action: 'Look again in a month.',
    boxes: [
      {
        x: 1,
        y: 0,
        width: 2,
        height: 3,
        score: 0.625,
        level: 'watch',
        levelTitle: 'Watch',
        action: 'Look again in a month.',
      },
    ],
  },
  timings: { decodeMs: 1, resizeMs: 2, networkMs: 3, judgeMs: 4, totalMs: 10 },
  provenance: {
    packId: 'made-up',
    packVersion: '1.0.0',
    packSha256: 'a'.repeat(64),
    networkSha256: 'b'.repeat(64),
    engineVersion: '1.0.0',
    threshold: 3,
    backend: 'wasm',
    fallback: { kind: 'not-supported' },
  },
};

/** The rasters of that verdict. */
export const madeRasters: VerdictRasters = {
  map: { width: 2, height: 2, data: Float32Array.of(0.125, 0.25, 0.5, 0.75) },
  mask: { width: 3, height: 3, data: Uint8Array.of(0, 0, 1, 0, 1, 1, 0, 0, 1) },
};

/** The verdict with its rasters and its kept pictures. */
export const madeInspection: InspectedPicture = {
  verdict: madeVerdict,
  rasters: madeRasters,
  photo: { bytes: new TextEncoder().encode('photo').buffer, mime: 'image/jpeg', width: 4, height: 3 },
  thumbnail: { bytes: new TextEncoder().encode('thumbnail').buffer, mime: 'image/jpeg', width: 2, height: 1 },
};

/** A pack as the worker describes it. */
export const madeLoadedPack: LoadedPack = {
  pack: {
    format: 1,
    id: 'made-up',
    version: '1.0.0',
    title: 'Made up',
    summary: 'For a test.',
    licence: 'Apache-2.0',
    card: 'model-card.md',
    files: {},
    input: {
      widthPx: 8,
      heightPx: 8,
      fit: { kind: 'stretch' },
      filter: 'triangle',
      colour: 'rgb',
      scale: 1,
      mean: [0, 0, 0],
      std: [1, 1, 1],
      layout: 'nchw',
    },
    network: { file: 'network', input: 'input' },
    golden: { picture: { file: 'golden', widthPx: 8, heightPx: 8 }, expected: {}, tolerance: 0.001 },
  },
  backend: { backend: 'wasm' },
  loadMs: 5,
};
