import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { ReportSelection } from '../../services/report-selection';
import type { ReportForm, ReportService } from '../../services/report-service';
import { useWords } from '../../ui/words-context';
import type { ReportPage } from '../../words/report-document';

/** The ids of the selected inspections. They stay the same while the report is open, whatever is inspected meanwhile. */
export function useReportIds(
  reports: ReportService,
  address: string,
  selection: ReportSelection,
): UseQueryResult<readonly string[]> {
  return useQuery({
    // The address determines the selection; the service is constant.
    // eslint-disable-next-line @tanstack/query/exhaustive-deps
    queryKey: ['report', 'ids', address],
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
  const words = useWords();
  const shownForm = useDeferredValue(form);
  return useQuery({
    // The service and the words are constant.
    // eslint-disable-next-line @tanstack/query/exhaustive-deps
    queryKey: ['report', 'pages', ids, shownForm],
    queryFn: () => reports.pages(words, ids, shownForm),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}
