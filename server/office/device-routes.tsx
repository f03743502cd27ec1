/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { Hono } from 'hono';
import { readmitDevice, revokeDevice } from '../devices/devices';
import { readBytes } from '../http/read-body';
import { frameOf, idOf, notFoundPage } from './frame';
import type { OfficeEnv, OfficeParts } from './office-world';
import { DevicesPage, RevokePage } from './pages/devices-page';
import { paths } from './paths';
import { findDevice, listDevices } from './queries/list-devices';

const formLimitBytes = 1024;

/** Devices, and what the office may do with them. */
export function createDevices(parts: OfficeParts): Hono<OfficeEnv> {
  const { world } = parts;
  const app = new Hono<OfficeEnv>();
  app.get('/devices', async (context) =>
    context.html(<DevicesPage frame={frameOf(context, parts)} devices={await listDevices(world.db)} />),
  );
  app.get('/devices/:id/revoke', async (context) => {
    const id = idOf(context);
    const device = id === undefined ? undefined : await findDevice(world.db, id);
    if (device === undefined) return notFoundPage(context, parts);
    return context.html(<RevokePage frame={frameOf(context, parts)} device={device} />);
  });
  app.post('/devices/:id/revoke', async (context) => {
    const id = idOf(context);
    const actor = `engineer ${context.get('session').engineer}`;
    const change = (await wantsAdmission(context.req.raw)) ? readmitDevice : revokeDevice;
    const wasFound = id !== undefined && (await change(world.db, id, actor, new Date(world.now())));
    return wasFound ? context.redirect(paths.devices, 303) : notFoundPage(context, parts);
  });
  return app;
}

/** The form says what it asked; anything unclear takes rights rather than gives them. */
async function wantsAdmission(request: Request): Promise<boolean> {
  const body = await readBytes(request, formLimitBytes);
  return body.ok && new URLSearchParams(new TextDecoder().decode(body.value)).get('to') === 'admitted';
}
