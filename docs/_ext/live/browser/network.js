// What the worker asks hosts for: none is waited for without end, and what went wrong is
// said. A host may give files a wrong type, answer 404, or not at all; a policy or a proxy
// may forbid something.
const PATIENCE = 12; // seconds in which nothing at all arrives
const WASM = "application/wasm";

const { fetch } = self;
let open = 0; // what is being waited for
let silent = 0; // seconds since something arrived
let last = ""; // what went wrong last

export const lastProblem = () => last;

const file = (address) => new URL(address, location).pathname.split("/").pop();

const said = (problem) => {
  last = String(problem?.message ?? problem);
  return new Error(last);
};

// Waits for something that comes from a host.
export const arrives = async (promise) => {
  open += 1;
  silent = 0;
  try {
    return await promise;
  } catch (problem) {
    throw said(problem);
  } finally {
    open -= 1;
    silent = 0;
  }
};

// Waits as long as something comes. Counted in ticks, not by the clock: while Python
// computes, none is counted.
export const inTime = async (promise) => {
  let timer;
  const silence = new Promise((_, reject) => {
    timer = setInterval(() => {
      silent = open ? silent + 1 : 0;
      if (silent >= PATIENCE) reject(said(`nothing came for ${PATIENCE} seconds`));
    }, 1000);
  });
  return Promise.race([promise, silence]).finally(() => clearInterval(timer));
};

// The first problem ends it, too: Pyodide would wait for its program forever.
let fail = () => {};
export const orFail = (promise) => {
  const problem = new Promise((_, reject) => { fail = reject; });
  return inTime(Promise.race([promise, problem])).finally(() => { fail = () => {}; });
};

const read = async (response) => {
  const reader = response.body.getReader();
  while (!(await reader.read()).done) silent = 0;
};

// Some hosts do not know what WebAssembly is.
const typed = (response) => {
  const isWrong = response.url.endsWith(".wasm")
    && response.headers.get("Content-Type")?.split(";")[0] !== WASM;
  return isWrong ? new Response(response.body, { headers: { "Content-Type": WASM } }) : response;
};

self.fetch = async (...what) => {
  try {
    const response = await arrives(fetch(...what).catch((problem) => {
      throw new Error(`${file(what[0].url ?? what[0])}: ${problem.message}`);
    }));
    if (!response.ok) throw said(`${file(response.url)}: the answer was ${response.status}`);
    arrives(read(response.clone())).catch(fail);
    return typed(response);
  } catch (problem) {
    fail(problem);
    throw problem;
  }
};

["instantiate", "instantiateStreaming"].forEach((name) => {
  const original = WebAssembly[name];
  WebAssembly[name] = (...what) => original(...what).catch((problem) => {
    fail(said(problem));
    throw problem;
  });
});
