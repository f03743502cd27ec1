import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { ReportSelection } from '../../services/report-selection';
import type { ReportForm, ReportService, ReportSubject } from '../../services/report-service';
import type { ReportPage } from '../../words/report-document';

/**
 * The ids of the selected inspections. They stay the same while the report is open, whatever is inspected meanwhile. Null for a
 * selection that the device does not have any more.
 */
export function useReportSubject(
  reports: Pick<ReportService, 'find'>,
  selection: ReportSelection,
): UseQueryResult<ReportSubject | null> {
  return useQuery({
    queryKey: ['report', 'subject', selection],
    queryFn: async () => (await reports.find(selection)) ?? null,
    gcTime: 0,
    staleTime: Infinity,
  });
}

/** The pages of the report; those of the form before are shown until new ones are there. */
export function useReportPages(
  reports: ReportService,
  subject: ReportSubject,
  form: ReportForm,
): UseQueryResult<readonly ReportPage[]> {
  const shownForm = useDeferredValue(form);
  return useQuery({
    queryKey: ['report', 'pages', subject, shownForm],
    queryFn: () => reports.pages(subject, shownForm),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}
