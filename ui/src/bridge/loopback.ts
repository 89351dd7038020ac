// The browser's door: commands go to the program that served this page, and nowhere else.

export async function callLoopback(name: string, request: unknown): Promise<unknown> {
  const answer = await fetch(`/call/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request),
    credentials: "same-origin",
  });
  const body: unknown = await answer.json();
  if (!answer.ok) throw body;
  return body;
}
