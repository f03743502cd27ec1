/**
 * The embedded database's files, flushed when the database asks. PGlite runs without fsync, and Emscripten's file system would
 * ignore the call: a power failure could then lose a commit that was answered with a receipt.
 */
import fs from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** PGlite's start parameters, with fsync: `-F` switches it off, and Emscripten lacks `fdatasync`, which is the default. */
export const durableStart: readonly string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'wal_sync_method=fsync',
];

/** The calls of Emscripten's file system on an open file, as far as we add to them. */
interface StreamCalls {
  fsync?: (stream: { readonly nfd: number }) => number;
}

/** A folder on disk with a working `fsync`. */
export class DurableFiles extends NodeFS {
  override async init(...[pglite, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pglite, options);
    const { preRun = [] } = emscriptenOpts;
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...preRun, addFsync] } };
  }
}

/** Throws if PGlite's internals have changed: without the call no commit would be durable. */
function addFsync(module: object): void {
  if (!('NODEFS' in module) || !hasStreamCalls(module.NODEFS)) {
    throw new Error('PGlite’s file system has no stream calls: fsync cannot be added.');
  }
  module.NODEFS.stream_ops.fsync = ({ nfd }) => {
    fs.fsyncSync(nfd);
    return 0;
  };
}

function hasStreamCalls(files: unknown): files is { readonly stream_ops: StreamCalls } {
  return typeof files === 'object' && files !== null && 'stream_ops' in files && typeof files.stream_ops === 'object';
}
