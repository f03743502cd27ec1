/** The formats of exports, for the screens: features do not import `src/export`. */
import { exportFormats as all } from '../export/make-export';

export type { ExportFormat } from '../export/make-export';

export const exportFormats = all;
