/** A door that lets so many in at once; the others wait in line. */
export interface Door {
  readonly pass: <Value>(task: () => Promise<Value>) => Promise<Value>;
}

/** A door for `places` tasks. A task that fails gives its place free like any other. */
export function createDoor(places: number): Door {
  let free = places;
  const waiting: (() => void)[] = [];
  const enter = () => {
    if (free > 0) {
      free--;
      return Promise.resolve();
    }
    return new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = () => {
    const next = waiting.shift();
    if (next === undefined) free++;
    else next();
  };
  return {
    pass: async (task) => {
      await enter();
      try {
        return await task();
      } finally {
        leave();
      }
    },
  };
}
