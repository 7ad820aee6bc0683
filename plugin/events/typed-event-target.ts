/** An EventTarget that knows the types of its own events. */
export interface TypedEventTarget<Events extends Record<string, Event>> {
  addEventListener<Type extends keyof Events & string>(
    type: Type,
    listener: (event: Events[Type]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<Type extends keyof Events & string>(
    type: Type,
    listener: (event: Events[Type]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  dispatchEvent(event: Events[keyof Events & string]): boolean;
}

/** `class X extends typedEventTarget<Events>()`: the platform's EventTarget under the types above. */
export function typedEventTarget<Events extends Record<string, Event>>(): new () => TypedEventTarget<Events> {
  return EventTarget as new () => TypedEventTarget<Events>;
}
