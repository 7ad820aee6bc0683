import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import { localized, msg } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import "../../ui/icons/icon-library.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { FilesEvent } from "../events/files-event.ts";
import { openButtonsStyles } from "./residua-open-buttons.styles.ts";
import { takeFiles } from "./take-files.ts";

/**
 * The buttons that open local files and folders.
 *
 * @event residua-files - Files were chosen.
 */
@customElement("residua-open-buttons")
@localized()
export class ResiduaOpenButtons extends LitElement {
  static override readonly styles = [sharedStyles, openButtonsStyles];

  override render(): TemplateResult {
    return html`<wa-button size="s" appearance="outlined" @click=${() => this.#pick("files")}>
        <wa-icon slot="start" name="file"></wa-icon>${msg("Open files")}</wa-button
      >
      <wa-button size="s" appearance="outlined" @click=${() => this.#pick("folder")}>
        <wa-icon slot="start" name="folder"></wa-icon>${msg("Open folder")}</wa-button
      >
      <input id="files" type="file" multiple hidden @change=${this.#onChange} />
      <input id="folder" type="file" webkitdirectory hidden @change=${this.#onChange} />`;
  }

  #pick(id: "files" | "folder"): void {
    this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.click();
  }

  readonly #onChange = (event: Event): void => {
    const files = takeFiles(event);
    if (files.length > 0) this.dispatchEvent(new FilesEvent(files));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-open-buttons": ResiduaOpenButtons;
  }
}
