/** The user chose files to open. */
export class FilesEvent extends Event {
  static readonly type = "residua-files";
  readonly files: readonly File[];

  constructor(files: readonly File[]) {
    super(FilesEvent.type, { bubbles: true, composed: true });
    this.files = files;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-files": FilesEvent;
  }
}
