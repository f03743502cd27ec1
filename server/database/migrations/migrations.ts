/** All steps of the database in their order. A step that was released is never altered. */
import type { Migration } from 'kysely';
import * as intake from './0001-intake';
import * as earlierSystems from './0002-earlier-systems';
import * as office from './0003-office';

/** By name: the number is the order. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-intake': intake,
  '0002-earlier-systems': earlierSystems,
  '0003-office': office,
};
