/** A report as pages of text blocks: what its printed form, its PDF file and the office's page draw. Plain data, already worded. */
import type { RasterRef } from '../domain/record';
import type { Tone } from './verdict-text';

/** A page of the report; a long one continues on further sheets. */
export interface ReportPage {
  readonly key: string;
  readonly kind: 'front' | 'list' | 'finding' | 'end';
  readonly blocks: readonly ReportBlock[];
}

/** A name and its value. `isCode`: compared character by character. */
export interface ReportFact {
  readonly name: string;
  readonly value: string;
  readonly isCode?: boolean;
}

/** A column of a table; the shares of all columns add up to 1. */
export interface ReportColumn {
  readonly title: string;
  readonly share: number;
  readonly isNumber?: boolean;
  readonly isCode?: boolean;
}

/** A numbered rectangle in pixels of the inspected picture. */
export interface ReportBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A picture with its numbered boxes. */
export interface ReportPicture {
  readonly kind: 'picture';
  readonly photo: RasterRef;
  /** The size to which the boxes refer. */
  readonly size: { readonly width: number; readonly height: number };
  readonly boxes: readonly ReportBox[];
  readonly description: string;
}

/** A text that a person writes for one record; `suggestion` stands in its place while it is empty. */
export interface ReportEntry {
  readonly kind: 'entry';
  readonly recordId: string;
  readonly field: 'finding' | 'recommendation';
  readonly label: string;
  readonly value: string;
  readonly suggestion: string;
}

/** One block of a page. */
export type ReportBlock =
  | { readonly kind: 'title'; readonly text: string; readonly logo?: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'subheading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'warning'; readonly text: string }
  | { readonly kind: 'verdict'; readonly answer: string; readonly support: string; readonly tone: Tone }
  | {
      readonly kind: 'counts';
      readonly counts: readonly { readonly title: string; readonly count: string; readonly tone: Tone }[];
    }
  | { readonly kind: 'facts'; readonly facts: readonly ReportFact[] }
  | {
      readonly kind: 'table';
      readonly label: string;
      readonly columns: readonly ReportColumn[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'signature'; readonly title: string; readonly lines: readonly string[] }
  | ReportPicture
  | ReportEntry;
