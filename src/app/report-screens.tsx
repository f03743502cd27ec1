import { useState, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { CheckScreen } from '../features/report/check-screen';
import { ExportScreen } from '../features/report/export-screen';
import { ReportScreen } from '../features/report/report-screen';
import { useServices } from '../features/use-services';
import { fromBase64, toDataAddress } from '../platform/data-address';
import { toPng } from '../platform/to-png';
import { sha256 } from '../platform/sha256';
import { createRecordExport } from '../services/record-export';
import { createRecordRestore } from '../services/record-restore';
import { createReportCheck } from '../services/report-check';
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
  const [makeFile] = useState(() => createRecordExport({ ...services, now: () => new Date(), toPng }));
  return <ReportScreen reports={reports} makeFile={makeFile} drawNow={flushSync} />;
}

/** The screen that saves a selection as data. */
export function ComposedExportScreen(): ReactElement {
  const services = useServices();
  const words = useWords();
  const [reports] = useState(() => composeReports(services, words));
  const [makeFile] = useState(() => createRecordExport({ ...services, now: () => new Date(), toPng }));
  return <ExportScreen reports={reports} makeFile={makeFile} />;
}

/** The screen that checks reports and restores exports. */
export function ComposedCheckScreen(): ReactElement {
  const services = useServices();
  const [check] = useState(() => createReportCheck({ ...services, sha256, decodeBase64: fromBase64 }));
  const [restore] = useState(() => {
    const { inspections, assets } = services;
    return createRecordRestore({ sha256, restore: inspections.restore, restoreItems: assets.restore });
  });
  return <CheckScreen check={check} restore={restore} />;
}

function composeReports({ inspections, selections, assets, jobs, appBuild }: Services, words: Words) {
  return createReportService({
    inspections,
    selections,
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
