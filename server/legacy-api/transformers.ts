/** `POST /api/ml/transformers/{id}/analyze-image`, and the list of stored analyses of a transformer. */
import type { Context } from 'hono';
import { fail, succeed, type Result } from '../../src/domain/result';
import {
  detectionResponse,
  detectSingle,
  readSingle,
  type DetectDependencies,
  type Detection,
  type VisualizationUrls,
} from './detect-anomaly';
import { isDecodable } from '../http/decode-json';
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
    return detectionResponse(
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

/** Analyses of one page: at most, and where the query does not say. */
const pageLimit = 100;
const usualPage = 50;

/** `GET /api/ml/transformers/{id}/analyses?limit=&before=`: newest first. */
export function listAnalyses(dependencies: TransformerDependencies): LegacyHandler {
  return async (context) => {
    const transformerId = readTransformerId(context);
    if (!transformerId.ok) return legacyResponse(transformerId);
    const page = readPage(context);
    if (!page.ok) return legacyResponse(page);
    const kept = await dependencies.listAnalyses({ transformerId: transformerId.value, ...page.value });
    const last = kept.length === page.value.limit ? kept.at(-1) : undefined;
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
  const isGood = /^[^\p{Cc}\p{Cs}\uFFFD]{1,100}$/u.test(id) && isDecodable(new URL(req.url).pathname);
  return isGood ? succeed(id) : fail({ kind: 'bad-field', field: 'transformer id', wanted: 'transformer-id' });
}

/** `limit` and `before` of the query. */
function readPage(context: Context): Result<Omit<AnalysesQuestion, 'transformerId'>, LegacyFault> {
  const limit = readWhole(context, 'limit', pageLimit);
  if (limit === 'unreadable') return fail({ kind: 'bad-field', field: 'limit', wanted: 'page-limit' });
  const beforeSequence = readWhole(context, 'before', Number.MAX_SAFE_INTEGER);
  if (beforeSequence === 'unreadable') return fail({ kind: 'bad-field', field: 'before', wanted: 'before' });
  return succeed({ limit: limit ?? usualPage, beforeSequence });
}

/** A whole number in the query, from 1 to `most`. */
function readWhole({ req }: Context, name: string, most: number): number | 'unreadable' | undefined {
  const [text, ...others] = new Set(req.queries(name) ?? []);
  if (text === undefined) return undefined;
  const isWhole = others.length === 0 && /^[1-9]\d{0,15}$/.test(text) && Number(text) <= most;
  return isWhole ? Number(text) : 'unreadable';
}
