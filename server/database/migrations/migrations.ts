/** All migrations, in order. A released migration is never changed. */
import type { Migration } from 'kysely';
import { up as makeIntake } from './0001-intake';
import { up as makeEarlierSystems } from './0002-earlier-systems';
import { up as makeOffice } from './0003-office';
import { up as addVerdictColumns } from './0004-verdict-columns';
import { up as addTrainedOn } from './0005-trained-on';
import { up as makeSharedItems } from './0006-shared-items';
import { up as addReview } from './0007-review';
import { up as makeRetraining } from './0008-retraining';
import { up as addSharedPacks } from './0009-shared-packs';
import { up as addDecisions } from './0010-decisions';

/** By name: the number is the order. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-intake': { up: makeIntake },
  '0002-earlier-systems': { up: makeEarlierSystems },
  '0003-office': { up: makeOffice },
  '0004-verdict-columns': { up: addVerdictColumns },
  '0005-trained-on': { up: addTrainedOn },
  '0006-shared-items': { up: makeSharedItems },
  '0007-review': { up: addReview },
  '0008-retraining': { up: makeRetraining },
  '0009-shared-packs': { up: addSharedPacks },
  '0010-decisions': { up: addDecisions },
};
