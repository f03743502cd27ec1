import { useMutation, useQueryClient, type QueryKey, type UseMutationResult } from '@tanstack/react-query';
import type { Result } from '../domain/result';
import { FaultError, orThrow } from '../services/fault-error';

/**
 * A write requested by the user. The fault of the result is `error.fault`; any other error is a bug and goes to the error
 * screen. The mutation is pending until the queries under `refresh` are read again.
 */
export function useFaultMutation<Value, Fault extends { readonly kind: string }, Input = void>(options: {
  readonly run: (input: Input) => Promise<Result<Value, Fault>>;
  readonly refresh: readonly QueryKey[];
  readonly onSuccess?: (value: Value, input: Input) => void;
  /** Writes with the same name run one after another, in the order in which they were requested. */
  readonly inTurn?: string;
}): UseMutationResult<Value, FaultError<Fault>, Input> {
  const queryClient = useQueryClient();
  return useMutation<Value, FaultError<Fault>, Input>({
    ...(options.inTurn !== undefined && { scope: { id: options.inTurn } }),
    mutationFn: async (input) => orThrow(await options.run(input)),
    throwOnError: (error) => !(error instanceof FaultError),
    onSuccess: (value, input) => options.onSuccess?.(value, input),
    onSettled: () => Promise.all(options.refresh.map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
}
