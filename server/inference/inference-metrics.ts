import { Gauge } from 'prom-client';
import type { Metrics } from '../http/metrics';
import type { Inference } from './inference';

/** Adds the number of admitted requests, including those that wait. */
export function addInferenceMetrics({ registry }: Metrics, inference: Inference): void {
  new Gauge({
    name: 'fieldgrade_inspecting_requests',
    help: 'Requests with pictures that are inspected or wait for it.',
    registers: [registry],
    collect() {
      this.set(inference.inside());
    },
  });
}
