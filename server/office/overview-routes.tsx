import { Hono } from 'hono';
import type { OfficeEnv, RouteDependencies } from './dependencies';
import { shiftDay } from './office-time';
import { readChoices } from './queries/choices';
import { countByLocation, countByTime } from './queries/count-answers';
import { isWholeList, parseFilter, type RecordFilter } from './record-filter';
import { answerPage } from './render';
import { chooseStep, toTimeTables } from './time-table';

/** The range that is shown if the filter names no days. */
const defaultDays = 30;

/** Numbers by location and time. */
export function createOverview(dependencies: RouteDependencies): Hono<OfficeEnv> {
  const { db, time, words, now } = dependencies;
  const app = new Hono<OfficeEnv>();
  app.get('/overview', async (context) => {
    const { OverviewPage, document } = await loadCharts();
    const asked = parseFilter(context.req.query());
    const filter = withDays(asked, time.day(new Date(now())));
    const step = chooseStep(filter.from, filter.to);
    const view = {
      filter,
      isFiltered: !isWholeList(asked),
      step,
      choices: await readChoices(db, words),
      locations: await countByLocation(db, filter, time.timeZone),
      tables: toTimeTables(words, await countByTime(db, filter, step, time.timeZone), step),
      document,
    };
    return answerPage(context, dependencies, <OverviewPage {...view} />);
  });
  return app;
}

/** Loaded with the first overview: the chart library and the DOM take longer to load than the rest of the server. */
async function loadCharts() {
  const [{ OverviewPage }, { parseHTML }] = await Promise.all([import('./pages/overview-page'), import('linkedom')]);
  return { OverviewPage, document: parseHTML('<!doctype html><html></html>').document };
}

function withDays(filter: RecordFilter, today: string): RecordFilter & { readonly from: string; readonly to: string } {
  const to = filter.to ?? (filter.from !== undefined && filter.from > today ? filter.from : today);
  return { ...filter, to, from: filter.from ?? shiftDay(to, 1 - defaultDays) };
}
