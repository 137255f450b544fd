// Has MathJax read formulas: node formulas.js FOLDER CONFIG
//
// FOLDER is MathJax's, CONFIG the script with which pages set it up. On the standard
// input stand the pages, as JSON: of each its formulas, in order, since one may define a
// command for those below: [as it is written, as the page has it, whether it stands by
// itself]. The answer: for each null, or what is wrong with it; and all names there are.
const fs = require("fs");
const [folder, config] = process.argv.slice(2);
const pages = JSON.parse(fs.readFileSync(0, "utf8"));

// Pages would show what MathJax does not know in red, or as it is written.
const quiet = ["noundefined", "noerrors", "require", "autoload"];
const raise = (_, error) => { throw error; };

function settings() {
  const window = {};
  const classList = { contains: () => false };
  const document = { documentElement: { classList } };
  if (fs.existsSync(config)) {
    new Function("window", "document", fs.readFileSync(config, "utf8"))(window, document);
  }
  return { ...window.MathJax?.tex, packages: { "[-]": quiet }, formatError: raise };
}

function error(MathJax, tex, display) {
  try {
    MathJax.tex2mml(tex, { display });
    return null;
  } catch (error) {
    return { id: error.id ?? "", message: error.message };
  }
}

// An author is told of what was written, and not of what the page puts around it.
const OF_THE_PAGE = ["Misplaced", "MultipleLabel"];

function wrong(MathJax, [written, shown, display]) {
  const found = error(MathJax, shown, display);
  const own = found && shown !== written ? error(MathJax, written, display) : null;
  return own && !OF_THE_PAGE.includes(own.id) ? own : found;
}

function names(MathJax) {
  const maps = MathJax._.input.tex.MapHandler.MapHandler;
  const handlers = MathJax.startup.input[0].configuration.handlers;
  const of = (kind) => handlers.get(kind).toString().split(", ")
    .flatMap((name) => [...(maps.getMap(name)?.map?.keys() ?? [])])
    .map((name) => name.replace("\\", ""));
  return { commands: [...of("macro"), ...of("delimiter")], environments: of("environment") };
}

async function main() {
  console.warn = () => {}; // of a part that carries no version
  const MathJax = await require(`${folder}/node-main.js`).init({
    loader: { load: ["input/tex-full", "output/svg", "adaptors/liteDOM"], require },
    tex: settings(),
    startup: { typeset: false },
  });
  const told = pages.map((formulas) => {
    MathJax.startup.getComponents(); // forget what another page has defined
    return formulas.map((formula) => wrong(MathJax, formula));
  });
  fs.writeSync(1, JSON.stringify({ told, ...names(MathJax) }));
}

main().catch((error) => { console.error(String(error)); process.exit(1); });
