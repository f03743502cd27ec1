import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { ReportSelection } from '../../services/report-selection';
import type { ReportForm, ReportService } from '../../services/report-service';
import type { ReportPage } from '../../words/report-document';

/** The ids of the selected inspections. They stay the same while the report is open, whatever is inspected meanwhile. */
export function useReportIds(reports: ReportService, selection: ReportSelection): UseQueryResult<readonly string[]> {
  return useQuery({
    queryKey: ['report', 'ids', selection],
    queryFn: () => reports.find(selection),
    gcTime: 0,
    staleTime: Infinity,
  });
}

/** The pages of the report; those of the form before are shown until new ones are there. */
export function useReportPages(
  reports: ReportService,
  ids: readonly string[],
  form: ReportForm,
): UseQueryResult<readonly ReportPage[]> {
  const shownForm = useDeferredValue(form);
  return useQuery({
    queryKey: ['report', 'pages', ids, shownForm],
    queryFn: () => reports.pages(ids, shownForm),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}
