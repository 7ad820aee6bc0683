import { Gauge, Registry } from "prom-client";
import { type MonitoringOptions, queryMonitoring } from "../store/monitoring.ts";

/** Figures in the text format of Prometheus, counted from the database when they are asked for. */
export async function metricsText(options: MonitoringOptions): Promise<string> {
  const figures = await queryMonitoring(options);
  const registry = new Registry();
  const gauge = (name: string, help: string, labelNames: readonly string[] = []) =>
    new Gauge({ name: `residua_triage_${name}`, help, labelNames: [...labelNames], registers: [registry] });
  gauge("waiting_series", "Series that wait to be scored").set(figures.waiting);
  gauge("workers", "Workers heard of in the last minute").set(figures.workers);
  gauge("slices_scored_last_hour", "Images scored in the last hour").set(figures.slicesLastHour);
  gauge("series_scored_last_hour", "Series scored in the last hour").set(figures.seriesLastHour);
  gauge("failed_series", "Series that could not be scored").set(figures.failures);
  gauge("double_read_studies", "Studies with two verdicts").set(figures.agreement.studies);
  if (figures.agreement.kappa !== null) {
    gauge("reviewer_kappa", "Cohen's kappa between first and second reviewers").set(figures.agreement.kappa);
  }
  const { value } = figures.positivePredictiveValue;
  if (value !== null) {
    gauge("positive_predictive_value", "Accepted share of the flagged studies that were decided").set(value);
  }
  const labels = ["scanner", "site", "model"] as const;
  const distance = gauge("drift_distance", "Kolmogorov-Smirnov distance to the calibration's scores", labels);
  const alarm = gauge("drift_alarm", "1 where a scanner's scores differ from the calibration's", labels);
  for (const { scanner, site, model, ...drift } of figures.drift) {
    distance.set({ scanner, site, model }, drift.distance);
    alarm.set({ scanner, site, model }, drift.alarm ? 1 : 0);
  }
  return registry.metrics();
}
