/** The user wants to see the models. */
export class ModelsEvent extends Event {
  static readonly type = "residua-models";

  constructor() {
    super(ModelsEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "residua-models": ModelsEvent;
  }
}
