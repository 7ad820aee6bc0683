/** The user chose a sample study. */
export class SampleSelectEvent extends Event {
  static readonly type = "residua-sample-select";
  readonly id: string;

  constructor(id: string) {
    super(SampleSelectEvent.type, { bubbles: true, composed: true });
    this.id = id;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-sample-select": SampleSelectEvent;
  }
}
