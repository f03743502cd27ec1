import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrations } from '../../../server/database/migrations/migrations';
import { makeGrade } from '../../support/record-parts';
import { addChange, addDevice, anomalousRecord, gradedRecord, openOffice, recordId } from './office-fixture';

test('OFC-17 the migration fills the columns of records that arrived before it, as the intake does', async () => {
  const office = await openOffice();
  const { db } = office;
  await addDevice(office, 1, 'Phone 1', 'North yard');
  const { anomaly } = anomalousRecord(1);
  if (anomaly === undefined) throw new Error('the fixture has no anomaly');
  const grade = makeGrade({ label: 'rss1', title: 'RSS 1', confidence: 0.91, indicative: true });
  await addChange(office, { record: anomalousRecord(1, { anomaly: { ...anomaly, action: 'monitor' } }) });
  await addChange(office, { record: gradedRecord(2, { grade }) });
  await addChange(office, { deletes: recordId(2) });
  await addChange(office, { deletes: recordId(3) });
  const read = () =>
    db.selectFrom('records').select(['id', 'anomaly_action', 'grade_indicative']).orderBy('id').execute();
  const byIntake = await read();
  expect(byIntake).toEqual([
    { id: recordId(1), anomaly_action: 'monitor', grade_indicative: null },
    { id: recordId(2), anomaly_action: null, grade_indicative: true },
    { id: recordId(3), anomaly_action: null, grade_indicative: null },
  ]);
  await sql`alter table records drop column anomaly_action, drop column grade_indicative`.execute(db);
  await migrations['0004-verdict-columns']?.up(db);
  expect(await read()).toEqual(byIntake);
  await office.close();
});
