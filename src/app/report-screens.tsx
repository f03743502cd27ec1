import { useState, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { ReportScreen } from '../features/report/report-screen';
import { useServices } from '../features/use-services';
import { toDataAddress } from '../platform/data-address';
import { sha256 } from '../platform/sha256';
import { createReportService, type ReportServiceDependencies } from '../services/report-service';
import type { Services } from '../services/services';
import base from '../ui/base.css?inline';
import chip from '../ui/chip.css?inline';
import table from '../ui/data-table.css?inline';
import facts from '../ui/facts.css?inline';
import tones from '../ui/notice.css?inline';
import paper from '../ui/report/report.css?inline';
import { ReportDrawing } from '../ui/report/report-drawing';
import { ReportSheet } from '../ui/report/report-sheet';
import { useWords } from '../ui/words-context';
import type { Words } from '../words/words';
import tokens from '../ui/tokens.css?inline';

/** The report screen with its service, in one chunk. */
export function ComposedReportScreen(): ReactElement {
  const services = useServices();
  const words = useWords();
  const [reports] = useState(() => composeReports(services, words));
  return <ReportScreen reports={reports} />;
}

function composeReports({ inspections, assets, jobs, appBuild }: Services, words: Words) {
  return createReportService({
    inspections,
    assets,
    jobs,
    appBuild,
    words,
    sha256,
    toDataAddress,
    drawPage,
    now: () => new Date(),
    style: [tokens, base, tones, chip, facts, table, paper].join('\n'),
  });
}

/** The page as HTML, drawn into an element that is never shown. */
const drawPage: ReportServiceDependencies['drawPage'] = (page, srcOf) => {
  const place = document.createElement('div');
  const root = createRoot(place);
  flushSync(() =>
    root.render(
      <ReportSheet page={page} renderPicture={(picture) => <ReportDrawing picture={picture} src={srcOf(picture)} />} />,
    ),
  );
  const html = place.innerHTML;
  root.unmount();
  return html;
};
