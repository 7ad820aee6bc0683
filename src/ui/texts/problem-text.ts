import { msg, str } from "@lit/localize";
import type { Problem } from "../panel-data.ts";
import { viewportProblemText } from "./viewport-problem-text.ts";

/** What went wrong and what to do, in the interface's language; the English message where no text is kept for it. */
export function problemText(problem: Problem): string {
  switch (problem.code) {
    case "model-integrity":
      return msg(
        "A file of the model is not the one that was published, so it was not loaded and no heatmap is shown. Reload the page; if it happens again, install the model anew.",
      );
    case "model-format":
      return msg(
        "The model cannot be read by this version of Residua. Install a model made for this version.",
      );
    case "model-unavailable":
      return msg("A file of the model could not be fetched. Check the connection, then try again.");
    case "manifest":
      return msg(str`The plugin's manifest cannot be used: ${problem.message}`);
    case "context-lost":
      return msg(
        "The graphics processor stopped answering. Try again; if it happens often, close other pages.",
      );
    case "backend-unavailable":
      return msg(
        "Neither WebGL nor WebAssembly runs in this browser, so the model cannot. Use a current browser.",
      );
    case "viewport":
      return viewportProblemText(problem);
    case "store":
      return storeProblemText(problem);
    default:
      return problem.message;
  }
}

function storeProblemText({ details }: Problem): string {
  const { status, reason } = details;
  if (status === undefined) {
    return msg("The server cannot be reached, so nothing was stored. Check the connection, then try again.");
  }
  if (status === 401 || status === 403) {
    return msg(
      str`The server does not allow storing (${status}). Sign in again, or ask the server's administrator.`,
    );
  }
  return reason === undefined
    ? msg(str`The server did not store the results (${status}). Its log says why.`)
    : msg(str`The server did not store the results (${status}): ${reason}.`);
}
