/** An image of the series could not be loaded or decoded. */
export class ImageErrorEvent extends Event {
  static readonly type = "residua-image-error";
  readonly imageId: string;
  readonly error: unknown;

  constructor(imageId: string, error: unknown) {
    super(ImageErrorEvent.type, { bubbles: true, composed: true });
    this.imageId = imageId;
    this.error = error;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-image-error": ImageErrorEvent;
  }
}
