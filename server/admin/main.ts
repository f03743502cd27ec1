/** Commands for the operator: `npm run server:admin -- <command>`. They read the same settings as the server. */
import { Command } from 'commander';
import { importQueue } from '../intake/import-queue';
import { listDevices, readmitDevice, revokeDevice } from '../devices/devices';
import { addEngineer, revokeEngineer } from '../devices/engineers';
import { intakeFaultText } from '../http/intake-fault-text';
import type { ServerDependencies } from '../dependencies';
import { writeBackup } from './backup';
import { restoreBackup, type RestoreFault } from './restore';
import { words } from '../words';
import { withDependencies } from './with-dependencies';

const { say } = words;
/** The name of this actor in the audit log. */
const operator = 'operator';

const program = new Command('server:admin').description(say('operator.description')).showHelpAfterError();

program
  .command('add-engineer <name>')
  .description(say('operator.add-engineer'))
  .action((name: string) =>
    withDependencies(async ({ db }) => {
      console.log(await addEngineer(db, name, operator, new Date()));
      return 'done';
    }),
  );

program
  .command('revoke-engineer <name>')
  .description(say('operator.revoke-engineer'))
  .action((name: string) =>
    withDependencies(async ({ db }) => {
      const ended = await revokeEngineer(db, name, operator, new Date());
      console.log(say('operator.tokens-revoked', { count: ended }));
      return ended > 0 ? 'done' : 'failed';
    }),
  );

program
  .command('list-devices')
  .description(say('operator.list-devices'))
  .action(() => withDependencies(printDevices));

program
  .command('revoke <deviceId>')
  .description(say('operator.revoke'))
  .action((deviceId: string) =>
    withDependencies(async ({ db }) => reportFound(await revokeDevice(db, deviceId, operator, new Date()), deviceId)),
  );

program
  .command('readmit <deviceId>')
  .description(say('operator.readmit'))
  .action((deviceId: string) =>
    withDependencies(async ({ db }) => reportFound(await readmitDevice(db, deviceId, operator, new Date()), deviceId)),
  );

program
  .command('backup <file>')
  .description(say('operator.backup'))
  .action((file: string) =>
    withDependencies(async (dependencies) => {
      const { tables, blobs } = await writeBackup(dependencies, file);
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      console.log(say('operator.backup-written', { rows, tables: tables.length, blobs, file }));
      return 'done';
    }),
  );

program
  .command('restore <file>')
  .description(say('operator.restore'))
  .action((file: string) =>
    withDependencies(async (dependencies) => {
      const restored = await restoreBackup(dependencies, file);
      console.log(
        restored.ok ? say('operator.restored', { blobs: restored.value.blobs }) : restoreFaultText(restored.fault),
      );
      return restored.ok ? 'done' : 'failed';
    }),
  );

program
  .command('import <file>')
  .description(say('operator.import'))
  .action((file: string) => withDependencies((dependencies) => importFile(dependencies, file)));

await program.parseAsync();

async function printDevices({ db }: ServerDependencies): Promise<'done'> {
  for (const device of await listDevices(db)) {
    const seen = device.last_seen_at?.toISOString() ?? say('operator.never-seen');
    const revokedAt = device.revoked_at?.toISOString();
    const state = revokedAt === undefined ? '' : `  ${say('operator.device-revoked', { at: revokedAt })}`;
    console.log(`${device.id}  ${seen.padEnd(24)}  ${device.name}, ${device.location}${state}`);
  }
  return 'done';
}

function reportFound(isFound: boolean, deviceId: string): 'done' | 'failed' {
  console.log(isFound ? say('operator.done') : say('operator.no-such-device', { deviceId }));
  return isFound ? 'done' : 'failed';
}

function restoreFaultText(fault: RestoreFault): string {
  switch (fault.kind) {
    case 'not-empty':
      return say('operator.restore-not-empty');
    case 'not-a-zip':
      return say('operator.restore-not-a-zip');
    case 'no-listing':
      return say('operator.restore-no-listing');
    case 'other-version':
      return say('operator.restore-other-version', { backup: fault.backup, server: fault.server });
  }
}

async function importFile(dependencies: ServerDependencies, file: string): Promise<'done' | 'failed'> {
  const imported = await importQueue(dependencies, file, { label: operator, requestId: '' });
  if (!imported.ok) {
    console.log(intakeFaultText(imported.fault));
    return 'failed';
  }
  const { receipts, refused } = imported.value;
  for (const { changeId, fault } of refused) console.log(`${changeId}: ${intakeFaultText(fault)}`);
  console.log(say('operator.imported', { count: receipts.length, refused: refused.length }));
  return refused.length === 0 ? 'done' : 'failed';
}
