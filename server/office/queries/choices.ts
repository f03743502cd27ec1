import { sql, type Kysely } from 'kysely';
import type { NodeWords } from '../../../src/words/words';
import type { Database } from '../../database/schema';
import { answerText } from '../verdict';
import { answerKey, answerTitle } from './matching';

/** One entry of a list to choose from. */
export interface Choice {
  readonly value: string;
  readonly title: string;
}

/** What the filters offer: only values that occur. */
export interface Choices {
  readonly devices: readonly Choice[];
  readonly locations: readonly Choice[];
  readonly packs: readonly Choice[];
  readonly answers: readonly Choice[];
}

/** Reads the choices. */
export async function readChoices(db: Kysely<Database>, words: NodeWords): Promise<Choices> {
  const devices = await db.selectFrom('devices').select(['id', 'name', 'location']).orderBy('name').execute();
  const locations = [...new Set(devices.map(({ location }) => location))].sort((a, b) => a.localeCompare(b));
  const answers = await readAnswers(db);
  return {
    devices: devices.map(({ id, name, location }) => ({
      value: id,
      title: words.say('office.deviceAt', { name, location }),
    })),
    locations: locations.map((location) => ({ value: location, title: location })),
    packs: distinct(answers.map(({ pack, pack_title }) => ({ value: pack, title: pack_title }))),
    answers: distinct(answers.map(({ answer, title }) => ({ value: answer, title: answerText(words, answer, title) }))),
  };
}

function readAnswers(db: Kysely<Database>) {
  return db
    .selectFrom('records')
    .where('records.pack_id', 'is not', null)
    .select([
      sql<string>`records.pack_id`.as('pack'),
      sql<string>`max(records.pack_title)`.as('pack_title'),
      answerKey.as('answer'),
      sql<string | null>`max(${answerTitle})`.as('title'),
    ])
    .groupBy(['pack', 'answer'])
    .orderBy('title')
    .execute();
}

function distinct(choices: readonly Choice[]): readonly Choice[] {
  return [...new Map(choices.map((choice) => [choice.value, choice])).values()];
}
