import { useMemo, useState } from 'react';
import { openReportDrafts } from '../../services/report-drafts';
import type { ReportForm } from '../../services/report-service';
import { usePreferences } from '../use-preferences';

/**
 * The fields of the front page. Client, inspector and logo are preferences of the device; the others are kept for this selection,
 * so that a closed tab loses nothing.
 */
export function useReportForm(address: string): readonly [ReportForm, (change: Partial<ReportForm>) => void] {
  const [{ report }, changePreferences] = usePreferences();
  const [drafts] = useState(() => openReportDrafts(() => localStorage));
  const [draft, setDraft] = useState(() => drafts.read(address));
  const change = ({ client, inspector, logo, ...rest }: Partial<ReportForm>): void => {
    const lasting = { ...report, ...defined({ client, inspector, logo }) };
    changePreferences({ report: lasting });
    const next = { ...draft, ...rest };
    setDraft(next);
    drafts.write(address, next);
  };
  const form = useMemo(() => ({ ...report, ...draft }), [report, draft]);
  return [form, change];
}

function defined(fields: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
