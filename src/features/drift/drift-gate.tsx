import { useQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { queryKeys } from '../local-queries';
import { useServices } from '../use-services';

/** With fewer pictures there is never a warning: its code is not loaded. */
const fewestPictures = 12;

/** Renders the warning where a pack has enough pictures. */
export function DriftGate(props: { readonly packId: string; readonly children: ReactNode }): ReactElement | null {
  const { inspections } = useServices();
  const { data: counts } = useQuery({
    queryKey: [...queryKeys.inspections, 'counts'],
    queryFn: () => inspections.counts(),
  });
  const count = counts?.byPackId.get(props.packId);
  return count === undefined || count < fewestPictures ? null : <>{props.children}</>;
}
