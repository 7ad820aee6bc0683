import { html, nothing, type TemplateResult } from "lit";
import "../elements/residua-failure.ts";
import "../elements/residua-file-report.ts";
import "../elements/residua-progress.ts";
import type { OpenedStudies } from "./opened-studies.ts";
import type { UnexpectedErrors } from "./unexpected-errors.ts";

/** What lies over the image for a while: a failure, files being opened, files that were refused. */
export function messagesView(studies: OpenedStudies, errors: UnexpectedErrors): TemplateResult {
  const { progress, refused } = studies;
  return html`<residua-failure
      .message=${errors.message}
      @residua-dismiss=${() => errors.dismiss()}
    ></residua-failure>
    ${
      progress === undefined
        ? nothing
        : html`<residua-progress
          .done=${progress.done}
          .total=${progress.total}
          @residua-cancel=${() => studies.cancel()}
        ></residua-progress>`
    }
    <residua-file-report
      .refused=${refused}
      @residua-dismiss=${() => studies.dismissReport()}
    ></residua-file-report>`;
}
