/** Creates an embedded database without rows in the folder of the first argument: tests copy it instead of creating their own. */
import { migrate } from '../../server/database/migrate';
import { openDatabase } from '../../server/database/open-database';

const [, , dir = ''] = process.argv;
const { db, close } = await openDatabase({ kind: 'embedded', dir }, () => undefined);
await migrate(db);
await close();
