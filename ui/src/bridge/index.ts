// The one door to the core. Everything the designer knows or changes passes through `call`.
import type { Commands } from "../bindings/commands";
import type { Refused } from "../bindings/Refused";
import { callLoopback } from "./loopback";
import { callWindow, inWindow } from "./tauri";

export type Command = keyof Commands;

/** What a command that could not be done throws. */
export class Refusal extends Error {
  readonly refused: Refused;

  constructor(refused: Refused) {
    super(refused.message.en);
    this.refused = refused;
  }
}

export async function call<N extends Command>(
  name: N,
  request: Commands[N]["request"],
): Promise<Commands[N]["reply"]> {
  const door = inWindow() ? callWindow : callLoopback;
  try {
    return (await door(name, request)) as Commands[N]["reply"];
  } catch (error) {
    throw new Refusal(asRefused(error));
  }
}

/** A door that does not answer at all is a refusal like any other. */
function asRefused(error: unknown): Refused {
  if (typeof error === "object" && error !== null && "code" in error && "message" in error) {
    const { code, message } = error as Refused;
    if (typeof message === "object") return { code, message };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: "no_answer",
    message: {
      en: `Tabiji does not answer (${reason}); what was saved is safe, start Tabiji again`,
      ja: `Tabijiが応答しません（${reason}）。保存済みの内容は無事です。Tabijiを起動し直してください`,
    },
  };
}
