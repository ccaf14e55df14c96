// Reads every topic that an AsyncAPI document receives from, and prints a line of JSON for each record.
//
//   node consumer.js asyncapi.json 127.0.0.1:9092 [--to-end]
//
// --to-end reads from the beginning to what is there now, and ends: with status 1 where a record breaks its contract.

import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Kafka, logLevel } from "kafkajs";
import { judge, receivedTopics } from "./contract.js";

const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: { "to-end": { type: "boolean", default: false }, group: { type: "string", default: `example-${randomUUID()}` } },
});
const [path, brokers] = positionals;
if (!path || !brokers) {
  console.error("usage: node consumer.js ASYNCAPI.JSON HOST:PORT[,HOST:PORT…] [--to-end] [--group NAME]");
  process.exit(2);
}

const topics = receivedTopics(JSON.parse(readFileSync(path, "utf8")));
const kafka = new Kafka({ clientId: "newsmill-example", brokers: brokers.split(","), logLevel: logLevel.ERROR });
const counts = { valid: 0, broken: 0, unknown: 0 };

/** Headers as an object of texts. Of a name that stands twice the last one counts. */
function texts(headers) {
  const last = (value) => (Array.isArray(value) ? value.at(-1) : value);
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, last(value)?.toString("utf8") ?? ""]));
}

function tell(topic, partition, record) {
  const headers = texts(record.headers);
  const key = record.key?.toString("utf8") ?? null;
  const { name, payload, problems } = judge(topics.get(topic), key, headers, record.value);
  counts[problems.length ? "broken" : name ? "valid" : "unknown"] += 1;
  const told = { topic, partition, offset: Number(record.offset), message: name, type: headers.ce_type, key };
  console.log(JSON.stringify({ ...told, record_id: payload?.record_id, problems }));
}

/** Offsets up to which each partition is to be read, without those that hold nothing. */
async function ends() {
  const admin = kafka.admin();
  await admin.connect();
  const wanted = new Map();
  for (const topic of topics.keys()) {
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
      if (Number(high) > Number(low)) wanted.set(`${topic}/${partition}`, Number(high));
    }
  }
  await admin.disconnect();
  return wanted;
}

// Read committed is kafkajs's own default; it is said here because everything rests on it.
const consumer = kafka.consumer({ groupId: options.group, readUncommitted: false });

async function stop() {
  await consumer.disconnect();
  console.error(`${counts.valid} valid, ${counts.broken} broken, ${counts.unknown} of unknown type`);
  process.exit(counts.broken ? 1 : 0);
}

if (options["to-end"]) {
  const left = await ends();
  if (left.size === 0) await stop();
  // Told for batches without records as well: the last offsets of a partition are often those of a commit.
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
    const partition = `${payload.topic}/${payload.partition}`;
    if (left.has(partition) && Number(payload.lastOffset) >= left.get(partition) - 1) left.delete(partition);
    if (left.size === 0) setImmediate(stop);
  });
}
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, stop);

await consumer.connect();
await consumer.subscribe({ topics: [...topics.keys()], fromBeginning: options["to-end"] });
await consumer.run({ eachMessage: async ({ topic, partition, message }) => tell(topic, partition, message) });
