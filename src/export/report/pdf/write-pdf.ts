/** A report as a PDF file, without the print dialog. For letters that the standard fonts lack the caller offers printing instead. */
import { AFRelationship, PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { fail, succeed, type Result } from '../../../domain/result';
import type { ReportPage, ReportPicture } from '../../../words/report-document';
import { attachmentName } from '../report-data';
import { drawBlock, type PictureBytes } from './draw-block';
import { a4, margin, PdfSheets, quiet } from './pdf-sheet';
import { PdfFont } from './pdf-text';

/** What a PDF is made from. */
export interface PdfPlan {
  readonly title: string;
  readonly madeAt: Date;
  readonly pages: AsyncIterable<ReportPage>;
  readonly readPicture: (picture: ReportPicture) => Promise<PictureBytes | undefined>;
  /** At the foot of every sheet. */
  readonly runningNote: string;
  readonly pageNumber: (page: number, pages: number) => string;
  readonly pictureAbsent: string;
  /** The records as JSON; attached. */
  readonly data: () => Promise<Uint8Array>;
}

/** Letters that the fonts of a PDF do not have. */
export interface PdfFault {
  readonly kind: 'other-script';
  readonly letters: readonly string[];
}

/** The bytes of the file, before they are sealed. */
export async function writeReportPdf(plan: PdfPlan): Promise<Result<Uint8Array, PdfFault>> {
  const document = await PDFDocument.create();
  const missing = new Set<string>();
  const font = async (name: StandardFonts) => new PdfFont(await document.embedFont(name), missing);
  const fonts = {
    plain: await font(StandardFonts.Helvetica),
    bold: await font(StandardFonts.HelveticaBold),
    code: await font(StandardFonts.Courier),
  };
  const sheets = new PdfSheets(document, fonts);
  for await (const { blocks } of plan.pages) {
    sheets.start();
    for (const block of blocks) await drawBlock(sheets, block, { ...plan, document });
  }
  drawFeet(document, fonts.plain, plan);
  if (missing.size > 0) return fail({ kind: 'other-script', letters: [...missing] });
  setDetails(document, plan);
  await document.attach(await plan.data(), attachmentName, {
    mimeType: 'application/json',
    creationDate: plan.madeAt,
    afRelationship: AFRelationship.Data,
  });
  return succeed(await document.save());
}

function drawFeet(document: PDFDocument, plain: PdfFont, { runningNote, pageNumber }: PdfPlan): void {
  const pages = document.getPages();
  const note = plain.fit(runningNote);
  pages.forEach((page, index) => {
    const style = { y: margin.bottom - 24, size: 8, font: plain.font, color: quiet };
    const number = plain.fit(pageNumber(index + 1, pages.length));
    page.drawText(note, { ...style, x: margin.side });
    page.drawText(number, { ...style, x: a4.width - margin.side - plain.width(number, style.size) });
  });
}

function setDetails(document: PDFDocument, { title, madeAt }: PdfPlan): void {
  document.setTitle(title, { showInWindowTitleBar: true });
  document.setProducer('Fieldgrade');
  document.setCreator('Fieldgrade');
  document.setCreationDate(madeAt);
  document.setModificationDate(madeAt);
}
