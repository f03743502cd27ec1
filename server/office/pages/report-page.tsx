import type { ReactElement } from 'react';
import { Button, buttonClass } from '../../../src/ui/button';
import { MoreFacts } from '../../../src/ui/facts';
import { InputField } from '../../../src/ui/form-field';
import { Notice } from '../../../src/ui/notice';
import { ReportDrawing } from '../../../src/ui/report/report-drawing';
import { ReportSheet } from '../../../src/ui/report/report-sheet';
import type { ReportPage } from '../../../src/words/report-document';
import { paths } from '../paths';
import { headFields, type OfficeReportHead } from '../report-about';
import { useOffice } from './office-context';
import { Document } from './office-page';

/** A placeholder for the pages, which are sent one after another. */
export const pagesPlace = '<hr id="pages"/>';

/** The frame of a report: the browser prints it or saves it as PDF. `otherPages`: the address with the other choice of pages. */
export function ReportFrame(props: {
  readonly otherPages: string;
  readonly pages: 'faults' | 'all';
  readonly head: OfficeReportHead;
  /** The other fields of the address. */
  readonly kept: readonly (readonly [string, string])[];
}): ReactElement {
  const { words } = useOffice();
  return (
    <Document title={words.say('report.title')} sheet="report.css">
      <main className="report">
        <div className="page-head report-bar">
          <a className={buttonClass('plain')} href={paths.records}>
            {words.say('office.back')}
          </a>
          <a className={buttonClass('quiet')} href={props.otherPages}>
            {words.say(props.pages === 'all' ? 'office.reportFaults' : 'office.reportAllPages')}
          </a>
          <Button look="primary" data-print="">
            {words.say('office.print')}
          </Button>
        </div>
        <FrontPageForm head={props.head} kept={props.kept} />
        <div className="report-paper">
          <hr id="pages" />
        </div>
      </main>
    </Document>
  );
}

/** Texts of the front page: the page is loaded again with them, and its address has them. */
function FrontPageForm(props: {
  readonly head: OfficeReportHead;
  readonly kept: readonly (readonly [string, string])[];
}): ReactElement {
  const { words } = useOffice();
  return (
    <MoreFacts title={words.say('office.frontPage')}>
      <form className="stack" method="get" action={paths.report}>
        {props.kept.map(([name, value], index) => (
          <input key={index} type="hidden" name={name} value={value} />
        ))}
        <div className="form-grid">
          {headFields.map((name) => (
            <InputField
              key={name}
              name={name}
              label={words.say(`report.${name}`)}
              defaultValue={props.head[name]}
              maxLength={name === 'summary' ? 4000 : 200}
            />
          ))}
        </div>
        <div>
          <Button type="submit">{words.say('office.apply')}</Button>
        </div>
      </form>
    </MoreFacts>
  );
}

/** One page. `hasPhoto`: whether the device has sent the photo with this hash. */
export function OfficeSheet(props: {
  readonly page: ReportPage;
  readonly hasPhoto: (sha256: string) => boolean;
}): ReactElement {
  const { words } = useOffice();
  return (
    <ReportSheet
      page={props.page}
      renderPicture={(picture) =>
        props.hasPhoto(picture.photo.sha256) ? (
          <ReportDrawing picture={picture} src={paths.blob(picture.photo.sha256)} />
        ) : (
          <Notice tone="unknown">{words.say('office.photoMissing')}</Notice>
        )
      }
    />
  );
}
