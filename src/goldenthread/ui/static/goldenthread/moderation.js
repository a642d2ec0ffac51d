// Everything the moderation page uses. Each import is named: only so does the collected file import fingerprinted names.
import { saveAnswers } from "./autosave.js";
import { moveDivider } from "./divider.js";
import { takeEvidence } from "./evidence.js";
import { keepRailInSight, openFolds } from "./folds.js";
import { takeMissed } from "./missed.js";
import { goOnInPlace } from "./moving.js";
import { switchPanes } from "./panes.js";
import { openStandards } from "./standards.js";

openStandards();
saveAnswers();
switchPanes();
takeEvidence();
takeMissed();
moveDivider();
openFolds();
keepRailInSight();
goOnInPlace();
