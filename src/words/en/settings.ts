/** The settings screen. */
export const settings = {
  title: 'Settings',
  person: 'Name on corrections',
  theme: 'Appearance',
  'theme.system': 'Device',
  'theme.light': 'Light',
  'theme.dark': 'Dark',
  'theme.sunlight': 'Sunlight',
  sunlightWhy: 'Black on white, thicker lines and larger buttons, for reading in the sun.',
  backend: 'Processing',
  'backend.auto': 'Automatic',
  'backend.wasm': 'Processor only',
  'backendWhy.auto': 'Uses the graphics chip where it gives the same numbers faster.',
  'backendWhy.wasm': 'Never uses the graphics chip. Choose this if results take long or the screen flickers.',
  packs: 'What this device can inspect',
  storage: 'Storage',
  used: '{used} used',
  usedOf: '{used} used of {quota} the browser allows',
  usageUnknown: 'The browser does not report how much is used.',
  persistent: 'Protected',
  persistentWhy: 'The browser does not delete your inspections by itself.',
  notPersistent: 'Not protected yet',
  notPersistentWhy:
    'If the device runs very low on space, the browser may delete inspections. Install the app (browser menu, “Add to home screen”) to protect them.',
  privacy: 'What leaves this device',
  nothingLeaves:
    '<b>Nothing.</b> Pictures, results and settings stay here. The app connects only to its own address, to download itself and packs.',
  sentToOffice:
    '<b>What you inspect is sent to the office.</b> This device is registered: results and pictures are kept here and sent to the address the app came from, nowhere else.',
  toSync: 'Sync settings',
  about: 'About',
  version: 'Version',
} as const;
