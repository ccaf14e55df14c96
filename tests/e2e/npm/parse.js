// Prints what AsyncAPI's own parser says of the document at argv[2], as a list of {severity, code, path, message}.
// Severities: 0 error, 1 warning, 2 information, 3 hint.

const { readFileSync } = require("node:fs");
const { Parser } = require("@asyncapi/parser");

async function main() {
  const { document, diagnostics } = await new Parser().parse(readFileSync(process.argv[2], "utf8"));
  const told = diagnostics.map(({ severity, code, path, message }) => ({ severity, code, path: path.join("/"), message }));
  const channels = document ? document.channels().all().map((channel) => channel.address()) : [];
  console.log(JSON.stringify({ channels, diagnostics: told }));
}

main();
