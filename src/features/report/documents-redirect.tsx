import { useEffect, useSyncExternalStore, type ReactElement } from 'react';
import { useLocation } from 'wouter';
import { useServices } from '../use-services';

/** Opens the check screen when a report or an export was dropped on any screen, and the screen of packs for a pack file. */
export function DocumentsRedirect(): ReactElement | null {
  const { documents } = useServices();
  const incoming = useSyncExternalStore(documents.subscribe, documents.read);
  const packFile = useSyncExternalStore(documents.subscribePack, documents.readPack);
  const [, navigate] = useLocation();
  const count = incoming.documents.length;
  useEffect(() => {
    if (count > 0) navigate('/check');
  }, [count, incoming, navigate]);
  useEffect(() => {
    if (packFile !== undefined) navigate('/packs');
  }, [packFile, navigate]);
  return null;
}
