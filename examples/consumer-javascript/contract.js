// What an AsyncAPI 3 document promises of each topic, and whether a record keeps it. No Kafka here.

import Ajv from "ajv";
import addFormats from "ajv-formats";

/** Follows `{"$ref": "#/…"}` to what it names. */
function resolve(document, value) {
  if (!value?.$ref) return value;
  const parts = value.$ref.replace(/^#\//, "").split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return resolve(document, parts.reduce((found, part) => found[part], document));
}

/**
 * The topics that the document's operations receive from, each with its messages by the value of `ce_type`.
 * A message whose headers fix no `ce_type` stands under `undefined`: it is the only one of its topic.
 */
export function receivedTopics(document) {
  // No schema itself, but there so that references into it are found.
  const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
  ajv.addSchema({ components: document.components }, "asyncapi.json");
  const rooted = (schema) => (schema.$ref ? { $ref: `asyncapi.json${schema.$ref}` } : schema);
  const topics = new Map();
  for (const operation of Object.values(document.operations)) {
    if (operation.action !== "receive") continue;
    const channel = resolve(document, operation.channel);
    const messages = new Map();
    for (const reference of operation.messages ?? Object.values(channel.messages)) {
      const message = resolve(document, reference);
      messages.set(message.headers?.properties?.ce_type?.const, {
        name: message.title ?? message.name,
        isJson: (message.contentType ?? document.defaultContentType) === "application/json",
        validatePayload: ajv.compile(rooted(message.payload ?? {})),
        validateHeaders: ajv.compile(rooted(message.headers ?? {})),
      });
    }
    topics.set(channel.address, messages);
  }
  return topics;
}

/**
 * What a record is and what is wrong with it: `{name, payload, problems}`. `key` is a text, `headers` an object of
 * texts, `value` a Buffer or null. A `ce_type` that the document does not know is no problem, since types may be added: `name` is null.
 */
export function judge(messages, key, headers, value) {
  const message = messages.get(headers.ce_type) ?? messages.get(undefined);
  if (!message) {
    return { name: null, payload: null, problems: headers.ce_type ? [] : ["the header ce_type is missing"] };
  }
  const problems = errors("headers", message.validateHeaders, headers);
  if (!message.isJson) return { name: message.name, payload: null, problems };
  let payload;
  try {
    payload = JSON.parse(value?.toString("utf8") ?? "null");
  } catch (error) {
    return { name: message.name, payload: null, problems: [...problems, `the value is not JSON: ${error.message}`] };
  }
  problems.push(...errors("value", message.validatePayload, payload));
  if (problems.length === 0) {
    problems.push(...wrongSpans(payload));
    if (headers.ce_id !== payload.event_id) problems.push("ce_id is not the value's event_id");
    if (key !== articleKey(payload)) problems.push(`the key is ${key} and not ${articleKey(payload)}`);
  }
  return { name: message.name, payload, problems };
}

function errors(part, validate, value) {
  return validate(value) ? [] : validate.errors.map((error) => `${part}${error.instancePath}: ${error.message}`);
}

/** `source/id`, with `%` and `/` in the source percent-encoded. */
function articleKey(payload) {
  const { source, id } = payload.article ?? { source: payload.source, id: payload.article_id };
  return `${source.replaceAll("%", "%25").replaceAll("/", "%2F")}/${id}`;
}

/** Spans whose text is not what stands there, counted in Unicode code points as the document says. */
function wrongSpans(payload) {
  const article = payload.article;
  if (!article) return [];
  const points = new Map();
  const cut = ({ field, start, end }) => {
    if (!points.has(field)) points.set(field, Array.from(article[field] ?? ""));
    return points.get(field).slice(start, end).join("");
  };
  const spans = [...payload.entities.flatMap((entity) => entity.mentions), ...payload.money];
  return spans
    .filter((span) => cut(span) !== span.text)
    .map((span) => `${span.field}[${span.start}:${span.end}] is ${JSON.stringify(cut(span))} and not ${JSON.stringify(span.text)}`);
}
