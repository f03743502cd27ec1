/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { Hono } from 'hono';
import { frameOf } from './frame';
import { shiftDay } from './moments';
import type { OfficeEnv, OfficeParts } from './office-world';
import { OverviewPage } from './pages/overview-page';
import { readChoices } from './queries/choices';
import { countByPlace, countByTime } from './queries/count-answers';
import { parseFilter, type RecordFilter } from './record-filter';
import { chooseStep, toTimeTable } from './time-table';

/** Days that are shown where none are asked for. */
const defaultDays = 30;

/** Numbers by place and time. */
export function createOverview(parts: OfficeParts): Hono<OfficeEnv> {
  const { world, time } = parts;
  const app = new Hono<OfficeEnv>();
  app.get('/overview', async (context) => {
    const filter = withDays(parseFilter(context.req.query()), time.day(new Date(world.now())));
    const step = chooseStep(filter.from, filter.to);
    const counts = await countByTime(world.db, filter, step, time.timeZone);
    const view = {
      frame: frameOf(context, parts),
      filter,
      choices: await readChoices(world.db),
      places: await countByPlace(world.db, filter, time.timeZone),
      table: toTimeTable(counts, step),
    };
    return context.html(<OverviewPage {...view} />);
  });
  return app;
}

function withDays(filter: RecordFilter, today: string): RecordFilter & { readonly from: string; readonly to: string } {
  const to = filter.to ?? (filter.from !== undefined && filter.from > today ? filter.from : today);
  return { ...filter, to, from: filter.from ?? shiftDay(to, 1 - defaultDays) };
}
