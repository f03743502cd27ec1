/** The HTTP contracts of the earlier systems (`docs/spec/legacy-api.md`). */
import { Hono } from 'hono';
import type { RetrainPaths } from '../config';
import { batchDetect } from './batch-detect';
import { classify, type ClassifyDependencies } from './classify';
import { dataInsights } from './data-insights';
import { detectAnomaly } from './detect-anomaly';
import { addRoute } from './legacy-response';
import { modelInfoOf, type PackFigures } from './model-info';
import type { OutputStore } from './output-store';
import { showOutput } from './serve-output';
import { predict, type PredictDependencies } from './predict';
import { retrain, showJob, type RetrainDependencies } from './retrain';
import { registerUser, type RegisterDependencies } from './register-user';
import { analyzeImage, listAnalyses, type TransformerDependencies } from './transformers';

/** What the legacy API needs. */
export interface LegacyDependencies
  extends RegisterDependencies, PredictDependencies, TransformerDependencies, ClassifyDependencies {
  readonly paths: RetrainPaths;
  readonly retrain: Omit<RetrainDependencies, 'path' | 'retraining'>;
  readonly figures: PackFigures;
  readonly outputs: OutputStore;
}

/** A sub-application to be mounted at `/`. */
export function createLegacyApp(dependencies: LegacyDependencies): Hono {
  const app = new Hono();
  const info = modelInfoOf(dependencies.figures);
  addRoute(app, '/api/register_user', { POST: registerUser(dependencies) });
  addRoute(app, '/api/predict', { POST: predict(dependencies) });
  addRoute(app, '/api/v1/model-info', { GET: (context) => context.json(info) });
  addRoute(app, '/api/v1/detect-anomaly', { POST: detectAnomaly(dependencies) });
  addRoute(app, '/api/v1/batch-detect', { POST: batchDetect(dependencies) });
  addRoute(app, '/api/ml/transformers/:id/analyze-image', { POST: analyzeImage(dependencies) });
  addRoute(app, '/api/ml/transformers/:id/analyses', { GET: listAnalyses(dependencies) });
  addRoute(app, '/outputs/:folder/:name', { GET: showOutput(dependencies.outputs) });
  const { paths, retraining } = dependencies;
  const retrainDependencies = { ...dependencies.retrain, retraining, path: paths.retrain };
  addRoute(app, paths.retrain, { POST: retrain(retrainDependencies), GET: showJob(retrainDependencies) });
  addRoute(app, `${paths.retrain}/:id`, { GET: showJob(retrainDependencies) });
  addRoute(app, paths.dataInsights, { GET: dataInsights(dependencies) });
  addRoute(app, paths.classify, { POST: classify(dependencies) });
  return app;
}
