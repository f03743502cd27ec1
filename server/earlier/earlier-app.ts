/** The HTTP interface of the systems that this one replaces, as `docs/spec/earlier-api.md` says. */
import { Hono } from 'hono';
import { batchDetect, detectAnomaly } from './detect-anomaly';
import { endpoint } from './endpoint';
import { modelInfoOf, type PackFigures } from './figures';
import type { OutputShelf } from './output-shelf';
import { showOutput } from './outputs';
import { predict, type PredictParts } from './predict';
import { registerUser, type RegisterParts } from './register-user';
import { analyzeImage, listAnalyses, type TransformerParts } from './transformers';

/** What the interface needs. */
export interface EarlierParts extends RegisterParts, PredictParts, TransformerParts {
  readonly figures: PackFigures;
  readonly shelf: OutputShelf;
}

/** A sub-application to be mounted at `/`. */
export function createEarlierApp(parts: EarlierParts): Hono {
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
