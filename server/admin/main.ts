/** Commands for the operator: `npm run server:admin -- <command>`. They read the same settings as the server. */
import { Command } from 'commander';
import { importQueue } from '../intake/import-queue';
import { listDevices, readmitDevice, revokeDevice } from '../devices/devices';
import { addEngineer, revokeEngineer } from '../devices/engineers';
import { intakeFaultText } from '../http/intake-fault-text';
import type { ServerDependencies } from '../dependencies';
import { writeBackup } from './backup';
import { restoreBackup, type RestoreFault } from './restore';
import { withDependencies } from './with-dependencies';

const operator = 'operator';

const program = new Command('server:admin').description('Administration of a Fieldgrade server.').showHelpAfterError();

program
  .command('add-engineer <name>')
  .description('prints a token that reads everything; it is shown this once')
  .action((name: string) =>
    withDependencies(async ({ db }) => {
      console.log(await addEngineer(db, name, operator, new Date()));
      return 'done';
    }),
  );

program
  .command('revoke-engineer <name>')
  .description('ends every token under that name')
  .action((name: string) =>
    withDependencies(async ({ db }) => {
      const ended = await revokeEngineer(db, name, operator, new Date());
      console.log(`${ended} tokens ended.`);
      return ended > 0 ? 'done' : 'failed';
    }),
  );

program
  .command('list-devices')
  .description('all devices, the last seen first')
  .action(() => withDependencies(printDevices));

program
  .command('revoke <deviceId>')
  .description("ends a device's rights; its records stay")
  .action((deviceId: string) =>
    withDependencies(async ({ db }) => reportFound(await revokeDevice(db, deviceId, operator, new Date()), deviceId)),
  );

program
  .command('readmit <deviceId>')
  .description('lets a device register anew: after a revocation, or when it lost its token')
  .action((deviceId: string) =>
    withDependencies(async ({ db }) => reportFound(await readmitDevice(db, deviceId, operator, new Date()), deviceId)),
  );

program
  .command('backup <file>')
  .description('writes one ZIP with all rows and blobs')
  .action((file: string) =>
    withDependencies(async (dependencies) => {
      const { tables, blobs } = await writeBackup(dependencies, file);
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      console.log(`${rows} rows of ${tables.length} tables and ${blobs} blobs are in ${file}.`);
      return 'done';
    }),
  );

program
  .command('restore <file>')
  .description('fills an empty server from a backup')
  .action((file: string) =>
    withDependencies(async (dependencies) => {
      const restored = await restoreBackup(dependencies, file);
      console.log(restored.ok ? `Restored, with ${restored.value.blobs} blobs.` : restoreWords(restored.fault));
      return restored.ok ? 'done' : 'failed';
    }),
  );

program
  .command('import <file>')
  .description('takes the queue that a device exported as a ZIP')
  .action((file: string) => withDependencies((dependencies) => importFile(dependencies, file)));

await program.parseAsync();

async function printDevices({ db }: ServerDependencies): Promise<'done'> {
  for (const device of await listDevices(db)) {
    const seen = device.last_seen_at?.toISOString() ?? 'never seen';
    const state = device.revoked_at === null ? '' : `  revoked ${device.revoked_at.toISOString()}`;
    console.log(`${device.id}  ${seen.padEnd(24)}  ${device.name}, ${device.location}${state}`);
  }
  return 'done';
}

function reportFound(isFound: boolean, deviceId: string): 'done' | 'failed' {
  console.log(isFound ? 'Done.' : `There is no device ${deviceId}.`);
  return isFound ? 'done' : 'failed';
}

function restoreWords(fault: RestoreFault): string {
  switch (fault.kind) {
    case 'not-empty':
      return 'This server has devices or records: restore into an empty one.';
    case 'not-a-backup':
      return `This is no backup of Fieldgrade: ${fault.why}.`;
    case 'other-version':
      return `The backup is of another version (${fault.backup}; this server: ${fault.server}). Restore it with the server of its time, then update.`;
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
  console.log(`${receipts.length} changes are kept, ${refused.length} were refused.`);
  return refused.length === 0 ? 'done' : 'failed';
}
