import type { ReactElement } from 'react';
import { Button, buttonClass } from '../../../src/ui/button';
import { Chip } from '../../../src/ui/chip';
import { EmptyState } from '../../../src/ui/empty-state';
import { Facts, type Fact } from '../../../src/ui/facts';
import { Panel } from '../../../src/ui/panel';
import { paths, withQuery } from '../paths';
import type { ListedDevice } from '../queries/list-devices';
import { useOffice } from './office-context';
import { OfficePage } from './office-page';
import { Moment } from './record-texts';

/** Every registered device. */
export function DevicesPage({ devices }: { readonly devices: readonly ListedDevice[] }): ReactElement {
  const { words } = useOffice();
  const lead = words.say('office.deviceCount', { count: devices.length });
  return (
    <OfficePage title={words.say('office.devices')} place="devices" lead={lead} aside={<ToPacks />}>
      {devices.length === 0 ? (
        <EmptyState icon="phone" title={words.say('office.noDevices')}>
          {words.say('office.noDevicesHint')}
        </EmptyState>
      ) : (
        <div className="cards">
          {devices.map((device) => (
            <DeviceCard key={device.id} device={device} />
          ))}
        </div>
      )}
    </OfficePage>
  );
}

function ToPacks(): ReactElement {
  return (
    <a className={buttonClass('plain')} href={paths.packs}>
      {useOffice().words.say('office.packs')}
    </a>
  );
}

function DeviceCard({ device }: { readonly device: ListedDevice }): ReactElement {
  return (
    <Panel title={device.name} aside={<DeviceState device={device} />}>
      <Facts facts={useDeviceFacts(device)} />
      <DeviceActions device={device} />
    </Panel>
  );
}

function DeviceState({ device }: { readonly device: ListedDevice }): ReactElement {
  const { words } = useOffice();
  if (device.revokedAt === undefined) return <Chip tone="ok">{words.say('office.admitted')}</Chip>;
  return <Chip tone="bad">{words.say('office.revoked')}</Chip>;
}

function DeviceActions({ device }: { readonly device: ListedDevice }): ReactElement {
  const { words } = useOffice();
  const isRevoked = device.revokedAt !== undefined;
  return (
    <div className="row">
      <a
        className={buttonClass('plain')}
        href={withQuery(paths.records, `device=${device.id}`)}
        aria-label={words.say('office.recordsOf', { device: device.name })}
      >
        {words.say('office.showRecords')}
      </a>
      <a
        className={buttonClass(isRevoked ? 'plain' : 'danger')}
        href={paths.revoke(device.id)}
        aria-label={words.say(isRevoked ? 'office.admitDevice' : 'office.revokeDevice', { device: device.name })}
      >
        {words.say(isRevoked ? 'office.admit' : 'office.revoke')}
      </a>
    </div>
  );
}

function useDeviceFacts(device: ListedDevice): readonly Fact[] {
  const { words } = useOffice();
  const { lastSeenAt, revokedAt } = device;
  return [
    { name: words.say('office.location'), value: device.location },
    {
      name: words.say('office.lastSeen'),
      value: lastSeenAt === undefined ? words.say('office.never') : <Moment at={lastSeenAt} />,
    },
    { name: words.say('office.records'), value: words.number(device.records) },
    { name: words.say('office.registered'), value: <Moment at={device.registeredAt} /> },
    ...(revokedAt === undefined ? [] : [{ name: words.say('office.revoked'), value: <Moment at={revokedAt} /> }]),
    { name: words.say('office.id'), value: device.id, isCode: true },
  ];
}

/** Asks before a device is revoked, or allowed again. */
export function RevokePage({ device }: { readonly device: ListedDevice }): ReactElement {
  const { words } = useOffice();
  const isRevoked = device.revokedAt !== undefined;
  const title = words.say(isRevoked ? 'office.admitTitle' : 'office.revokeTitle', { device: device.name });
  return (
    <OfficePage title={title} place="devices">
      <Panel>
        <p>{words.say(isRevoked ? 'office.admitEffect' : 'office.revokeEffect')}</p>
        <Facts facts={useDeviceFacts(device)} />
        <form className="row" method="post" action={paths.revoke(device.id)}>
          <input type="hidden" name="to" value={isRevoked ? 'admitted' : 'revoked'} />
          <Button look={isRevoked ? 'primary' : 'danger'} type="submit">
            {words.say(isRevoked ? 'office.admit' : 'office.revoke')}
          </Button>
          <a className={buttonClass('plain')} href={paths.devices}>
            {words.say('office.cancel')}
          </a>
        </form>
      </Panel>
    </OfficePage>
  );
}
