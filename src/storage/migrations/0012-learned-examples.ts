import type { Migration } from './migration';

/** Reports of learning name what a correction taught an example; versions that learned before this step call it a lesson. */
export const learnedExamples: Migration = {
  name: '0012-learned-examples',
  up(_, transaction) {
    const request = transaction.objectStore('packVersions').openCursor();
    return new Promise((resolve) => {
      request.onsuccess = () => {
        const cursor = request.result;
        if (cursor === null) {
          resolve();
          return;
        }
        const row = cursor.value as OldRow;
        const { report } = row.origin;
        if (report !== undefined) cursor.update({ ...row, origin: { ...row.origin, report: renamed(report) } });
        cursor.continue();
      };
    });
  },
};

/** A row of version 11, as far as this step reads it. */
interface OldRow {
  readonly origin: { readonly report?: OldReport };
}

interface OldReport {
  readonly lessons: readonly object[];
  readonly before: OldState;
  readonly after: OldState;
}

interface OldState {
  readonly parameters: { readonly lessonRows: number };
}

function renamed({ lessons: examples, before, after, ...report }: OldReport): object {
  return { ...report, examples, before: renamedState(before), after: renamedState(after) };
}

function renamedState({ parameters: { lessonRows: exampleRows, ...parameters }, ...state }: OldState): object {
  return { ...state, parameters: { ...parameters, exampleRows } };
}
