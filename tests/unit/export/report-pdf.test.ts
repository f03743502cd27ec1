import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { InspectionRecord } from '../../../src/domain/record';
import { composeReport } from '../../../src/export/report/compose-report';
import { readPdf } from '../../../src/export/report/pdf/read-pdf';
import { writeReportPdf } from '../../../src/export/report/pdf/write-pdf';
import { reportData } from '../../../src/export/report/report-data';
import { readReport } from '../../../src/export/report/read-report';
import type { ReportAbout } from '../../../src/export/report/report-model';
import { english } from '../../../src/words/english';
import { createWords } from '../../../src/words/words';
import { faultRecord, healthyRecord, jpegBytes, reportAbout, sourceOf } from '../../support/report-fixture';

const words = createWords({ tag: 'en-GB', timeZone: 'UTC' }, english);

async function pdfOf(records: readonly InspectionRecord[], about: ReportAbout = reportAbout()) {
  const source = sourceOf(...records);
  return writeReportPdf({
    title: 'Inspection report',
    madeAt: about.madeAt,
    pages: composeReport(words, await readReport(source, about)),
    readPicture: () => Promise.resolve({ bytes: jpegBytes, mime: 'image/jpeg' }),
    runningNote: words.say('report.indicative'),
    pageNumber: (page, pages) => `${page} / ${pages}`,
    pictureAbsent: 'absent',
    data: async () => {
      let text = '';
      for await (const piece of reportData(source, about)) text += piece;
      return new TextEncoder().encode(text);
    },
  });
}

/** The file on disk, for the programs of poppler. */
function fileOf(bytes: Uint8Array): string {
  const file = join(mkdtempSync(join(tmpdir(), 'report-')), 'report.pdf');
  writeFileSync(file, bytes);
  return file;
}

test('RPT-10 the PDF has one page per finding with its texts, read by pdftotext', async () => {
  const texts = { finding: 'Loose clamp at the bushing', recommendation: 'Tighten – within 30 days' };
  const pdf = await pdfOf([faultRecord(1, texts), healthyRecord(2), faultRecord(3)]);
  if (!pdf.ok) throw new Error(pdf.fault.kind);
  const text = execFileSync('pdftotext', ['-layout', fileOf(pdf.value), '-']).toString();
  const pages = text.split('\f').slice(0, -1);
  expect(pages).toHaveLength(5);
  expect(pages[0]).toContain('Ceylon Power');
  expect(pages[1]).toContain('T-002.jpg');
  for (const part of Object.values(texts)) expect(pages[2]).toContain(part);
  for (const [at, page] of pages.entries()) {
    expect(page).toContain('Indicative: made by software from pictures.');
    expect(page).toMatch(new RegExp(`${at + 1} ?/ ?5`));
  }
  expect(pages[4]).toContain('Signature');
});

test('RPT-10 the picture with its boxes is on the page, rasterised by pdftoppm', async () => {
  const pdf = await pdfOf([faultRecord(1)]);
  if (!pdf.ok) throw new Error(pdf.fault.kind);
  const png = execFileSync('pdftoppm', ['-png', '-r', '72', '-f', '3', '-l', '3', fileOf(pdf.value)]);
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const dark = data.filter((value) => value < 60).length / data.length;
  expect([info.width, info.height]).toEqual([596, 842]);
  expect(dark).toBeGreaterThan(0.05);
});

test('RPT-11 letters that the fonts of a PDF lack are named instead of printed wrongly', async () => {
  const pdf = await pdfOf([faultRecord(1, { finding: 'ඔළුව', fileName: 'ΔT → 5 ≥ 3.jpg' })]);
  expect(pdf).toMatchObject({ ok: false, fault: { kind: 'other-script', letters: ['ඔ', 'ළ', 'ව'] } });
});

test('RPT-20 the PDF holds its records and its pictures', async () => {
  const records = [faultRecord(1), healthyRecord(2)];
  const pdf = await pdfOf(records);
  if (!pdf.ok) throw new Error(pdf.fault.kind);
  const contents = await readPdf(pdf.value, (bytes) => new TextDecoder().decode(bytes));
  expect(JSON.parse(contents?.json ?? '')).toMatchObject({ format: 'fieldgrade-report', records });
  expect(contents?.pictures.map((picture) => Buffer.compare(picture, jpegBytes))).toEqual([0]);
});

test('RPT-10 a list that is longer than a page continues on the next one, with its heading', async () => {
  const records = Array.from({ length: 120 }, (_, number) => healthyRecord(number + 1));
  const pdf = await pdfOf(records);
  if (!pdf.ok) throw new Error(pdf.fault.kind);
  const text = execFileSync('pdftotext', ['-layout', fileOf(pdf.value), '-']).toString();
  for (const { fileName } of records) expect(text).toContain(fileName);
  expect(text.match(/Picture +Inspected +State/g)?.length).toBeGreaterThan(1);
});
