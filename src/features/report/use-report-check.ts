import { useEffect, useState } from 'react';
import type { CheckedRecord, ReportCheck } from '../../services/report-check';

type OpenedReport = Awaited<ReturnType<ReportCheck['read']>>;

/** The check of one file while it runs. */
export type CheckState =
  | { readonly phase: 'reading' }
  | { readonly phase: 'fault'; readonly kind: 'no-report' | 'unreadable-report' }
  | {
      readonly phase: 'checking' | 'done';
      readonly report: Extract<OpenedReport, { ok: true }>['value'];
      readonly checked: readonly CheckedRecord[];
    };

/** Reads and checks a report file. It starts again with other original pictures. */
export function useReportCheck(check: ReportCheck, file: File, originals: readonly File[]): CheckState {
  const [state, setState] = useState<CheckState>({ phase: 'reading' });
  useEffect(() => {
    const stop = new AbortController();
    const show = (next: CheckState): void => {
      if (!stop.signal.aborted) setState(next);
    };
    void runCheck(check, file, originals, stop.signal, show);
    return () => stop.abort();
  }, [check, file, originals]);
  return state;
}

async function runCheck(
  check: ReportCheck,
  file: File,
  originals: readonly File[],
  signal: AbortSignal,
  show: (state: CheckState) => void,
): Promise<void> {
  show({ phase: 'reading' });
  const read = await check.read(file);
  if (!read.ok) {
    show({ phase: 'fault', kind: read.fault.kind });
    return;
  }
  const report = read.value;
  const checked: CheckedRecord[] = [];
  show({ phase: 'checking', report, checked: [] });
  for await (const record of check.records(report, await check.hashed(originals), signal)) {
    checked.push(record);
    show({ phase: 'checking', report, checked: [...checked] });
  }
  show({ phase: 'done', report, checked });
}
