/** The inspector worker: wires the engine to this browser and exposes it to the page. */
import { expose } from 'comlink';
import { createEngine } from '../src/engine/engine';
import { createInspector } from './inspector';
import { holdLifeLock } from './life-lock';
import { openRival } from './open-rival';
import { openWasmRuntime } from './wasm-runtime';
import { workerHost } from './worker-host';

const engine = createEngine({ host: workerHost, runtime: openWasmRuntime(), rival: openRival });

void holdLifeLock();
expose(createInspector(engine, workerHost));
