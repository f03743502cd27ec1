import { Hono } from 'hono';
import { readmitDevice, revokeDevice } from '../devices/devices';
import { readBytes } from '../http/read-body';
import type { OfficeEnv, RouteDependencies } from './dependencies';
import { DevicesPage, RevokePage } from './pages/devices-page';
import { paths } from './paths';
import { findDevice, listDevices } from './queries/list-devices';
import { answerPage, idOf, notFoundPage } from './render';

const formLimitBytes = 1024;

/** The list of devices; revoking one and allowing it again. */
export function createDevices(dependencies: RouteDependencies): Hono<OfficeEnv> {
  const { db, now } = dependencies;
  const app = new Hono<OfficeEnv>();
  app.get('/devices', async (context) =>
    answerPage(context, dependencies, <DevicesPage devices={await listDevices(db)} />),
  );
  app.get('/devices/:id/revoke', async (context) => {
    const id = idOf(context);
    const device = id === undefined ? undefined : await findDevice(db, id);
    if (device === undefined) return notFoundPage(context, dependencies);
    return answerPage(context, dependencies, <RevokePage device={device} />);
  });
  app.post('/devices/:id/revoke', async (context) => {
    const id = idOf(context);
    const actor = `engineer ${context.get('session').engineer}`;
    const change = (await asksToAllow(context.req.raw)) ? readmitDevice : revokeDevice;
    const wasFound = id !== undefined && (await change(db, id, actor, new Date(now())));
    return wasFound ? context.redirect(paths.devices, 303) : notFoundPage(context, dependencies);
  });
  return app;
}

/** Whether the form asks to allow the device again. Anything unclear revokes. */
async function asksToAllow(request: Request): Promise<boolean> {
  const body = await readBytes(request, formLimitBytes);
  return body.ok && new URLSearchParams(new TextDecoder().decode(body.value)).get('to') === 'admitted';
}
