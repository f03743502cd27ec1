/** `GET /data-insights`: pictures for each class, samples and dimensions of the last ZIP. Computed once, when the ZIP is read. */
import type { Retraining } from '../training/retraining';
import { refuseLegacy, type LegacyHandler } from './legacy-response';

/** Answers with the stored JSON. */
export function dataInsights({ retraining }: { readonly retraining: Retraining }): LegacyHandler {
  return async () => {
    const insights = await retraining.insights();
    if (insights === undefined) return refuseLegacy({ kind: 'no-insights' });
    return new Response(insights, {
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    });
  };
}
