import type { Migration } from './migration';

/** Teachings and their pictures; both begin empty. The bytes of the pictures are in `pictureFiles`, as those of batches. */
export const teachings: Migration = {
  name: '0009-teachings',
  up(database) {
    database.createObjectStore('teachings', { keyPath: 'id' });
    database.createObjectStore('teachPictures', { keyPath: ['teachingId', 'order'] });
  },
};
