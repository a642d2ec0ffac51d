// Everything the moderation page uses.
import "./autosave.js";
import "./divider.js";
import "./evidence.js";
import "./panes.js";
import "./standards.js";
