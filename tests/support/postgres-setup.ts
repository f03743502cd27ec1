/** One PostgreSQL cluster for a vitest project; each test file creates its databases in it. */
import type { TestProject } from 'vitest/node';
import { findPostgres, startPostgres } from './postgres';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the cluster's own database; empty where PostgreSQL is not installed. */
    readonly postgresUrl: string;
  }
}

/** Vitest calls it before the first test of the project, and the returned function after the last. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const binDir = findPostgres();
  if (binDir === undefined) {
    console.warn('PostgreSQL is not installed: the tests against it are skipped (Debian: apt-get install postgresql).');
    project.provide('postgresUrl', '');
    return undefined;
  }
  const postgres = await startPostgres(binDir);
  project.provide('postgresUrl', postgres.urlOf('postgres'));
  return postgres.remove;
}
