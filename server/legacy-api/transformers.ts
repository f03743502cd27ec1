/** `POST /api/ml/transformers/{id}/analyze-image`, and the list of stored analyses of a transformer. */
import type { Context } from 'hono';
import { fail, succeed, type Result } from '../../src/domain/result';
import {
  detectSingle,
  readSingle,
  type DetectDependencies,
  type Detection,
  type VisualizationUrls,
} from './detect-anomaly';
import { withForm } from './legacy-form';
import type { LegacyFault } from './legacy-fault';
import { legacyResponse, type LegacyHandler } from './legacy-response';

/** An analysis to store. `detection` is the response. */
export interface NewAnalysis {
  readonly id: string;
  readonly transformerId: string;
  readonly fileName: string;
  readonly threshold: number;
  readonly detection: Detection;
}

/** A stored analysis. `sequence` increases with time; `visualizations` is null once the pictures are removed. */
export interface StoredAnalysis extends NewAnalysis {
  readonly sequence: number;
  readonly analysedAt: Date;
  readonly visualizations: VisualizationUrls | null;
}

/** Selects the newest analyses before `beforeSequence`. */
export interface AnalysesQuestion {
  readonly transformerId: string;
  readonly limit: number;
  readonly beforeSequence: number | undefined;
}

/** What analysing for a transformer needs. */
export interface TransformerDependencies extends DetectDependencies {
  readonly addAnalysis: (analysis: NewAnalysis) => Promise<void>;
  readonly listAnalyses: (question: AnalysesQuestion) => Promise<readonly StoredAnalysis[]>;
}

/** The same response as `detect-anomaly`, which is also stored. */
export function analyzeImage(dependencies: TransformerDependencies): LegacyHandler {
  return async (context) => {
    const transformerId = readTransformerId(context);
    if (!transformerId.ok) return legacyResponse(transformerId);
    return legacyResponse(
      await withForm(context, dependencies, async (form): Promise<Result<Detection, LegacyFault>> => {
        const single = readSingle(form);
        if (!single.ok) return single;
        const detected = await detectSingle(single.value, dependencies);
        if (!detected.ok) return detected;
        const { picture, options } = single.value;
        await dependencies.addAnalysis({
          ...detected.value,
          transformerId: transformerId.value,
          fileName: picture.fileName,
          threshold: options.limit,
        });
        return succeed(detected.value.detection);
      }),
    );
  };
}

const pageLimit = 100;

/** `GET /api/ml/transformers/{id}/analyses?limit=&before=`: newest first. */
export function listAnalyses(dependencies: TransformerDependencies): LegacyHandler {
  return async (context) => {
    const transformerId = readTransformerId(context);
    if (!transformerId.ok) return legacyResponse(transformerId);
    const limit = readWhole(context, 'limit', pageLimit) ?? 50;
    const beforeSequence = readWhole(context, 'before', Number.MAX_SAFE_INTEGER);
    const kept = await dependencies.listAnalyses({ transformerId: transformerId.value, limit, beforeSequence });
    const last = kept.length === limit ? kept.at(-1) : undefined;
    return legacyResponse(
      succeed({
        transformer_id: transformerId.value,
        analyses: kept.map(wireAnalysis),
        next_before: last?.sequence ?? null,
      }),
    );
  };
}

function wireAnalysis({ id, analysedAt, fileName, threshold, detection, visualizations }: StoredAnalysis): object {
  return {
    analysis_id: id,
    analyzed_at: analysedAt.toISOString(),
    filename: fileName,
    threshold,
    ...detection,
    visualizations,
  };
}

/** Ids in the earlier system were numbers and inventory codes. */
function readTransformerId({ req }: Context): Result<string, LegacyFault> {
  const id = req.param('id') ?? '';
  const isGood = /^[^\p{Cc}]{1,100}$/u.test(id);
  return isGood ? succeed(id) : fail({ kind: 'bad-field', field: 'transformer id', wanted: 'transformer-id' });
}

/** A whole number in the query, at most `most`; undefined if it is absent or not a number. */
function readWhole({ req }: Context, name: string, most: number): number | undefined {
  const text = req.query(name) ?? '';
  return /^[1-9]\d{0,15}$/.test(text) ? Math.min(most, Number(text)) : undefined;
}
