// On every page of somebody who is signed in: the worker that keeps the shell for a visit.
import { registerWorker } from "./worker_link.js";

registerWorker();
