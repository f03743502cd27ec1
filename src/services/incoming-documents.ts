/** Files made by Fieldgrade that a user drops on the app: reports to check, exports to restore, packs. They wait until their screen takes them. */
import { fieldPackExtension } from '../domain/pack-file-name';
import { createObservable } from '../domain/observable';

/** What a file is. */
export type DocumentKind = 'report' | 'export';

/** A file made by Fieldgrade. */
export interface IncomingDocument {
  readonly kind: DocumentKind;
  readonly file: File;
}

/** A pack file, counted: two files with the same name and size are two. */
export interface WaitingPackFile {
  readonly number: number;
  readonly file: File;
}

export type IncomingDocuments = ReturnType<typeof createIncomingDocuments>;

/** The name of the first entry of an export (`src/export/record-archive.ts`). */
const exportMark = 'fieldgrade-export.json';
/** A local file header of a ZIP has 30 bytes before the name. */
const headerBytes = 30;

/** What was dropped and is not taken yet, with the pictures that came with it. */
export function createIncomingDocuments() {
  const waiting = createObservable<{
    readonly documents: readonly IncomingDocument[];
    readonly others: readonly File[];
  }>({
    documents: [],
    others: [],
  });
  const waitingPack = createObservable<WaitingPackFile | undefined>(undefined);
  let packFiles = 0;
  const takePack = (file: File | undefined): void =>
    waitingPack.write(file === undefined ? undefined : { number: ++packFiles, file });
  return {
    read: waiting.read,
    subscribe: waiting.subscribe,
    /** The pack file that waits for the screen of packs. */
    readPack: waitingPack.read,
    subscribePack: waitingPack.subscribe,
    takePack,
    /** Keeps the files if Fieldgrade made one of them: then the screen of checks, or that of packs, must be opened. */
    async take(files: readonly File[]): Promise<boolean> {
      const packFile = files.find(({ name }) => name.toLowerCase().endsWith(fieldPackExtension));
      if (packFile !== undefined) {
        takePack(packFile);
        return true;
      }
      const kinds = await Promise.all(files.map(kindOf));
      const documents = files.flatMap((file, index) => {
        const kind = kinds[index];
        return kind === undefined ? [] : [{ kind, file }];
      });
      if (documents.length === 0) return false;
      waiting.write({ documents, others: files.filter((_, index) => kinds[index] === undefined) });
      return true;
    },
    /** The files that the user chose on the check screen replace those that wait. */
    async choose(files: readonly File[]): Promise<void> {
      const kinds = await Promise.all(files.map(kindOf));
      const documents = files.map((file, index) => ({ kind: kinds[index] ?? kindOfName(file), file }));
      waiting.write({ documents, others: [] });
    },
  };
}

/** A chosen file of unknown content is opened by its file extension, so that its fault is shown. */
function kindOfName({ name }: File): DocumentKind {
  return /\.zip$/i.test(name) ? 'export' : 'report';
}

/** By the first bytes. A PDF or a web page may still not be a report of Fieldgrade: its check says so. */
async function kindOf(file: File): Promise<DocumentKind | undefined> {
  if (!/\.(pdf|html?|zip)$/i.test(file.name)) return undefined;
  const start = await file.slice(0, headerBytes + exportMark.length).text();
  if (start.startsWith('PK')) return start.endsWith(exportMark) ? 'export' : undefined;
  return start.startsWith('%PDF-') || /^\s*<(!doctype|html)/i.test(start) ? 'report' : undefined;
}
