/** A report as one HTML file that needs nothing else: style, pictures and records are inside. */
import { reportDataFormat } from '../../domain/report-data';
import type { ReportPage, ReportPicture } from '../../words/report-document';

/** What an HTML report is made from. */
export interface HtmlPlan {
  readonly title: string;
  readonly language: string;
  readonly style: string;
  readonly pages: AsyncIterable<ReportPage>;
  /** The HTML of one page. `srcOf` is the address of a picture; undefined where it is not here. */
  readonly drawPage: (page: ReportPage, srcOf: (picture: ReportPicture) => string | undefined) => string;
  /** A picture as a data address. */
  readonly readPicture: (picture: ReportPicture) => Promise<string | undefined>;
  /** The records as JSON. */
  readonly data: AsyncIterable<string>;
}

/** The file in pieces, before it is sealed: memory holds one page. */
export async function* reportHtml(plan: HtmlPlan): AsyncGenerator<string> {
  yield headOf(plan);
  for await (const page of plan.pages) yield await drawn(page, plan);
  yield `</main>\n<script type="application/json" id="${reportDataFormat}">`;
  // In a script element only "</script" and "<!--" would end the data; the escape is valid JSON.
  for await (const piece of plan.data) yield piece.replaceAll('<', '\\u003c');
  yield '</script>\n</body></html>\n';
}

/** The rules of the printed sheet: its size, and the note and the number at its foot. */
export function printRules(runningNote: string): string {
  return `@page{size:A4;margin:15mm 15mm 19mm;@bottom-left{content:${cssText(runningNote)};font:8pt sans-serif}@bottom-right{content:counter(page) ' / ' counter(pages);font:8pt sans-serif}}`;
}

function cssText(text: string): string {
  return `'${text.replaceAll(/[\\'<]|\s/g, (sign) => (sign === ' ' ? ' ' : `\\${(sign.codePointAt(0) ?? 0).toString(16)} `))}'`;
}

function headOf({ title, language, style }: HtmlPlan): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  return `<!doctype html>
<html lang="${escaped(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escaped(title)}</title><style>${style}</style></head>
<body><main class="report-paper">
`;
}

async function drawn(page: ReportPage, { drawPage, readPicture }: HtmlPlan): Promise<string> {
  const sources = new Map<string, string>();
  for (const block of page.blocks) {
    if (block.kind !== 'picture' || sources.has(block.photo.sha256)) continue;
    const src = await readPicture(block);
    if (src !== undefined) sources.set(block.photo.sha256, src);
  }
  return `${drawPage(page, ({ photo }) => sources.get(photo.sha256))}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
