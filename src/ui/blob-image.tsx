import { useEffect, useState, type ReactElement } from 'react';

/** A picture from bytes. Its object URL lives as long as the element. Without bytes it is an empty frame of the same size. */
export function BlobImage(props: {
  readonly bytes: ArrayBuffer | undefined;
  readonly mime: string;
  readonly alt: string;
  /** The browser cannot show the bytes. */
  readonly onError?: () => void;
}): ReactElement {
  const url = useObjectUrl(props.bytes, props.mime);
  return <ImageThumbnail {...(url !== undefined && { src: url })} alt={props.alt} onError={props.onError} />;
}

/** A small picture from an address, loaded when it comes into view. Without one: a frame of the same size with `absence`. */
export function ImageThumbnail(props: {
  readonly src?: string;
  readonly alt?: string;
  readonly absence?: string;
  readonly onError?: (() => void) | undefined;
}): ReactElement {
  const { src, alt = '', absence, onError } = props;
  return (
    <span className="blob-image">
      {src === undefined ? (
        absence
      ) : (
        <img src={src} alt={alt} width="64" height="64" loading="lazy" decoding="async" onError={onError} />
      )}
    </span>
  );
}

function useObjectUrl(bytes: ArrayBuffer | undefined, mime: string): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (bytes === undefined) return;
    const created = URL.createObjectURL(new Blob([bytes], { type: mime }));
    // The URL must be revoked, so it is created in an effect and set afterwards.
    // oxlint-disable-next-line react-hooks/set-state-in-effect
    setUrl(created);
    return () => URL.revokeObjectURL(created);
  }, [bytes, mime]);
  return bytes === undefined ? undefined : url;
}
