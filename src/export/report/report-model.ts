/** What a report says, as facts: who, where, when, every asset with its state, and the findings. Its wording is in `compose-report.ts`. */
import type { Asset } from '../../domain/asset';
import type { Job } from '../../domain/job';
import type { InspectionRecord } from '../../domain/record';
import type { Received, VersionLine } from '../exported-record';
import type { VerdictFields } from '../../words/verdict-text';

/** The result for one picture or one asset. Ordered from the one that needs most attention. */
export const reportStates = ['fault', 'not-judged', 'not-inspected', 'repaired', 'graded', 'no-fault'] as const;
export type ReportState = (typeof reportStates)[number];

/** What the user wrote for the front page. Empty texts are left out. */
export interface ReportHead {
  readonly client: string;
  readonly site: string;
  readonly inspector: string;
  readonly summary: string;
  /** A picture as a data address. */
  readonly logo: string;
}

/** An earlier or later inspection of the same asset. */
export interface AssetEvent {
  readonly recordId: string;
  readonly takenAt: string;
  readonly fileName: string;
  readonly verdict: VerdictFields;
}

/** What the report knows besides its records. */
export interface ReportAbout {
  readonly head: ReportHead;
  readonly madeAt: Date;
  readonly appBuild: string;
  /** Only pages of faults, or a page for every picture. */
  readonly pages: 'faults' | 'all';
  /** The jobs that the report is about: it lists each of their assets. */
  readonly jobs: readonly Job[];
  /** The assets that are known, by id: those of the jobs and of the records among them. */
  readonly assets: ReadonlyMap<string, Asset>;
  /** What else is known of an asset, newest first. */
  readonly historyOf: (assetId: string) => Promise<readonly AssetEvent[]>;
  /** The selection in words, for the office. */
  readonly selection: readonly { readonly name: string; readonly value: string }[];
}

/** One line of the list: an asset, or a picture without one. */
export interface ReportRow {
  readonly key: string;
  readonly name: string;
  readonly place: string;
  readonly state: ReportState;
  /** The record that decides the state; undefined for an asset without a picture. */
  readonly record: ReportedRecord | undefined;
  readonly pictures: number;
  readonly notInspected: string | undefined;
  /** The numbers of its finding pages. */
  readonly findings: readonly number[];
}

/** What the list keeps of a record: never its pictures. */
export interface ReportedRecord {
  readonly id: string;
  readonly fileName: string;
  readonly takenAt: string;
  readonly photoSha256: string;
  readonly pictureSha256: string | undefined;
  readonly score: number | undefined;
  readonly verdict: VerdictFields;
}

/** A pack that judged some of the pictures. */
export interface ReportPack {
  readonly title: string;
  readonly version: string;
  readonly packSha256: string;
  readonly networkSha256: string;
  readonly notice: string | undefined;
  readonly isIndicative: boolean;
  readonly pictures: number;
}

/** A page. */
export interface ReportFinding {
  /** Counted from 1. */
  readonly number: number;
  readonly state: ReportState;
  readonly record: InspectionRecord;
  readonly asset: Asset | undefined;
  readonly history: readonly AssetEvent[];
  readonly isDeleted: boolean;
  readonly received: Received | undefined;
  readonly versions: readonly VersionLine[];
}

/** The report without its findings, which are read one after another. */
export interface ReportModel {
  readonly about: ReportAbout;
  readonly pictures: number;
  /** What the lines of the list are: assets, or pictures where none belongs to an asset. */
  readonly listed: 'assets' | 'pictures';
  readonly counts: Readonly<Record<ReportState, number>>;
  /** The first and the last moment of inspection; undefined without pictures. */
  readonly period: { readonly first: string; readonly last: string } | undefined;
  readonly rows: readonly ReportRow[];
  readonly packs: readonly ReportPack[];
  /** Of every picture: the file that was inspected where its hash is known, else the stored copy. */
  readonly hashes: readonly { readonly fileName: string; readonly sha256: string }[];
  readonly findings: () => AsyncIterable<ReportFinding>;
}
