/** What `index.html` itself says: it is shown before, and without, any script of the app. */
export const start = {
  waiting: 'Fieldgrade is still starting',
  advice:
    'If nothing else appears here, close the other tabs of Fieldgrade, then load this page again. What is saved on this device stays.',
  again: 'Load again',
} as const;
