import { formatBytes, formatBytesOf } from '../../ui/format';

/** What the pack screens say. */
export const packWords = {
  choose: 'What are you inspecting?',
  onDevice: 'On this device',
  toDownload: (bytes: number) => `${formatBytes(bytes)} to download`,
  unusable: 'Cannot be used here',
  loading: 'Looking for what is on this device…',
  downloadTitle: (title: string) => `Get ${title} onto this device`,
  downloadWhy: (bytes: number) => `One download of ${formatBytes(bytes)}. After that it works without a connection.`,
  download: (bytes: number) => `Download ${formatBytes(bytes)}`,
  downloading: (title: string) => `Downloading ${title}`,
  progress: formatBytesOf,
  checking: 'Checking that every byte is right…',
  ready: (title: string) => `${title} is ready.`,
  tryAgain: 'Try again',
  shelf: 'On this device',
  remove: 'Remove',
  removeTitle: (title: string) => `Remove ${title}?`,
  removeQuestion: 'Saved inspections stay. To inspect with it again you will need a connection to download it.',
  keep: 'Keep it',
  version: (version: string) => `Version ${version}`,
  update: (version: string, bytes: number) =>
    bytes === 0 ? `Use version ${version}` : `Get version ${version} (${formatBytes(bytes)})`,
  updateThere: (version: string) => `Version ${version} is there`,
  updateWhy: 'What you inspected stays as it is. You can go on with the version you have.',
  none: 'Nothing is offered here.',
};
