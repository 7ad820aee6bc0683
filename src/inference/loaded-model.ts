import type { Model } from "../scoring/model.ts";
import type { LoadedModel } from "./engine.ts";

/** What an interface needs to know of a model, as plain data. */
export function describeModel(model: Model, url: string): LoadedModel {
  const { description, vae } = model.bundle;
  const { calibration } = model;
  return {
    identity: model.identity,
    name: description.name,
    description: description.description,
    licence: description.licence,
    height: vae.height,
    width: vae.width,
    latentSize: vae.latentSize,
    maps: calibration.maps,
    threshold: calibration.threshold,
    imageThreshold: calibration.imageThreshold,
    ...(calibration.klPerDimension ? { klPerDimension: calibration.klPerDimension } : {}),
    population: calibration.population,
    ...(model.bundle.tested ? {} : { untested: true }),
    cardUrl: new URL("CARD.md", url.endsWith("/") ? url : `${url}/`).href,
  };
}
