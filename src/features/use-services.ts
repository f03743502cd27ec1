import { createContext, useContext } from 'react';
import type { Services } from '../services/services';

/** Provided by `app/mount-app.tsx`. */
export const ServicesContext = createContext<Services | undefined>(undefined);

/** The services. Throws outside the provider. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === undefined) throw new Error('ServicesContext is not provided');
  return services;
}
