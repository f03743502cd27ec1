/** Every export format, for the app, the command line and the office. Each file is made while it is read. */
import { cocoDocument } from './coco';
import type { ExportedFile } from './exported-file';
import { jsonLines } from './json-lines';
import { mvtecFiles, type MvtecSource } from './mvtec';
import { predictionsJson } from './predictions-json';
import { recordArchive, type RecordArchivePlan } from './record-archive';
import { recordPictures } from './record-coco';
import { recordsCsv } from './records-csv';
import { vocFiles } from './voc';
import { yoloFiles } from './yolo';

export const exportFormats = ['csv', 'json', 'jsonl', 'coco', 'voc', 'yolo', 'mvtec', 'zip'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What an export is made from. */
export interface ExportPlan extends RecordArchivePlan, MvtecSource {}

/** A text document, or the files of an archive. */
export type ExportContent =
  | { readonly kind: 'text'; readonly extension: string; readonly mime: string; readonly text: AsyncIterable<string> }
  | { readonly kind: 'archive'; readonly extension: string; readonly files: AsyncIterable<ExportedFile> };

/** The records in that format. */
export function makeExport(format: ExportFormat, plan: ExportPlan): ExportContent {
  const { records, madeAt } = plan;
  switch (format) {
    case 'csv':
      return { kind: 'text', extension: 'csv', mime: 'text/csv; charset=utf-8', text: recordsCsv(records) };
    case 'json':
      return { kind: 'text', extension: 'json', mime: 'application/json', text: predictionsJson(records) };
    case 'jsonl':
      return {
        kind: 'text',
        extension: 'jsonl',
        mime: 'application/x-ndjson; charset=utf-8',
        text: jsonLines(records),
      };
    case 'coco': {
      const text = cocoDocument(recordPictures(plan), madeAt);
      return { kind: 'text', extension: 'coco.json', mime: 'application/json', text };
    }
    case 'voc':
      return { kind: 'archive', extension: 'voc.zip', files: vocFiles(plan) };
    case 'yolo':
      return { kind: 'archive', extension: 'yolo.zip', files: yoloFiles(plan) };
    case 'mvtec':
      return { kind: 'archive', extension: 'mvtec.zip', files: mvtecFiles(plan) };
    case 'zip':
      return { kind: 'archive', extension: 'zip', files: recordArchive(plan) };
  }
}
