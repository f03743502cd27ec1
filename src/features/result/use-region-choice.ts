import { useState } from 'react';

/** The selected region: its number is the same on the picture and in the list. */
export interface RegionChoice {
  readonly chosen: number | undefined;
  /** The region under the pointer, on the picture or in the list. */
  readonly hovered: number | undefined;
  /** A new object each time a region is chosen in the list: the picture shows it. */
  readonly fromList: { readonly number: number } | undefined;
  /** A new object each time a region is chosen on the picture: the list shows it. */
  readonly fromPicture: { readonly number: number } | undefined;
  readonly chooseInList: (number: number) => void;
  readonly chooseInPicture: (number: number) => void;
  readonly hover: (number: number | undefined) => void;
  readonly chooseNone: () => void;
}

export function useRegionChoice(): RegionChoice {
  const [fromList, setFromList] = useState<{ readonly number: number }>();
  const [fromPicture, setFromPicture] = useState<{ readonly number: number }>();
  const [chosen, setChosen] = useState<number>();
  const [hovered, hover] = useState<number>();
  return {
    chosen,
    hovered,
    fromList,
    fromPicture,
    chooseInList: (number) => {
      setChosen(number);
      setFromList({ number });
    },
    chooseInPicture: (number) => {
      setChosen(number);
      setFromPicture({ number });
    },
    hover,
    chooseNone: () => setChosen(undefined),
  };
}
