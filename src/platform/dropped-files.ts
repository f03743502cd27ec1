/** Files that were dropped on the page, also those in dropped folders. */

/** What a drop holds. Names are those of files without their folders. */
export interface DroppedFiles {
  readonly files: readonly File[];
  /** The name of the folder of each file that lay in one. */
  readonly folders: ReadonlyMap<File, string>;
  readonly hasFolder: boolean;
  /** The name of the folder, if it is the only one and nothing else was given. */
  readonly folderName?: string;
  /** Files in folders whose type is not a picture. */
  readonly skipped: readonly string[];
  /** Files and folders that cannot be read. */
  readonly unreadable: readonly string[];
  /** True where the folders hold more files than `maxFiles`; the others were not looked at. */
  readonly isCut: boolean;
}

/** Limits the work for a folder with very many files, such as a home folder. */
const maxFiles = 10_000;

/** Must be called while the drop event is handled: afterwards the browser empties `transfer`. */
export function readDroppedFiles(transfer: DataTransfer, limit = maxFiles): Promise<DroppedFiles> {
  const items = Array.from(transfer.items).filter(({ kind }) => kind === 'file');
  return readItems(
    items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() })),
    limit,
  );
}

interface DroppedItem {
  readonly entry: FileSystemEntry | null;
  readonly file: File | null;
}

async function readItems(items: readonly DroppedItem[], limit: number): Promise<DroppedFiles> {
  const walk = new Walk(limit);
  for (const { entry, file } of items) {
    if (entry !== null && isFolder(entry)) await walk.readFolder(entry);
    else if (file !== null) walk.files.push(file);
  }
  const { files, folders, skipped, unreadable, isCut } = walk;
  const hasFolder = items.some(({ entry }) => entry?.isDirectory === true);
  const [only] = items;
  const folderName = hasFolder && items.length === 1 ? only?.entry?.name : undefined;
  return { files, folders, skipped, unreadable, isCut, hasFolder, ...(folderName !== undefined && { folderName }) };
}

/** The files of a folder that was chosen in a file chooser, in the order of their paths. */
export function filesOfFolder(chosen: readonly File[], limit = maxFiles): DroppedFiles {
  const seen = chosen
    .filter(({ webkitRelativePath }) => !webkitRelativePath.split('/').some(isOfSystem))
    .sort((one, other) => byText(one.webkitRelativePath, other.webkitRelativePath));
  const kept = seen.slice(0, limit);
  const folderName = chosen[0]?.webkitRelativePath.split('/')[0];
  return {
    files: kept.filter(canBeAdded),
    folders: new Map(kept.map((file) => [file, file.webkitRelativePath.split('/').at(-2) ?? ''])),
    skipped: kept.filter((file) => !canBeAdded(file)).map(({ name }) => name),
    ...{ unreadable: [], isCut: seen.length > limit, hasFolder: true },
    ...(folderName !== undefined && folderName !== '' && { folderName }),
  };
}

class Walk {
  readonly files: File[] = [];
  readonly folders = new Map<File, string>();
  readonly skipped: string[] = [];
  readonly unreadable: string[] = [];
  isCut = false;
  readonly #limit: number;
  #seen = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  async readFolder(folder: FileSystemDirectoryEntry): Promise<void> {
    const entries = await orUndefined(listEntries(folder));
    if (entries === undefined) this.unreadable.push(folder.name);
    for (const entry of (entries ?? []).filter(({ name }) => !isOfSystem(name)).sort(byName)) {
      if (this.isCut) return;
      if (isFolder(entry)) await this.readFolder(entry);
      else if (isFile(entry)) await this.#readFile(entry, folder.name);
    }
  }

  async #readFile(entry: FileSystemFileEntry, folder: string): Promise<void> {
    this.#seen += 1;
    this.isCut = this.#seen > this.#limit;
    if (this.isCut) return;
    const file = await orUndefined(new Promise<File>((resolve, reject) => entry.file(resolve, reject)));
    if (file === undefined) this.unreadable.push(entry.name);
    else if (canBeAdded(file)) {
      this.files.push(file);
      this.folders.set(file, folder);
    } else this.skipped.push(file.name);
  }
}

/** A reader returns the entries in parts, then an empty list. */
async function listEntries(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** The value, or undefined where the browser cannot read the entry. */
async function orUndefined<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading;
  } catch {
    // A `DOMException` without details: the caller names the entry.
    return undefined;
  }
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

/** Files that operating systems create in folders. */
function isOfSystem(name: string): boolean {
  return name.startsWith('.') || /^(thumbs\.db|desktop\.ini)$/i.test(name);
}

/** Pictures and ZIP files. The browser derives the type from the name; a name that it does not know may be a picture. */
function canBeAdded({ type, name }: File): boolean {
  return type === '' || type.startsWith('image/') || /\.zip$/i.test(name);
}

function byName(one: FileSystemEntry, other: FileSystemEntry): number {
  return byText(one.name, other.name);
}

function byText(one: string, other: string): number {
  return one.localeCompare(other, undefined, { numeric: true });
}
