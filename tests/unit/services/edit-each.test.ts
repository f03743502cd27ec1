import { expect, test } from 'vitest';
import { fail, succeed } from '../../../src/domain/result';
import { editEach } from '../../../src/services/edit-each';
import { thermalRecord } from '../../support/corrected-record';

const full = fail({ kind: 'storage-full', neededBytes: 1, freeBytes: 0 } as const);

test('BAS-20 where only some of several pictures can become baselines, those that did are known, so that they can be undone', async () => {
  const records = ['first', 'second', 'third'].map((id) => ({ ...thermalRecord, id }));
  const asked: string[] = [];
  const made: string[] = [];
  const edit: Parameters<typeof editEach>[1] = (id) => {
    asked.push(id);
    return Promise.resolve(id === 'second' ? full : succeed(undefined));
  };
  const edited = await editEach(
    records,
    edit,
    () => ({ purpose: 'baseline' }),
    ({ id }) => made.push(id),
  );
  expect(edited).toEqual(full);
  expect([asked, made]).toEqual([['first', 'second'], ['first']]);
});
