import type { Pack } from '../domain/pack';
import type { LinearHead } from '../learning/grade';
import type { MemoryBank } from '../learning/memory-bank';
import type { OnnxSession } from './ports';

/** What of a pack is needed at each picture: its description and its learned numbers, checked and decoded. */
export interface PackParts {
  readonly pack: Pack;
  /** SHA-256 of the bytes of `pack.json`. */
  readonly packSha256: string;
  readonly networkSha256: string;
  readonly networkBytes: Uint8Array;
  readonly goldenRgb: Uint8Array;
  /** Absent without an anomaly part, and while the bank is empty. */
  readonly bank?: MemoryBank;
  readonly head?: LinearHead;
}

/** A pack with its open network. */
export interface ReadyPack {
  readonly parts: PackParts;
  readonly session: OnnxSession;
}

/** The network outputs that the pack uses, each once. */
export function neededOutputs({ network, anomaly, grade, golden }: Pack): readonly string[] {
  const wantsEmbedding = grade?.source.kind === 'head' || golden.expected.embedding !== undefined;
  const names = [
    ...(anomaly?.patches.taps.map(({ output }) => output) ?? []),
    anomaly?.map?.output,
    ...(wantsEmbedding ? [network.embedding] : []),
    ...(grade?.source.kind === 'network' ? [network.grade] : []),
  ];
  return [...new Set(names.filter((name) => name !== undefined))];
}
