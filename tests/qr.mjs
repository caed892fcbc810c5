// The rows of the QR code of each text of a JSON list, as theme/assets/lembar/qr.js makes them.
import { readFileSync } from "node:fs";
import { matrix } from "../theme/assets/lembar/qr.js";

console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(matrix)));
