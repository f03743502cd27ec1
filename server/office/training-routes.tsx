import { Hono } from 'hono';
import type { OfficeEnv, RouteDependencies } from './dependencies';
import { TrainingsPage } from './pages/trainings-page';
import { readTrainings } from './queries/trainings';
import { answerPage } from './render';

/** The trainings that `POST /retrain` started. */
export function createTrainings(dependencies: RouteDependencies): Hono<OfficeEnv> {
  const app = new Hono<OfficeEnv>();
  app.get('/trainings', async (context) =>
    answerPage(context, dependencies, <TrainingsPage {...await readTrainings(dependencies.db)} />),
  );
  return app;
}
