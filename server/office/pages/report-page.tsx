import type { ReactElement } from 'react';
import { Button, buttonClass } from '../../../src/ui/button';
import { Notice } from '../../../src/ui/notice';
import { ReportDrawing } from '../../../src/ui/report/report-drawing';
import { ReportSheet } from '../../../src/ui/report/report-sheet';
import type { ReportPage } from '../../../src/words/report-document';
import { paths } from '../paths';
import { useOffice } from './office-context';
import { Document } from './office-page';

/** Stands where the pages belong: they are sent one after another. */
export const pagesPlace = '<hr id="pages"/>';

/** The frame of a report: the browser prints it or saves it as PDF. `otherPages`: the address with the other choice of pages. */
export function ReportFrame(props: { readonly otherPages: string; readonly pages: 'faults' | 'all' }): ReactElement {
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
        <div className="report-paper">
          <hr id="pages" />
        </div>
      </main>
    </Document>
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
