/*
 * A client of the API that is compiled, not run: what must be possible compiles, and what must not has
 * @ts-expect-error above it, which fails when the document allows it. The build makes api.ts of the server's document.
 */
import createClient from "openapi-fetch";
import type { components, paths } from "./api.ts";

const api = createClient<paths>({ baseUrl: "http://localhost:8080", headers: { Authorization: "Bearer token" } });

type StreamEvent = components["schemas"]["StreamEvent"];

export async function aHold(showId: string): Promise<string> {
  const { data, error, response } = await api.POST("/v1/shows/{showId}/holds", {
    params: { path: { showId }, header: { "Idempotency-Key": "one" } },
    body: { bestAvailable: { quantity: 2 } },
  });
  if (error) {
    for (const wrong of error.errors ?? []) {
      console.log(wrong.pointer ?? wrong.parameter, wrong.code, wrong.detail);
    }
    throw new Error(error.code + " at " + response.headers.get("Server-Time"));
  }
  return data.id;
}

export async function requestsAreStrict(showId: string): Promise<void> {
  // @ts-expect-error a hold without a body
  await api.POST("/v1/shows/{showId}/holds", { params: { path: { showId } } });
  // @ts-expect-error a booking of nothing
  await api.POST("/v1/bookings", { body: {} });
  // @ts-expect-error a list has no page
  await api.GET("/v1/shows", { params: { query: { page: 2 } } });
  // @ts-expect-error a format that there is not
  await api.GET("/v1/shows/{showId}/availability", { params: { path: { showId }, query: { format: "xml" } } });
  // @ts-expect-error a change without If-Match
  await api.PATCH("/v1/events/{eventId}", { params: { path: { eventId: "1" } }, body: {} });
  // @ts-expect-error a stream of no show
  await api.GET("/v1/streams", { params: { query: {} } });
}

export async function lists(cursor: string | null): Promise<string | null> {
  const { data } = await api.GET("/v1/shows", {
    params: { query: { limit: 20, ...(cursor === null ? {} : { cursor }) } },
  });
  return data?.next ?? null;
}

export async function bits(showId: string): Promise<ArrayBuffer | undefined> {
  const { data } = await api.GET("/v1/shows/{showId}/availability", {
    params: { path: { showId }, query: { format: "bits" } },
    parseAs: "arrayBuffer",
  });
  return data;
}

export function told(event: StreamEvent): string {
  switch (event.event) {
    case "changes":
      return event.id + ": " + event.data.free.join(" ");
    case "show":
      return event.data.change;
    case "prices":
      return event.data.pricesVersion;
    case "reset":
      return event.data.sequence;
    case "ping":
      return event.data.serverTime;
  }
}
