import { type MapName, mapNames } from "../../src/scoring/map-names.ts";
import type { OverlayStyle } from "../index.ts";
import { currentSession } from "./current-session.ts";
import { forgetStudyScores } from "./study-scores.ts";

const opacityStep = 0.1;

type Options = Readonly<Record<string, unknown>>;

/**
 * What the extension can be told by a button, a key, or another extension (`commandsManager.runCommand`). Outside of a
 * mode they do nothing.
 */
export const commands = {
  /** `enabled` sets it; without it the heatmap is switched. */
  residuaToggle({ enabled }: Options = {}) {
    const session = currentSession();
    if (session) session.enabled = typeof enabled === "boolean" ? enabled : !session.enabled;
  },
  /** `map`: one of the model's maps; shows the heatmap. */
  residuaSetMap({ map }: Options = {}) {
    const session = currentSession();
    const known: MapName | undefined = mapNames.find((name) => name === map);
    if (!session || !known) return;
    session.changeStyle({ map: known });
    session.enabled = true;
  },
  /** `opacity`: 0..1. */
  residuaSetOpacity({ opacity }: Options = {}) {
    if (typeof opacity === "number" && Number.isFinite(opacity)) setOpacity(opacity);
  },
  residuaMoreOpacity() {
    changeOpacity(opacityStep);
  },
  residuaLessOpacity() {
    changeOpacity(-opacityStep);
  },
  /** `threshold`: "calibrated", "off", or a number in the map's units. */
  residuaSetThreshold({ threshold }: Options = {}) {
    const valid = threshold === "calibrated" || threshold === "off" || typeof threshold === "number";
    if (valid) currentSession()?.changeStyle({ threshold: threshold as OverlayStyle["threshold"] });
  },
  residuaNextRegion() {
    currentSession()?.stepRegion(1);
  },
  residuaPreviousRegion() {
    currentSession()?.stepRegion(-1);
  },
  /** Scores every image of the active viewport's series; again, while it runs, does nothing. */
  residuaScanSeries() {
    const session = currentSession();
    return session && import("./scan-series.ts").then(({ scanActiveSeries }) => scanActiveSeries(session));
  },
  /** Stores what was found in the active viewport's series as DICOM; again, while it runs, does nothing. */
  residuaStoreResults() {
    const session = currentSession();
    return session && import("./store-results.ts").then(({ storeResults }) => storeResults(session));
  },
  /** Removes what is kept of all studies' and images' scores in this browser; in the study list too. */
  residuaForgetScores() {
    forgetStudyScores();
    return import("./forget-findings.ts").then(({ forgetFindings }) => forgetFindings(currentSession()));
  },
} as const;

export type CommandName = keyof typeof commands;

function changeOpacity(step: number): void {
  const session = currentSession();
  if (session) setOpacity(session.style.opacity + step);
}

function setOpacity(opacity: number): void {
  // Two decimals: steps of 0.1 would not add up to 1 otherwise.
  const rounded = Math.round(Math.min(1, Math.max(0, opacity)) * 100) / 100;
  currentSession()?.changeStyle({ opacity: rounded });
}
