// The desktop door: commands go through the window's own channel.
import { invoke } from "@tauri-apps/api/core";

export function inWindow(): boolean {
  return "__TAURI_INTERNALS__" in window;
}

export function callWindow(name: string, request: unknown): Promise<unknown> {
  return invoke("call", { name, request });
}
