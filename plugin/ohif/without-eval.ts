import { config } from "zod";

// zod compiles schemas with `new Function` where it may; a site's policy may forbid that, and each try is logged.
config({ jitless: true });
