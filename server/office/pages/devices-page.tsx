/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { paths, withQuery } from '../paths';
import type { ListedDevice } from '../queries/list-devices';
import { countOf, formatCount } from '../tone';
import { Page, type PageFrame } from './layout';
import { Chip, Facts, Moment } from './parts';

/** Every device that registered here. */
export function DevicesPage(props: { readonly frame: PageFrame; readonly devices: readonly ListedDevice[] }) {
  return (
    <Page frame={props.frame} title="Devices" place="devices">
      <div class="page-head">
        <h1>Devices</h1>
        <p class="quiet">{countOf(props.devices.length, 'device')}</p>
      </div>
      {props.devices.length === 0 ? (
        <p class="panel quiet">No device has registered yet. A device does it by itself, in the app’s settings.</p>
      ) : (
        <ul class="cards">
          {props.devices.map((device) => (
            <li class="panel">
              <Device device={device} frame={props.frame} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

function Device({ device, frame }: { readonly device: ListedDevice; readonly frame: PageFrame }) {
  return (
    <>
      <div class="page-head">
        <h2>{device.name}</h2>
        {device.revokedAt === undefined ? <Chip tone="ok">Admitted</Chip> : <Chip tone="bad">Revoked</Chip>}
      </div>
      <DeviceFacts device={device} frame={frame} />
      <div class="row">
        <a class="button" href={withQuery(paths.records, `device=${device.id}`)}>
          Its records<span class="visually-hidden">{`: ${device.name}`}</span>
        </a>
        <a class={`button ${device.revokedAt === undefined ? 'button-danger' : ''}`} href={paths.revoke(device.id)}>
          {device.revokedAt === undefined ? 'Revoke' : 'Admit again'}
          <span class="visually-hidden">{` ${device.name}`}</span>
        </a>
      </div>
    </>
  );
}

function DeviceFacts({ device, frame }: { readonly device: ListedDevice; readonly frame: PageFrame }) {
  const { time } = frame;
  return (
    <Facts
      facts={[
        ['Location', device.location],
        ['Last seen', device.lastSeenAt === undefined ? 'Never' : <Moment at={device.lastSeenAt} time={time} />],
        ['Records', formatCount(device.records)],
        ['Registered', <Moment at={device.registeredAt} time={time} />],
        ...(device.revokedAt === undefined ? [] : [['Revoked', <Moment at={device.revokedAt} time={time} />] as const]),
        ['Id', <span class="code">{device.id}</span>],
      ]}
    />
  );
}

/** Asks before a device's rights are taken, or given back. */
export function RevokePage({ frame, device }: { readonly frame: PageFrame; readonly device: ListedDevice }) {
  const isRevoked = device.revokedAt !== undefined;
  const title = isRevoked ? `Admit ${device.name} again?` : `Revoke ${device.name}?`;
  return (
    <Page frame={frame} title={title} place="devices">
      <h1>{title}</h1>
      <section class="panel" aria-label="Device">
        <p>
          {isRevoked
            ? 'The device may then register again. It gets a new token; its old one stays worthless.'
            : 'It can then send and read nothing more. What it has sent stays here, and what it has not sent yet stays on it, from where it can be exported.'}
        </p>
        <DeviceFacts device={device} frame={frame} />
        <form class="row" method="post" action={paths.revoke(device.id)}>
          <input type="hidden" name="to" value={isRevoked ? 'admitted' : 'revoked'} />
          <button class={`button ${isRevoked ? 'button-primary' : 'button-danger'}`} type="submit">
            {isRevoked ? 'Admit it again' : 'Revoke it'}
          </button>
          <a class="button" href={paths.devices}>
            Cancel
          </a>
        </form>
      </section>
    </Page>
  );
}
