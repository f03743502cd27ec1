interface ImportMetaEnv {
  /** Version and commit of this build, as `0.1.0+1a2b3c4`; `vite.config.ts` fills it in. */
  readonly VITE_APP_BUILD: string;
}
