/** A teaching: what a user collects so that the app learns from it, and what became of it. */
import type { TeachFault, TeachReport } from './teach-report';
import type { PictureSource } from './record';

/** `anomaly`: a pack that knows what normal pieces look like. `classes`: a pack that tells classes or grades apart. */
export type TeachKind = 'anomaly' | 'classes';

/** The labels of pictures for an anomaly pack. The pictures for a classifier have the names of their classes. */
export type AnomalyLabel = 'normal' | 'faulty';

/** How the picture is looked at: whole, or as overlapping tiles. `suggested`: as the pictures themselves recommend. */
export const closeLooks = ['suggested', 'whole', 'tiles-2', 'tiles-3'] as const;
export type CloseLook = (typeof closeLooks)[number];

/** What the user chose besides the pictures. */
export interface TeachOptions {
  readonly closeLook?: CloseLook;
  /** The classes are grades: each is better or worse than the next, in the order of `classOrder`. */
  readonly isOrdered?: boolean;
  readonly classOrder?: readonly string[];
}

/** `teaching` survives the end of its page: the next page continues it. */
export type TeachPhase =
  | { readonly phase: 'collecting' }
  | { readonly phase: 'teaching' }
  | { readonly phase: 'taught'; readonly packId: string; readonly version: string; readonly report: TeachReport }
  | { readonly phase: 'failed'; readonly fault: TeachFault };

/** A teaching without its pictures. */
export interface Teaching {
  readonly id: string;
  /** When it was begun, ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly kind: TeachKind;
  /** The name of the pack that it makes. */
  readonly title: string;
  /** The pack whose network, and for an anomaly pack whose knowledge, it starts from. */
  readonly base: { readonly id: string; readonly title: string };
  readonly options: TeachOptions;
  readonly state: TeachPhase;
}

/** A picture of a teaching, without its bytes. */
export interface TeachPicture {
  readonly teachingId: string;
  /** Counted from 0 in the order in which they were added; numbers of removed pictures are not used again. */
  readonly order: number;
  readonly label: string;
  readonly fileName: string;
  readonly source: PictureSource;
  /** SHA-256 of the file's bytes. */
  readonly sha256: string;
  readonly bytes: number;
  /** Absent where the browser cannot show the file. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** The most pictures of a teaching. */
export const mostTeachPictures = { anomaly: 50, classes: 10_000 } as const satisfies Record<TeachKind, number>;

/** The id of a new taught pack, from a random UUID. */
export function taughtPackId(uuid: string): string {
  return `taught-${uuid.replaceAll('-', '').slice(-8)}`;
}

/** Whether a user taught the pack: no server may replace it. */
export function isTaughtPackId(packId: string): boolean {
  return /^taught-[0-9a-f]{8}$/.test(packId);
}

/** How many pictures have each label, in the order in which the labels first appear. */
export function countLabels(pictures: readonly Pick<TeachPicture, 'label'>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { label } of pictures) counts.set(label, countOf(counts, label) + 1);
  return counts;
}

/** How many pictures have this label. */
export function countOf(counts: ReadonlyMap<string, number>, label: string): number {
  return counts.get(label) ?? 0;
}

/** Why the teaching cannot begin; undefined where it can. */
export function missingFor(
  { kind }: Pick<Teaching, 'kind'>,
  pictures: readonly Pick<TeachPicture, 'label'>[],
): 'no-normals' | 'too-few-classes' | 'too-few-per-class' | undefined {
  const counts = countLabels(pictures);
  if (kind === 'anomaly') return countOf(counts, 'normal' satisfies AnomalyLabel) > 0 ? undefined : 'no-normals';
  if (counts.size < 2) return 'too-few-classes';
  return [...counts.values()].some((count) => count < fewestPerClass) ? 'too-few-per-class' : undefined;
}

/** Fewer cannot be split into pictures to learn from and pictures to test with. */
export const fewestPerClass = 3;
