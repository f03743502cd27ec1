/** The HTTP interface of the systems that this one replaces, as `docs/spec/legacy-api.md` says. */
import { Hono } from 'hono';
import { batchDetect, detectAnomaly } from './detect-anomaly';
import { endpoint } from './legacy-route';
import { modelInfoOf, type PackFigures } from './model-info';
import type { OutputStore } from './output-store';
import { showOutput } from './serve-output';
import { predict, type PredictDependencies } from './predict';
import { registerUser, type RegisterDependencies } from './register-user';
import { analyzeImage, listAnalyses, type TransformerDependencies } from './transformers';

/** What the interface needs. */
export interface LegacyDependencies extends RegisterDependencies, PredictDependencies, TransformerDependencies {
  readonly figures: PackFigures;
  readonly shelf: OutputStore;
}

/** A sub-application to be mounted at `/`. */
export function createLegacyApp(parts: LegacyDependencies): Hono {
  const app = new Hono();
  const info = modelInfoOf(parts.figures);
  endpoint(app, '/api/register_user', { POST: registerUser(parts) });
  endpoint(app, '/api/predict', { POST: predict(parts) });
  endpoint(app, '/api/v1/model-info', { GET: (context) => context.json(info) });
  endpoint(app, '/api/v1/detect-anomaly', { POST: detectAnomaly(parts) });
  endpoint(app, '/api/v1/batch-detect', { POST: batchDetect(parts) });
  endpoint(app, '/api/ml/transformers/:id/analyze-image', { POST: analyzeImage(parts) });
  endpoint(app, '/api/ml/transformers/:id/analyses', { GET: listAnalyses(parts) });
  endpoint(app, '/outputs/:folder/:name', { GET: showOutput(parts.shelf) });
  return app;
}
