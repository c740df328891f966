/**
 * The keys of topics, of the instances that serve them, and of tickets to their sockets.
 * The columns are those of [keys.ts](../keys.ts).
 *
 * ```
 * ["log", topic, versionstamp]             LogEntry v1           an hour    head
 * ["head", topic]                          touched               an hour for calls  log
 * ["state", topic, instance]               bytes                 seconds    –
 * ["instance", id]                         Instance v1           seconds    instances
 * ["instances"]                            touched               –          instance
 * ["ws_ticket", hash]                      Ticket v1             30 s       –
 * ```
 */

import type { KeyBuilders } from "./parts.ts";

export const realtimeKeys = {
  log: (topic: string, versionstamp: string) => ["log", topic, versionstamp],
  logs: (topic: string) => ["log", topic],
  head: (topic: string) => ["head", topic],
  topicState: (topic: string, instance: string) => ["state", topic, instance],
  instance: (id: string) => ["instance", id],
  instances: () => ["instance"],
  instancesBell: () => ["instances"],
  wsTicket: (hash: string) => ["ws_ticket", hash],
} satisfies KeyBuilders;
