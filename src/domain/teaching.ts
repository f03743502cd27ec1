/** A teaching: the pictures that a user collects for a pack, and its result. */
import { inClassOrder } from './class-teaching';
import type { CloseLook } from './anomaly-teaching';
import type { PictureSource } from './record';
import type { TeachFailure, TeachReport } from './teach-report';

/** What is taught: a pack that knows what normal pieces look like, or a classifier. */
type TeachKind = 'anomaly' | 'classes';

/** What the user chose besides the pictures. */
export interface TeachOptions {
  readonly closeLook: CloseLook;
  /** The classes in their order, also those without a picture. */
  readonly classes?: readonly string[];
  /** They are grades in this order. */
  readonly isOrdered?: boolean;
  /** Pictures that seem to show one piece are learned as if they did not. */
  readonly isApart?: boolean;
}

/** `teaching` survives the end of its page: the next page continues it. */
export type TeachPhase =
  | { readonly phase: 'collecting' }
  | { readonly phase: 'teaching' }
  | { readonly phase: 'taught'; readonly packId: string; readonly version: string; readonly report: TeachReport }
  | { readonly phase: 'failed'; readonly fault: TeachFailure };

/** A teaching without its pictures. */
export interface Teaching {
  readonly id: string;
  /** When it was started, ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly kind: TeachKind;
  /** The id of the pack that it makes; teaching again makes the next version of the same pack. */
  readonly packId: string;
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
  /** A `TaughtRole`, or the name of a class; empty while it has none. */
  readonly label: string;
  readonly fileName: string;
  readonly source: PictureSource;
  /** SHA-256 of the file's bytes. */
  readonly sha256: string;
  readonly bytes: number;
}

/** The most pictures of an anomaly pack: more make the pack larger and hardly better. */
export const mostTeachPictures = 50;

/** The most pictures of a classifier: the device keeps all of them. */
const mostClassPictures = 2000;

/** The most pictures of a teaching. */
export function mostPicturesOf({ kind }: Pick<Teaching, 'kind'>): number {
  return kind === 'classes' ? mostClassPictures : mostTeachPictures;
}

/** The label of a picture that has no class yet. */
export const noClass = '';

/** The classes of a teaching: in the order that the user gave, then those that only pictures have. */
export function classesOf(
  { options: { classes = [] } }: Pick<Teaching, 'options'>,
  pictures: readonly Pick<TeachPicture, 'label'>[],
): readonly string[] {
  const others = new Set(pictures.map(({ label }) => label).filter((label) => label !== noClass));
  for (const name of classes) others.delete(name);
  return [...classes, ...inClassOrder(others)];
}

/** The id of a new taught pack, from a random UUID. */
export function taughtPackId(uuid: string): string {
  return `taught-${uuid.replaceAll('-', '').slice(-8)}`;
}

/** The id of a new pack of a network from another program. */
export function importedPackId(uuid: string): string {
  return `imported-${uuid.replaceAll('-', '').slice(-8)}`;
}

/** Whether a user made the pack on a device, by teaching or by importing a network: no server may replace it. */
export function isOwnPackId(packId: string): boolean {
  return /^(taught|imported)-[0-9a-f]{8}$/.test(packId);
}

/** How many of the pictures have this label. */
export function countLabel(pictures: readonly Pick<TeachPicture, 'label'>[], label: string): number {
  return pictures.filter((picture) => picture.label === label).length;
}

/** Unique in the teaching, and the same at each run: the number, then the name of the file. */
export function teachPictureName({ order, fileName }: Pick<TeachPicture, 'order' | 'fileName'>): string {
  return `${order + 1} ${fileName}`;
}

/** The file name in such a name. Packs that were taught on the command line name pictures by their path, without a number. */
export function fileNameIn(pictureName: string): string {
  return pictureName.replace(/^\d+ (?=[^/]+$)/, '');
}

/** Fewer pictures of a class cannot be split into those to learn from and those to test with. */
export const fewestPerClass = 3;

/** The seed of every teaching that names no other, in the app, the command line and the server: the same pictures give the same pack. */
export const teachingSeed = 1;
