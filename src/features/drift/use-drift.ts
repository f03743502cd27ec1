import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '../local-queries';
import { useServices } from '../use-services';
import { driftWarning, type DriftWarning } from './drift-warning';

const staleMs = 60_000;

/** Undefined while recent pictures are like those that the pack knows. */
export function useDrift(packId: string): DriftWarning | undefined {
  const services = useServices();
  // The services are the same while the page lives: they are no part of the key.
  const readWarning = async (): Promise<DriftWarning | null> => {
    const evidence = await services.learning.drift(packId);
    return (evidence && (await driftWarning(evidence, services))) ?? null;
  };
  const { data } = useQuery({
    queryKey: [...queryKeys.learning, 'drift', packId],
    queryFn: readWarning,
    staleTime: staleMs,
  });
  return data ?? undefined;
}
