import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Camera, CameraFault } from '../../services/services';
import { useServices } from '../use-services';

type CameraState =
  | { readonly phase: 'opening' }
  | { readonly phase: 'open'; readonly camera: Camera }
  | { readonly phase: 'failed'; readonly fault: CameraFault };

/** The camera of the viewfinder. */
export interface CameraControl {
  readonly state: CameraState;
  /** Opens it again after a fault. */
  readonly retry: () => void;
  /** Opens the camera with this id in its place. */
  readonly choose: (cameraId: string) => void;
}

const opening: CameraState = { phase: 'opening' };

/** Opens the camera while the page is visible. It is closed when the page is hidden and when the screen is left. */
export function useCamera(): CameraControl {
  const { device } = useServices();
  const [state, setState] = useState<CameraState>(opening);
  const [cameraId, setCameraId] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const isVisible = useSyncExternalStore(subscribeToVisibility, readVisibility);
  useEffect(() => {
    if (!isVisible) return;
    let isWanted = true;
    let close = (): void => undefined;
    void device.openCamera(cameraId).then((opened) => {
      if (!opened.ok) {
        if (isWanted) setState({ phase: 'failed', fault: opened.fault });
        return;
      }
      const camera = opened.value;
      if (!isWanted) {
        camera.close();
        return;
      }
      close = () => camera.close();
      camera.onLost(() => isWanted && setState({ phase: 'failed', fault: { kind: 'camera-in-use' } }));
      setState({ phase: 'open', camera });
    });
    return () => {
      isWanted = false;
      close();
      setState(opening);
    };
  }, [device, cameraId, attempt, isVisible]);
  useEffect(() => (isVisible ? device.keepScreenOn() : undefined), [device, isVisible]);
  return { state, retry: () => setAttempt(attempt + 1), choose: setCameraId };
}

function subscribeToVisibility(onChange: () => void): () => void {
  document.addEventListener('visibilitychange', onChange);
  return () => document.removeEventListener('visibilitychange', onChange);
}

function readVisibility(): boolean {
  return document.visibilityState === 'visible';
}
