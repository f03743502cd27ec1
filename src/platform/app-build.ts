/** Filled in by `vite.config.ts`. */
declare const __APP_BUILD__: string;

/** Version and commit of this build, as `0.1.0+1a2b3c4`; stored with every inspection. */
export const appBuild = __APP_BUILD__;
