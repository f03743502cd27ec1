/** What the settings screen says. */
export const settingsWords = {
  title: 'Settings',
  look: 'Look',
  theme: { system: 'Device', light: 'Light', dark: 'Dark' },
  backend: 'How it computes',
  backends: { auto: 'Automatic', wasm: 'Processor only' },
  backendWhy: {
    auto: 'Uses the graphics chip where it gives the same numbers faster.',
    wasm: 'Never uses the graphics chip. Choose this if results take long or the screen flickers.',
  },
  packs: 'What this device can inspect',
  storage: 'Storage',
  used: (used: string) => `${used} used`,
  usedOf: (used: string, quota: string) => `${used} used of ${quota} the browser allows`,
  usageUnknown: 'The browser does not tell how much is used.',
  kept: 'Kept safely',
  keptWhy: 'The browser has promised not to delete your inspections by itself.',
  notKept: 'Not promised yet',
  notKeptWhy:
    'If the device runs very low on space, the browser may delete inspections. Install the app (browser menu, “Add to home screen”) to make it safer.',
  privacy: 'What leaves this device',
  privacyAnswer: 'Nothing.',
  privacyWhy:
    'Pictures, results and settings stay here. The app connects only to its own address, to download itself and what you choose to inspect with.',
  sentAnswer: 'What you inspect goes to the office.',
  sentWhy:
    'This device is registered: results and pictures are kept here and sent to the address the app came from, nowhere else.',
  toSending: 'How it is sent',
  about: 'About',
  app: 'Fieldgrade',
  version: 'Version',
};
