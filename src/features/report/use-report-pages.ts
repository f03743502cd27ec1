import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useMemo } from 'react';
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

/** The pages of a report, and how they are read again. */
export interface ReportPages {
  /** Undefined until they are read for the first time. */
  readonly pages: readonly ReportPage[] | undefined;
  readonly isError: boolean;
  readonly readAgain: () => void;
}

/**
 * The pages of the report; those of the form before are shown until new ones are there. A page with the same content is the same object: the texts of the front page change no other page, and a page whose record is unchanged stays.
 */
export function useReportPages(reports: ReportService, subject: ReportSubject, form: ReportForm): ReportPages {
  const { data, isError, refetch } = useQuery({
    queryKey: ['report', 'content', subject, form.pages],
    queryFn: () => reports.read(subject, form.pages),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const head = useDeferredValue(form);
  const pages = useMemo(() => data && [reports.front(data, head), ...data.pages], [reports, data, head]);
  return { pages, isError, readAgain: useCallback(() => void refetch(), [refetch]) };
}
